package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Differences;
import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.Recording;
import dev.tidings.testkit.TidingsProcess;

/**
 * The two servers of a comparison.
 *
 * <p>Scripts compare Tidings ({@link #shared}, {@link #start}). Those that need a command which it
 * does not have yet are proved on two real servers meanwhile ({@link #proving}). The system
 * property {@value #SUBJECT} decides for all of them: {@code tidings} or {@code redis}.
 */
final class Servers implements AutoCloseable {
  static final String SUBJECT = "tidings.subject";
  static final Differences DIFFERENCES = Differences.ofResource("/differences.txt");

  private final RealRedis reference;
  private final Peer subject;

  private Servers(RealRedis reference, Peer subject) {
    this.reference = reference;
    this.subject = subject;
  }

  private static final class Recorded {
    static final Recording ANSWERS = Recording.ofResource("/recorded.txt");
  }

  private static final class SharedTidings {
    static final Peer PEER = TidingsProcess.start();
  }

  private static final class SharedRedis {
    static final Peer PEER = RealRedis.start();
  }

  /** Without options, shared by all tests: they must leave no settings and no users behind. */
  static Comparison shared() {
    return sharedWith(tidings(true));
  }

  /** The same for scripts that need commands which Tidings does not have yet. */
  static Comparison proving() {
    return sharedWith(tidings(false));
  }

  /**
   * The same for scripts of forms that are newer than the installed Redis: compares with {@link
   * RealRedis} if that is at least as new as the one whose answers were recorded, else with these.
   */
  static Comparison newer() {
    Peer subject = tidings(true) ? SharedTidings.PEER : SharedRedis.PEER;
    return RealRedis.version().isAtLeast(Recorded.ANSWERS.version())
        ? Comparison.recorded(RealRedis.shared(), subject, DIFFERENCES)
        : Comparison.recorded(Recorded.ANSWERS, subject, DIFFERENCES);
  }

  /** Two fresh ones with the same options. */
  static Servers start(String... options) {
    Peer subject = tidings(true) ? TidingsProcess.start(options) : RealRedis.start(options);
    return new Servers(RealRedis.start(options), subject);
  }

  private static Comparison sharedWith(boolean tidings) {
    Peer subject = tidings ? SharedTidings.PEER : SharedRedis.PEER;
    return new Servers(RealRedis.shared(), subject).comparison();
  }

  private static boolean tidings(boolean ready) {
    String subject = System.getProperty(SUBJECT, "");
    return subject.isEmpty() ? ready : subject.equals("tidings");
  }

  Comparison comparison() {
    return Comparison.between(reference, subject, DIFFERENCES);
  }

  Peer reference() {
    return reference;
  }

  Peer subject() {
    return subject;
  }

  @Override
  public void close() {
    reference.close();
    subject.close();
  }
}
