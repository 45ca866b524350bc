package dev.tidings.server;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers by the names that OpenSSL and so {@code redis.conf} gives them.
 *
 * <pre>
 *   TLS 1.2   TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256   ECDHE-RSA-AES128-GCM-SHA256
 *             TLS_RSA_WITH_AES_256_CBC_SHA            AES256-SHA
 *   TLS 1.3   TLS_AES_128_GCM_SHA256                  the same
 * </pre>
 *
 * <p>Of OpenSSL's words for whole groups, {@code DEFAULT}, {@code HIGH} and {@code ALL} mean what
 * the Java machine holds safe; {@code !WORD} takes away all whose names contain the word.
 */
final class CipherNames {
  private static final Set<String> GROUPS = Set.of("DEFAULT", "HIGH", "ALL");

  /**
   * What a text of names amounts to.
   *
   * @param names Java's names in order; empty leaves the choice to the Java machine
   * @param unknown the text that names no cipher that there is; null if all is well
   */
  record Choice(List<String> names, @Nullable String unknown) {}

  private CipherNames() {}

  /** The ciphers of both texts; an empty one stands for all that are safe. */
  static Choice choose(String upTo12, String from13) {
    if (upTo12.isEmpty() && from13.isEmpty()) {
      return new Choice(List.of(), null);
    }
    Map<String, String> old = known(false);
    Map<String, String> recent = known(true);
    List<String> names = new ArrayList<>(pick(from13, recent));
    if (names.isEmpty()) {
      return new Choice(names, from13);
    }
    List<String> more = pick(upTo12, old);
    if (more.isEmpty()) {
      return new Choice(more, upTo12);
    }
    names.addAll(more);
    return new Choice(names, null);
  }

  private static List<String> pick(String text, Map<String, String> known) {
    if (text.isEmpty()) {
      return List.copyOf(known.values());
    }
    Set<String> picked = new LinkedHashSet<>();
    for (String word : text.split("[:, ]+", -1)) {
      String named = known.get(word);
      if (GROUPS.contains(word)) {
        picked.addAll(known.values());
      } else if (word.startsWith("!")) {
        known.forEach((openName, javaName) -> {
          if (openName.contains(word.substring(1))) {
            picked.remove(javaName);
          }
        });
      } else if (named != null) {
        picked.add(named);
      } else if (known.containsValue(word)) {
        picked.add(word);
      }
    }
    return List.copyOf(picked);
  }

  /** The safe ciphers of this Java machine by OpenSSL's names. */
  private static Map<String, String> known(boolean from13) {
    Map<String, String> known = new TreeMap<>();
    try {
      for (String name : SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites()) {
        if (name.startsWith("TLS_") && !name.contains("_WITH_") == from13) {
          known.put(from13 ? name : openSslName(name), name);
        }
      }
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a Java machine without TLS", impossible);
    }
    return known;
  }

  static String openSslName(String javaName) {
    return javaName
        .substring("TLS_".length())
        .replaceFirst("^RSA_WITH_", "")
        .replace("_WITH_", "_")
        .replaceFirst("AES_(\\d+)_CBC", "AES_$1")
        .replaceFirst("AES_(\\d+)", "AES$1")
        .replaceFirst("POLY1305_SHA256$", "POLY1305")
        .replace('_', '-');
  }
}
