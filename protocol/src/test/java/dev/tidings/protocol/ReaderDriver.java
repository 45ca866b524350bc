package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Feeds a reader as a server does: in pieces, from a buffer that is used again after each. */
final class ReaderDriver {
  private static final int KEPT_BYTES = 128 * 1024;

  private final RequestReader reader;
  private final List<List<String>> requests = new ArrayList<>();
  private byte[] buffer = new byte[0];
  private @Nullable String error;

  ReaderDriver(RequestReader reader) {
    this.reader = reader;
  }

  /** Feeds all of {@code stream}, cut at random places. */
  static ReferenceReader.Heard inPieces(
      byte[] stream, ReaderLimits limits, SplittableRandom random) {
    ReaderDriver driver = new ReaderDriver(new RequestReader(limits));
    int most = 1 + random.nextInt(1 + random.nextInt(stream.length + 1));
    int at = 0;
    while (at < stream.length && driver.error == null) {
      int length = Math.min(stream.length - at, 1 + random.nextInt(most));
      driver.feed(Arrays.copyOfRange(stream, at, at + length), random.nextInt(5));
      at += length;
    }
    return driver.heard();
  }

  /** Feeds {@code bytes} from place {@code offset} of the buffer, reads, and spoils the buffer. */
  void feed(byte[] bytes, int offset) {
    if (buffer.length < offset + bytes.length) {
      buffer = new byte[offset + bytes.length];
    }
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    reader.accept(buffer, offset, bytes.length);
    try {
      while (reader.next()) {
        requests.add(words(reader.words()));
      }
    } catch (ProtocolError refused) {
      error = String.valueOf(refused.getMessage()).substring("Protocol error: ".length());
      return;
    }
    int waiting = reader.waitingBytes();
    reader.settle();
    Arrays.fill(buffer, (byte) '*');
    assertThat(reader.waitingBytes()).isEqualTo(waiting);
    assertThat((long) reader.heldBytes()).isLessThanOrEqualTo(Math.max(KEPT_BYTES, 4L * waiting));
    if (waiting == 0) {
      assertThat(reader.heldBytes()).isZero();
    }
  }

  ReferenceReader.Heard heard() {
    return new ReferenceReader.Heard(requests, error, reader.waitingBytes());
  }

  static List<String> words(Words words) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < words.count(); i++) {
      texts.add(words.latin1(i));
    }
    return texts;
  }
}
