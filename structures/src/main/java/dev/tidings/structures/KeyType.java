package dev.tidings.structures;

/** What a key can hold. */
public enum KeyType {
  STRING("string"),
  LIST("list"),
  SET("set"),
  ZSET("zset"),
  HASH("hash"),
  STREAM("stream");

  private final String text;

  KeyType(String text) {
    this.text = text;
  }

  /** That of what a key holds: a {@code byte[]}, which is a plain string, or a {@link Value}. */
  public static KeyType of(Object value) {
    return value instanceof Value held ? held.type() : STRING;
  }

  /** As TYPE tells it. */
  public String text() {
    return text;
  }
}
