package dev.tidings.protocol;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Prints the nanoseconds that a PUBLISH of 64 bytes takes to be read. Run by hand. */
final class RequestReaderBenchmark {
  private static final int ROUNDS = 8;

  private RequestReaderBenchmark() {}

  /** Reads batches of 1 and of 16 requests over and over. */
  public static void main(String[] arguments) throws ProtocolError {
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf("×1: %.1f ns  ×16: %.1f ns%n", nanosEach(1), nanosEach(16));
    }
  }

  private static double nanosEach(int depth) throws ProtocolError {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < depth; i++) {
      byte[] name = RandomStreams.latin1("PUBLISH");
      byte[] channel = RandomStreams.latin1("channel:0001");
      stream.writeBytes(RandomStreams.wire(List.of(name, channel, new byte[64])));
    }
    byte[] wire = stream.toByteArray();
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    int batches = 4_000_000 / depth;
    long words = 0;
    long start = System.nanoTime();
    for (int i = 0; i < batches; i++) {
      reader.accept(wire, 0, wire.length);
      while (reader.next()) {
        words += reader.words().count();
      }
      reader.settle();
    }
    long nanos = System.nanoTime() - start;
    if (words != 3L * batches * depth) {
      throw new AssertionError("read " + words + " words");
    }
    return (double) nanos / batches / depth;
  }
}
