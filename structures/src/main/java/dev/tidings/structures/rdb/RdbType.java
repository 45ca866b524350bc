package dev.tidings.structures.rdb;

import dev.tidings.structures.KeyType;
import org.jspecify.annotations.Nullable;

/** How a value is written: the byte before it. */
public enum RdbType {
  STRING(0, 1, KeyType.STRING),
  /** Elements one by one. */
  LIST(1, 1, KeyType.LIST),
  /** Members one by one. */
  SET(2, 1, KeyType.SET),
  /** Members one by one, scores as text. */
  ZSET(3, 1, KeyType.ZSET),
  /** Fields and values one by one. */
  HASH(4, 1, KeyType.HASH),
  /** Members one by one, scores as eight bytes. */
  ZSET_2(5, 8, KeyType.ZSET),
  HASH_ZIPMAP(9, 2, KeyType.HASH),
  LIST_ZIPLIST(10, 2, KeyType.LIST),
  SET_INTSET(11, 2, KeyType.SET),
  ZSET_ZIPLIST(12, 2, KeyType.ZSET),
  HASH_ZIPLIST(13, 4, KeyType.HASH),
  /** Ziplists. */
  LIST_QUICKLIST(14, 7, KeyType.LIST),
  STREAM_LISTPACKS(15, 9, KeyType.STREAM),
  HASH_LISTPACK(16, 10, KeyType.HASH),
  ZSET_LISTPACK(17, 10, KeyType.ZSET),
  /** Listpacks, and large elements by themselves. */
  LIST_QUICKLIST_2(18, 10, KeyType.LIST),
  /** With counts of entries. */
  STREAM_LISTPACKS_2(19, 10, KeyType.STREAM),
  SET_LISTPACK(20, 11, KeyType.SET),
  /** With the times at which consumers got something. */
  STREAM_LISTPACKS_3(21, 11, KeyType.STREAM),
  /** Deadlines, fields and values one by one, as a candidate for Redis 7.4 wrote them. */
  HASH_METADATA_EARLY(22, 12, KeyType.HASH),
  /** Fields, values and deadlines, as a candidate for Redis 7.4 wrote them. */
  HASH_LISTPACK_EX_EARLY(23, 12, KeyType.HASH),
  /** Deadlines, fields and values one by one. */
  HASH_METADATA(24, 12, KeyType.HASH),
  /** Fields, values and deadlines. */
  HASH_LISTPACK_EX(25, 12, KeyType.HASH),
  /** With the ids that producers gave. */
  STREAM_LISTPACKS_4(26, 13, KeyType.STREAM);

  private static final @Nullable RdbType[] BY_CODE = new RdbType[27];

  static {
    for (RdbType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final int version;
  private final KeyType keyType;

  RdbType(int code, int version, KeyType keyType) {
    this.code = code;
    this.version = version;
    this.keyType = keyType;
  }

  /**
   * The type of this byte, from 0 to 255.
   *
   * @throws Damage if there is none
   */
  public static RdbType of(int code) {
    RdbType type = code < BY_CODE.length ? BY_CODE[code] : null;
    if (type == null) {
      throw new Damage("no value has the type " + code);
    }
    return type;
  }

  /** The byte. */
  public int code() {
    return code;
  }

  /** The first version of the format that has it. */
  public int version() {
    return version;
  }

  /** What a key holds with such a value. */
  public KeyType keyType() {
    return keyType;
  }

  /** Whether it is {@code other} or has come later. */
  public boolean isFrom(RdbType other) {
    return code >= other.code;
  }
}
