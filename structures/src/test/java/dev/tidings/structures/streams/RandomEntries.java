package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Names and values of the kinds that a block packs in different ways. */
final class RandomEntries {
  private final SplittableRandom random;
  private final int valueBytesMax;

  RandomEntries(SplittableRandom random, int valueBytesMax) {
    this.random = random;
    this.valueBytesMax = valueBytesMax;
  }

  /** Names and values in turn; the same few sets of fields come often. */
  List<Bytes> next() {
    List<Bytes> texts = new ArrayList<>();
    int kind = random.nextInt(10);
    int fields = kind < 5 ? 2 : 1 + random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      texts.add(kind < 5 ? Bytes.of("field" + i) : name());
      texts.add(value());
    }
    return texts;
  }

  /** An id behind {@code last}: mostly close, sometimes far. */
  StreamId idBehind(StreamId last) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> last.next();
      case 3 -> new StreamId(last.ms(), last.seq() + 1 + random.nextInt(1000));
      case 4 -> new StreamId(last.ms() + 1, random.nextLong());
      case 5 -> far(last);
      default -> new StreamId(last.ms() + 1 + random.nextInt(300), 0);
    };
  }

  private StreamId far(StreamId last) {
    long step = random.nextLong() >>> random.nextInt(8, 60);
    boolean fits = Long.compareUnsigned(last.ms(), -1 - step - 1_000_000_000_000L) < 0;
    return fits ? new StreamId(last.ms() + step + 1, random.nextInt(3)) : last.next();
  }

  private Bytes name() {
    int number = random.nextInt(40);
    return Bytes.of(number < 20 ? "name" + number : Integer.toString(number));
  }

  private Bytes value() {
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.EMPTY;
      case 1 -> Bytes.of(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 2 -> Bytes.of("0" + random.nextInt(100));
      case 3 -> Bytes.of(oddNumber());
      case 4 -> bytes(random.nextInt(valueBytesMax + 1));
      default -> bytes(random.nextInt(20));
    };
  }

  private String oddNumber() {
    String[] odd = {
      "-0",
      "-",
      "+1",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "-9223372036854775809",
      "99999999999999999999",
      "12345678901234567890",
      "1x",
      "-12",
      "00"
    };
    return odd[random.nextInt(odd.length)];
  }

  private Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
