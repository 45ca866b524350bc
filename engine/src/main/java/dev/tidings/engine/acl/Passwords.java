package dev.tidings.engine.acl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Passwords are kept as their SHA-256 in lower-case hexadecimal digits, never as they are. */
final class Passwords {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private Passwords() {}

  static String hash(byte[] password) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /** Takes the same time wherever the hashes differ, so that nothing is learnt from waiting. */
  static boolean anyIs(List<String> hashes, byte[] password) {
    byte[] given = hash(password).getBytes(StandardCharsets.ISO_8859_1);
    boolean found = false;
    for (String hash : hashes) {
      found |= MessageDigest.isEqual(hash.getBytes(StandardCharsets.ISO_8859_1), given);
    }
    return found;
  }
}
