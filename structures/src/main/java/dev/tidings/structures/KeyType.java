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

  /** As TYPE tells it. */
  public String text() {
    return text;
  }
}
