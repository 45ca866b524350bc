package dev.tidings.engine.geo;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.structures.Bytes;

/** What distances are told in. */
enum Unit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  /** How many metres it has. */
  final double meters;

  private final byte[] word = Bytes.of(name()).array();

  Unit(double meters) {
    this.meters = meters;
  }

  /** As requests name it. */
  static final Arg<Unit> WORD = Args.custom(Args.oneOf("unit", Unit.class).shape(), Unit::read);

  static final Shape SHAPE = WORD.shape();

  static Unit read(Cursor cursor) {
    for (Unit unit : values()) {
      if (cursor.nextIs(unit.word)) {
        cursor.skip();
        return unit;
      }
    }
    throw new Refusal("ERR unsupported unit provided. please use M, KM, FT, MI");
  }
}
