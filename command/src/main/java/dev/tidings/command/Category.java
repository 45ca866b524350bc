package dev.tidings.command;

import org.jspecify.annotations.Nullable;

/** A set of commands that an ACL rule can name: {@code +@pubsub}. In the order of ACL CAT. */
public enum Category {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  /** Without the {@code @}: {@code pubsub}. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The category called {@code text} in any case, without the {@code @}; null if there is none. */
  public static @Nullable Category named(String text) {
    for (Category category : values()) {
      if (category.text().equalsIgnoreCase(text)) {
        return category;
      }
    }
    return null;
  }
}
