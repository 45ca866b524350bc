package dev.tidings.script;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-1, by which scripts are named: no secret is kept by it. */
final class Digest {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest sha1;

  Digest() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Forty hexadecimal digits. */
  String of(byte[] bytes) {
    return HEX.formatHex(sha1.digest(bytes));
  }
}
