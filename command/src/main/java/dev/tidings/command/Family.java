package dev.tidings.command;

import org.jspecify.annotations.Nullable;

/** A group of commands: its name in COMMAND DOCS and the ACL category that its members are in. */
public enum Family {
  BITMAP("bitmap", Category.BITMAP),
  CLUSTER("cluster", null),
  CONNECTION("connection", Category.CONNECTION),
  GENERIC("generic", Category.KEYSPACE),
  GEO("geo", Category.GEO),
  HASH("hash", Category.HASH),
  HYPERLOGLOG("hyperloglog", Category.HYPERLOGLOG),
  LIST("list", Category.LIST),
  /** Its category follows from the trait: the HELP of PUBSUB is not in it. */
  PUBSUB("pubsub", null),
  SCRIPTING("scripting", Category.SCRIPTING),
  SERVER("server", null),
  SET("set", Category.SET),
  SORTED_SET("sorted-set", Category.SORTEDSET),
  STREAM("stream", Category.STREAM),
  STRING("string", Category.STRING),
  TRANSACTIONS("transactions", Category.TRANSACTION);

  private final String text;
  private final @Nullable Category category;

  Family(String text, @Nullable Category category) {
    this.text = text;
    this.category = category;
  }

  /** As COMMAND DOCS shows it. */
  public String text() {
    return text;
  }

  @Nullable Category category() {
    return category;
  }
}
