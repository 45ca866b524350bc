package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The outbox against a plain list of chunks. */
class OutboxTest {
  /** Bytes in the model, with the frame that a large enough one is referred to by. */
  private record Chunk(byte[] bytes, Segment.@Nullable Frame frame) {}

  /** What an outbox should hold, as simply as can be. */
  private static final class Model {
    List<Chunk> chunks = new ArrayList<>();
    long flying;

    long waiting() {
      return chunks.stream().mapToLong(c -> c.bytes.length).sum();
    }

    byte[] all() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      chunks.forEach(c -> all.writeBytes(c.bytes));
      return all.toByteArray();
    }

    void truncate(long mark) {
      while (waiting() > mark) {
        Chunk last = chunks.removeLast();
        long kept = mark - waiting();
        if (kept > 0) {
          chunks.add(new Chunk(Arrays.copyOf(last.bytes, (int) kept), null));
        }
      }
    }

    void forget(long bytes) {
      long left = bytes;
      while (left > 0) {
        Chunk first = chunks.removeFirst();
        int kept = (int) Math.max(0, first.bytes.length - left);
        if (kept > 0) {
          byte[] rest =
              Arrays.copyOfRange(first.bytes, first.bytes.length - kept, first.bytes.length);
          chunks.addFirst(new Chunk(rest, null));
        }
        left -= first.bytes.length;
      }
    }

    long references(Segment.Frame frame) {
      return chunks.stream().filter(c -> c.frame == frame).count();
    }
  }

  private static final class Run {
    final SplittableRandom random;
    final Outbox[] boxes = {new Outbox(), new Outbox()};
    final RespWriter[] writers = {new RespWriter(boxes[0]), new RespWriter(boxes[1])};
    final Model[] models = {new Model(), new Model()};
    final List<Segment.Frame> frames = new ArrayList<>();
    final List<Segment.Frame> taken = new ArrayList<>();

    Run(long seed) {
      random = new SplittableRandom(seed);
      for (int length : new int[] {10, 2047, 2048, 30_000}) {
        frames.add(new Segment.Frame(bytes(length)));
      }
    }

    byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }

    byte[] anyBytes() {
      return bytes(
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(20_000);
            case 1 -> Outbox.REFER_BYTES - 1 + random.nextInt(3);
            default -> random.nextInt(300);
          });
    }

    void step() {
      int which = random.nextInt(2);
      Outbox box = boxes[which];
      Model model = models[which];
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          byte[] bytes = anyBytes();
          byte[] copied = bytes.clone();
          box.append(copied, 0, copied.length);
          Arrays.fill(copied, (byte) 0);
          model.chunks.add(new Chunk(bytes, null));
        }
        case 3 -> {
          byte[] bytes = anyBytes();
          box.refer(bytes);
          model.chunks.add(new Chunk(bytes, null));
        }
        case 4, 5 -> {
          Segment.Frame frame = frames.get(random.nextInt(frames.size()));
          box.append(frame);
          boolean referred = frame.length() >= Outbox.REFER_BYTES;
          model.chunks.add(new Chunk(frame.array(), referred ? frame : null));
        }
        case 6 -> writeBulk(which);
        case 7 -> attempt(which);
        case 8 -> {
          box.appendAll(boxes[1 - which]);
          model.chunks.addAll(models[1 - which].chunks);
          models[1 - which].chunks = new ArrayList<>();
        }
        case 9 -> take(box, model);
        case 10 -> {
          long written = model.flying == 0 ? 0 : random.nextLong(model.flying + 1);
          box.onWritten(written);
          model.flying -= written;
        }
        default -> box.trim();
      }
    }

    void writeBulk(int which) {
      byte[] bytes = anyBytes();
      writers[which].bulk(Bytes.wrap(bytes));
      List<Chunk> chunks = models[which].chunks;
      chunks.add(new Chunk(RandomStreams.latin1("$" + bytes.length + "\r\n"), null));
      chunks.add(new Chunk(bytes, null));
      chunks.add(new Chunk(RandomStreams.latin1("\r\n"), null));
    }

    /** Appends something and takes it back, as a refused request does. */
    void attempt(int which) {
      long mark = boxes[which].mark();
      int steps = random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        byte[] bytes = anyBytes();
        Segment.Frame frame = frames.get(random.nextInt(frames.size()));
        boxes[which].append(bytes, 0, bytes.length);
        boxes[which].append(frame);
        boxes[which].refer(bytes);
      }
      boxes[which].truncate(mark);
      long waiting = models[which].waiting();
      if (waiting > 0 && random.nextInt(4) == 0) {
        long shorter = random.nextLong(waiting);
        boxes[which].truncate(shorter);
        models[which].truncate(shorter);
      }
    }

    void take(Outbox box, Model model) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      long enough = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(20_000);
      long told =
          box.take(
              segment -> {
                out.write(segment.array(), 0, segment.length());
                if (segment instanceof Segment.Frame frame) {
                  taken.add(frame);
                }
              },
              enough);
      assertThat(told).isEqualTo(out.size());
      assertThat(told).isGreaterThanOrEqualTo(Math.min(enough, model.waiting()));
      assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(model.all(), out.size()));
      model.flying += told;
      model.forget(told);
      if (random.nextBoolean()) {
        taken.forEach(Segment.Frame::release);
        taken.clear();
      }
    }

    void check(String when) {
      for (int i = 0; i < 2; i++) {
        long waiting = models[i].waiting();
        assertThat(boxes[i].waitingBytes()).as(when).isEqualTo(waiting);
        assertThat(boxes[i].pendingBytes()).as(when).isEqualTo(waiting + models[i].flying);
        assertThat(boxes[i].isEmpty()).as(when).isEqualTo(waiting == 0);
      }
      for (Segment.Frame frame : frames) {
        long flying = taken.stream().filter(f -> f == frame).count();
        assertThat((long) frame.references())
            .as(when)
            .isEqualTo(models[0].references(frame) + models[1].references(frame) + flying);
      }
    }
  }

  @Test
  void anyUseKeepsBytesCountsAndReferencesRight() {
    for (int seed = 0; seed < 400; seed++) {
      Run run = new Run(seed);
      for (int step = 0; step < 80; step++) {
        run.step();
        run.check("seed " + seed + " step " + step);
      }
      for (int i = 0; i < 2; i++) {
        run.boxes[i].shut();
        run.models[i].chunks.clear();
        run.check("seed " + seed + " shut " + i);
      }
      run.taken.forEach(Segment.Frame::release);
      run.taken.clear();
      run.check("seed " + seed + " at the end");
    }
  }

  @Test
  void whatIsAppendedAfterShuttingIsDropped() {
    Outbox outbox = new Outbox();
    RespWriter writer = new RespWriter(outbox);
    writer.bulk("before");
    long mark = outbox.mark();
    outbox.shut();
    Segment.Frame frame = new Segment.Frame(new byte[5000]);
    Outbox other = new Outbox();
    other.append(frame);
    writer.bulk(new byte[100]);
    writer.bulk(new byte[10_000]);
    writer.integer(7);
    outbox.append(frame);
    outbox.refer(new byte[3000]);
    outbox.appendAll(other);
    outbox.truncate(mark);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.pendingBytes()).isZero();
    assertThat(other.isEmpty()).isTrue();
    assertThat(frame.references()).isZero();
    outbox.take(segment -> assertThat(segment).isNull(), Long.MAX_VALUE);
  }

  @Test
  void whatFliesStaysPendingThroughShutting() {
    Outbox outbox = new Outbox();
    outbox.append(new byte[100], 0, 100);
    outbox.take(segment -> assertThat(segment.length()).isEqualTo(100), Long.MAX_VALUE);
    outbox.append(new byte[10], 0, 10);
    outbox.shut();
    assertThat(outbox.waitingBytes()).isZero();
    assertThat(outbox.pendingBytes()).isEqualTo(100);
    outbox.onWritten(100);
    assertThat(outbox.pendingBytes()).isZero();
  }

  @Test
  void aFramesCarrierIsClosedOnceWhenTheLastOutboxLetsGo() {
    Segment.Frame frame = new Segment.Frame(new byte[5000]);
    AtomicInteger closed = new AtomicInteger();
    Outbox one = new Outbox();
    Outbox two = new Outbox();
    one.append(frame);
    two.append(frame);
    frame.carry(closed::incrementAndGet);
    one.shut();
    assertThat(closed).hasValue(0);
    two.take(segment -> ((Segment.Frame) segment).release(), Long.MAX_VALUE);
    assertThat(closed).hasValue(1);
    assertThat(frame.carrier()).isNull();
  }

  @Test
  void oneLargeReplyLeavesNoLargeArrayBehind() {
    Outbox outbox = new Outbox();
    outbox.append(new byte[1_000_000], 0, 1_000_000);
    outbox.take(segment -> assertThat(segment.length()).isEqualTo(1_000_000), Long.MAX_VALUE);
    assertThat(outbox.heldBytes()).isZero();
  }

  @Test
  void smallRepliesUseTheSameArrayAgain() {
    Outbox outbox = new Outbox();
    List<byte[]> arrays = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outbox.append(new byte[50], 0, 50);
      outbox.take(segment -> arrays.add(segment.array()), Long.MAX_VALUE);
    }
    assertThat(arrays.get(1)).isSameAs(arrays.get(0));
    assertThat(arrays.get(2)).isSameAs(arrays.get(0));
    outbox.trim();
    assertThat(outbox.heldBytes()).isZero();
  }
}
