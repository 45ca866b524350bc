package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Loads on streams that {@code redis-benchmark} cannot make: what comes next needs the reply. */
record StreamLoad(RunningServer server) {
  private static final int FILLED_AT_ONCE = 1000;
  private static final String COUNT = "10";

  /** How long to look between two questions whether all wait. */
  private static final long PAUSE_MILLIS = 1;

  /** What was done, and how long it took. */
  record Done(long count, double seconds) {}

  /** Adds entries with the ids 1-0, 2-0 and so on to the stream, which must be empty. */
  void fill(long entries) throws IOException {
    try (RespConnection connection = new RespConnection(server.port())) {
      long last = 0;
      while (last < entries) {
        long until = Math.min(entries, last + FILLED_AT_ONCE);
        for (long i = last + 1; i <= until; i++) {
          connection.add("XADD", "s", i + "-0", "field", "value:" + i % 100_000);
        }
        connection.send();
        for (; last < until; last++) {
          connection.read();
        }
      }
    }
  }

  /** Makes entries pending, all of them to one consumer. */
  void pend(long entries) throws IOException {
    fill(entries);
    try (RespConnection connection = new RespConnection(server.port())) {
      connection.call("XGROUP", "CREATE", "s", "g", "0");
      while (!connection
          .call("XREADGROUP", "GROUP", "g", "c", "COUNT", "10000", "STREAMS", "s", ">")
          .equals("[]")) {
        // each reply is a part of them, the last one is empty
      }
    }
  }

  /** So many consumers read all entries, ten at a time, and acknowledge them. */
  Done cycle(int consumers, long entries)
      throws IOException, InterruptedException, ExecutionException {
    fill(entries);
    try (RespConnection connection = new RespConnection(server.port())) {
      connection.call("XGROUP", "CREATE", "s", "g", "0");
    }
    List<RespConnection> connections = open(consumers);
    try (ExecutorService threads = Executors.newFixedThreadPool(consumers)) {
      long before = System.nanoTime();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < consumers; i++) {
        RespConnection connection = connections.get(i);
        String name = "consumer-" + i;
        counts.add(threads.submit(() -> consume(connection, name)));
      }
      long handled = 0;
      for (Future<Long> count : counts) {
        handled += count.get();
      }
      return new Done(handled, (System.nanoTime() - before) / 1e9);
    } finally {
      close(connections);
    }
  }

  private static long consume(RespConnection connection, String name) throws IOException {
    long handled = 0;
    while (true) {
      connection.add("XREADGROUP", "GROUP", "g", name, "COUNT", COUNT, "STREAMS", "s", ">");
      connection.send();
      List<String> ids = ids(connection.read());
      if (ids.isEmpty()) {
        return handled;
      }
      List<String> words = new ArrayList<>(List.of("XACK", "s", "g"));
      words.addAll(ids);
      connection.call(words.toArray(String[]::new));
      handled += ids.size();
    }
  }

  /** The ids in the reply to a read of one stream. */
  private static List<String> ids(Object reply) {
    List<String> ids = new ArrayList<>();
    if (reply instanceof List<?> streams
        && !streams.isEmpty()
        && streams.getFirst() instanceof List<?> stream
        && stream.getLast() instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof List<?> parts) {
          ids.add(String.valueOf(parts.getFirst()));
        }
      }
    }
    return ids;
  }

  /** Readers wait, an entry wakes them, for so many seconds; counts from the entry on. */
  Done wake(int readers, double seconds) throws IOException, InterruptedException {
    List<RespConnection> connections = open(readers);
    long woken = 0;
    long nanos = 0;
    try (RespConnection writer = new RespConnection(server.port())) {
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end || woken == 0) {
        for (RespConnection connection : connections) {
          connection.add("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
          connection.send();
        }
        while (!writer.call("INFO", "clients").contains("blocked_clients:" + readers + "\r")) {
          Thread.sleep(PAUSE_MILLIS);
        }
        long before = System.nanoTime();
        writer.call("XADD", "s", "*", "field", "value");
        for (RespConnection connection : connections) {
          connection.read();
        }
        nanos += System.nanoTime() - before;
        woken += readers;
      }
    } finally {
      close(connections);
    }
    return new Done(woken, nanos / 1e9);
  }

  private List<RespConnection> open(int count) throws IOException {
    List<RespConnection> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connections.add(new RespConnection(server.port()));
    }
    return connections;
  }

  private static void close(List<RespConnection> connections) throws IOException {
    for (RespConnection connection : connections) {
      connection.close();
    }
  }
}
