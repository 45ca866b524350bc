package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reader against the plain model, in pieces and as a whole, and within its memory. */
class RequestReaderTest {
  private static final ReaderLimits[] LIMITS = {
    ReaderLimits.DEFAULT, ReaderLimits.UNAUTHENTICATED, new ReaderLimits(100, Integer.MAX_VALUE)
  };

  @Test
  void anyStreamCutAnywhereSaysWhatTheModelHears() {
    for (int seed = 0; seed < 6000; seed++) {
      compareWithModel(seed);
    }
  }

  /** {@code -Dfuzz.seconds=60} looks for longer; what it finds shows its seed. */
  @Test
  void longerSearchesFindNoStreamThatIsHeardOtherwise() {
    long end = System.nanoTime() + Integer.getInteger("fuzz.seconds", 0) * 1_000_000_000L;
    long seed = System.nanoTime();
    do {
      compareWithModel(seed++);
    } while (System.nanoTime() < end);
  }

  private static void compareWithModel(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] stream = new RandomStreams(random).stream();
    ReaderLimits limits = LIMITS[random.nextInt(LIMITS.length)];
    ReferenceReader.Heard expected = ReferenceReader.hear(stream, limits);
    ReaderDriver whole = new ReaderDriver(new RequestReader(limits));
    whole.feed(stream, 3);
    same(seed, "as a whole", whole.heard(), expected);
    for (int i = 0; i < 3; i++) {
      same(seed, "in pieces", ReaderDriver.inPieces(stream, limits, random), expected);
    }
  }

  private static void same(
      long seed, String how, ReferenceReader.Heard heard, ReferenceReader.Heard expected) {
    assertThat(heard.error()).as("error of seed %d %s", seed, how).isEqualTo(expected.error());
    assertThat(heard.requests()).as("seed %d %s", seed, how).isEqualTo(expected.requests());
    if (expected.error() == null) {
      assertThat(heard.waitingBytes())
          .as("waiting bytes of seed %d %s", seed, how)
          .isEqualTo(expected.waitingBytes());
    }
  }

  @Test
  void requestsComeBackAsTheyWereWritten() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomStreams streams = new RandomStreams(random);
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      List<List<String>> written = new ArrayList<>();
      for (int i = random.nextInt(10); i >= 0; i--) {
        List<byte[]> request = streams.request();
        wire.writeBytes(RandomStreams.wire(request));
        written.add(request.stream().map(w -> new String(w, StandardCharsets.ISO_8859_1)).toList());
      }
      ReferenceReader.Heard heard =
          ReaderDriver.inPieces(wire.toByteArray(), ReaderLimits.DEFAULT, random);
      assertThat(heard).isEqualTo(new ReferenceReader.Heard(written, null, 0));
    }
  }

  @Test
  void aClaimTakesNoMemoryBeforeItsBytesArrive() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    byte[] claim = RandomStreams.latin1("*1\r\n$536870912\r\n");
    reader.accept(claim, 0, claim.length);
    assertThat(reader.next()).isFalse();
    reader.settle();
    assertThat(reader.heldBytes()).isLessThan(100_000);
    byte[] piece = new byte[16_384];
    for (int i = 0; i < 64; i++) {
      reader.accept(piece, 0, piece.length);
      assertThat(reader.next()).isFalse();
      reader.settle();
    }
    assertThat(reader.heldBytes()).isLessThan(3 << 20);
  }

  @Test
  void aManyWordsClaimTakesNoMemoryEither() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    byte[] claim = RandomStreams.latin1("*2147483647\r\n$1\r\n");
    reader.accept(claim, 0, claim.length);
    assertThat(reader.next()).isFalse();
    reader.settle();
    assertThat(reader.heldBytes()).isLessThan(100);
  }

  @Test
  void aLongWordArrivesWholeInAnArrayOfItsSize() throws ProtocolError {
    byte[] word = new byte[5_000_000];
    new SplittableRandom(1).nextBytes(word);
    byte[] wire = RandomStreams.wire(List.of(word));
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    boolean whole = false;
    for (int at = 0; at < wire.length; at += 16_384) {
      byte[] piece = Arrays.copyOfRange(wire, at, Math.min(wire.length, at + 16_384));
      assertThat(whole).isFalse();
      reader.accept(piece, 0, piece.length);
      whole = reader.next();
      if (whole) {
        assertThat(reader.words().bytes(0)).isEqualTo(word);
        assertThat(reader.heldBytes()).isLessThanOrEqualTo(wire.length);
        assertThat(reader.next()).isFalse();
      }
      reader.settle();
    }
    assertThat(whole).isTrue();
    assertThat(reader.heldBytes()).isZero();
  }

  @Test
  void aLongRequestLeavesNoLongArrayBehindForAShortOne() throws ProtocolError {
    byte[] wire = RandomStreams.wire(List.of(new byte[2_000_000]));
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    reader.accept(wire, 0, wire.length - 1);
    assertThat(reader.next()).isFalse();
    reader.settle();
    byte[] rest = RandomStreams.latin1("\n*1\r\n$4\r\nPI");
    reader.accept(rest, 0, rest.length);
    assertThat(reader.next()).isTrue();
    assertThat(reader.next()).isFalse();
    reader.settle();
    assertThat(reader.waitingBytes()).isEqualTo(10);
    assertThat(reader.heldBytes()).isLessThan(100);
  }

  @Test
  void moreThanAnArrayHoldsIsGivenUp() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT, 1000);
    byte[] claim = RandomStreams.latin1("*1\r\n$5000\r\n");
    reader.accept(claim, 0, claim.length);
    assertThat(reader.next()).isFalse();
    reader.settle();
    reader.accept(new byte[1000], 0, 1000);
    assertThatThrownBy(reader::next)
        .isInstanceOf(ProtocolError.class)
        .hasMessage("Protocol error: too big request");
    reader.settle();
    assertThat(reader.heldBytes()).isZero();
  }

  @Test
  void limitsChangeFromTheNextWordOn() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.UNAUTHENTICATED);
    byte[] auth = RandomStreams.latin1("*2\r\n$4\r\nAUTH\r\n$1\r\nx\r\n");
    byte[] large = RandomStreams.wire(List.of(new byte[20_000]));
    byte[] both = Arrays.copyOf(auth, auth.length + large.length);
    System.arraycopy(large, 0, both, auth.length, large.length);
    reader.accept(both, 0, both.length);
    assertThat(reader.next()).isTrue();
    reader.limit(ReaderLimits.DEFAULT);
    assertThat(reader.next()).isTrue();
    assertThat(reader.words().length(0)).isEqualTo(20_000);
  }

  @Test
  void severalPiecesMayComeBeforeOneSettling() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    byte[] wire = RandomStreams.latin1("*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nQUIT\r\n");
    for (byte b : wire) {
      reader.accept(new byte[] {b}, 0, 1);
    }
    assertThat(reader.next()).isTrue();
    assertThat(reader.words()).hasToString("PING");
    assertThat(reader.next()).isTrue();
    assertThat(reader.words()).hasToString("QUIT");
    assertThat(reader.next()).isFalse();
    reader.settle();
    assertThat(reader.heldBytes()).isZero();
  }
}
