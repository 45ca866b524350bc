package dev.tidings.settings;

/** Whether CONFIG SET may change a setting. */
public enum Mutability {
  /** At any time. */
  MUTABLE,
  /** Only in the configuration file or on the command line. */
  IMMUTABLE,
  /** Only where {@code enable-protected-configs} allows it: it can reach outside of the server. */
  PROTECTED
}
