package dev.tidings.settings;

/** What setting a setting does in Tidings. */
public sealed interface Effect {
  /** It does what its description says. */
  record Effective() implements Effect {}

  /**
   * It is accepted, kept and shown, and changes nothing.
   *
   * @param reason why Tidings has no use for it
   */
  record WithoutEffect(String reason) implements Effect {}

  /**
   * It is accepted, kept and shown; the part of the server that it rules does not exist yet.
   *
   * @param awaits which part
   */
  record NotYet(String awaits) implements Effect {}
}
