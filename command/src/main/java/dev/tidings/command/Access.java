package dev.tidings.command;

/** What a command does with a key, for ACL and COMMAND GETKEYSANDFLAGS. */
public enum Access {
  /** Reads the value; told to the client. */
  READ("RO", "access"),
  /** Reads it without telling its content, as TYPE does. */
  INSPECT("RO"),
  /** Changes the value and tells something of what was there. */
  UPDATE_AND_TELL("RW", "access", "update"),
  /** Changes the value or tells it or both: {@link Declaration#uses} says what a request does. */
  UPDATE_OR_TELL("RW", "access", "update", "variable_flags"),
  /** Changes the value. */
  UPDATE("RW", "update"),
  /** Adds to the value without removing. */
  INSERT("RW", "insert"),
  /** Reads the value and may change how it is kept. */
  READ_AND_KEEP("RW", "access"),
  /** Reads the value and adds to it. */
  INSERT_AND_TELL("RW", "access", "insert"),
  /** Removes from the value and may tell what. */
  TAKE("RW", "access", "delete"),
  /** Removes from the value. */
  DELETE("RW", "delete"),
  /** Changes the value and removes from it. */
  UPDATE_AND_DELETE("RW", "update", "delete"),
  /** Removes the key, having looked at it or not: {@link Declaration#uses} says which. */
  REMOVE_OR_DELETE("RW", "delete", "variable_flags"),
  /** Removes the key. */
  REMOVE("RM", "delete"),
  /** Overwrites the value. */
  OVERWRITE("OW", "update"),
  /** Makes the value where there is none. */
  CREATE("OW", "insert"),
  /** Names something that shares the key space but is no key: a shard channel. */
  CHANNEL("not_key");

  private final java.util.List<String> flags;

  Access(String... flags) {
    this.flags = java.util.List.of(flags);
  }

  /** The flags as COMMAND INFO names them. */
  public java.util.List<String> flags() {
    return flags;
  }

  /** Whether the user needs the right to read the key. */
  public boolean reads() {
    return flags.contains("access");
  }

  /** Whether the user needs the right to write the key. */
  public boolean writes() {
    return flags.contains("update") || flags.contains("insert") || flags.contains("delete");
  }
}
