package dev.tidings.engine;

import dev.tidings.command.Refusal;
import dev.tidings.protocol.RespWriter;
import java.util.Locale;

/** A value of each type that the protocol has, the same ones as in Redis: for tests of clients. */
final class ProtocolSamples {
  /** The types. */
  static final String NAMES =
      "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";

  private ProtocolSamples() {}

  /** Writes the value of the type called {@code name}. */
  static void write(RespWriter reply, String name) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "string" -> reply.bulk("Hello World");
      case "integer" -> reply.integer(12_345);
      case "double" -> reply.real(3.141);
      case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
      case "null" -> reply.nullBulk();
      case "array" -> {
        reply.array(3);
        numbers(reply);
      }
      case "set" -> {
        reply.set(3);
        numbers(reply);
      }
      case "map" -> map(reply);
      case "attrib" -> attribute(reply);
      case "push" -> push(reply);
      case "verbatim" -> reply.verbatim("txt", "This is a verbatim\nstring");
      case "true" -> reply.bool(true);
      case "false" -> reply.bool(false);
      default ->
          throw new Refusal(
              "ERR Wrong protocol type name. Please use one of the following: " + NAMES);
    }
  }

  private static void numbers(RespWriter reply) {
    for (int i = 0; i < 3; i++) {
      reply.integer(i);
    }
  }

  private static void map(RespWriter reply) {
    reply.map(3);
    for (int i = 0; i < 3; i++) {
      reply.integer(i);
      reply.bool(i == 1);
    }
  }

  private static void attribute(RespWriter reply) {
    if (reply.protocol() > 2) {
      reply.attribute(1);
      reply.bulk("key-popularity");
      reply.array(2);
      reply.bulk("key:123");
      reply.integer(90);
    }
    reply.bulk("Some real reply following the attribute");
  }

  private static void push(RespWriter reply) {
    if (reply.protocol() < 3) {
      throw new Refusal("ERR RESP2 is not supported by this command");
    }
    reply.push(2);
    reply.bulk("server-cpu-usage");
    reply.integer(42);
    reply.bulk("Some real reply following the push reply");
  }
}
