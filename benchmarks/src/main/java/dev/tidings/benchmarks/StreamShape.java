package dev.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is done with a stream again and again.
 *
 * @param name as the tables show it
 * @param stage what the stream holds before
 * @param words the request, for {@code redis-benchmark}; empty where another load is needed
 * @param depth how many requests a client sends at once
 * @param clients how many connections
 * @param aim the throughput to reach, as a multiple of Redis's
 */
record StreamShape(
    String name, Stage stage, List<String> words, int depth, int clients, double aim) {

  /** What has been done before the measuring, on a server of its own. */
  enum Stage {
    /** Nothing. Each run starts with an empty stream. */
    EMPTY,
    /** So many entries as {@code --entries} says, their milliseconds counted from 1. */
    LONG,
    /** A tenth as many, all of them pending to one consumer. */
    PENDING,
    /** A group reads and acknowledges what each run adds first. */
    CYCLE,
    /** Readers wait for one entry, and are woken by it. */
    WAITING
  }

  private static final int CLIENTS = 50;

  /** The quick one first: it shows Java what is hot sixteen times as soon. */
  private static final int[] DEPTHS = {16, 1};

  private static final double AIM_AT_ONCE = 1.2;
  private static final double AIM_ONE_BY_ONE = 1.0;

  /** All of them; those of one stage stand together. */
  static final List<StreamShape> ALL = all();

  private static List<StreamShape> all() {
    List<StreamShape> all = new ArrayList<>();
    for (int depth : DEPTHS) {
      all.add(shape("XADD", Stage.EMPTY, "XADD s * field value:__rand_int__", depth));
    }
    for (int depth : DEPTHS) {
      all.add(
          shape(
              "XADD MAXLEN ~ 1000",
              Stage.EMPTY,
              "XADD s MAXLEN ~ 1000 * field value:__rand_int__",
              depth));
    }
    for (int depth : DEPTHS) {
      all.add(shape("XREAD of 100", Stage.LONG, "XREAD COUNT 100 STREAMS s __rand_int__", depth));
    }
    for (int depth : DEPTHS) {
      all.add(shape("XRANGE of 100", Stage.LONG, "XRANGE s __rand_int__ + COUNT 100", depth));
    }
    for (int depth : DEPTHS) {
      all.add(
          shape(
              "XAUTOCLAIM of 100",
              Stage.PENDING,
              "XAUTOCLAIM s g other 0 __rand_int__ COUNT 100 JUSTID",
              depth));
    }
    for (int consumers : new int[] {1, 10, 100}) {
      all.add(
          new StreamShape(
              "XREADGROUP + XACK of 10", Stage.CYCLE, List.of(), 1, consumers, AIM_ONE_BY_ONE));
    }
    all.add(new StreamShape("XADD wakes 1000", Stage.WAITING, List.of(), 1, 1000, AIM_ONE_BY_ONE));
    return List.copyOf(all);
  }

  private static StreamShape shape(String name, Stage stage, String request, int depth) {
    return new StreamShape(
        name,
        stage,
        List.of(request.split(" ", -1)),
        depth,
        CLIENTS,
        depth == 1 ? AIM_ONE_BY_ONE : AIM_AT_ONCE);
  }
}
