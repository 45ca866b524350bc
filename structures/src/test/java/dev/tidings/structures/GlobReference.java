package dev.tidings.structures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The meaning of a pattern, written for plainness and not for speed: a list of tokens, matched by a
 * table of (token, position) pairs. It knows nothing of the limit on stars.
 */
final class GlobReference {
  /** A token: one byte of some set, or, when null, any run of bytes. */
  private record Token(IntPredicate takes, boolean star) {}

  private GlobReference() {}

  static boolean matches(byte[] pattern, byte[] name) {
    List<Token> tokens = tokens(pattern);
    if (name.length == 0) {
      return pattern.length == 0;
    }
    boolean[] reached = new boolean[name.length + 1];
    reached[0] = true;
    for (Token token : tokens) {
      boolean[] next = new boolean[name.length + 1];
      for (int at = 0; at <= name.length; at++) {
        if (token.star()) {
          next[at] = reached[at] || (at > 0 && next[at - 1]);
        } else {
          next[at] = at > 0 && reached[at - 1] && token.takes().test(name[at - 1]);
        }
      }
      reached = next;
    }
    return reached[name.length];
  }

  private static List<Token> tokens(byte[] pattern) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < pattern.length) {
      byte first = pattern[at++];
      if (first == '*') {
        tokens.add(new Token(b -> false, true));
      } else if (first == '?') {
        tokens.add(new Token(b -> true, false));
      } else if (first == '[') {
        at = readClass(pattern, at, tokens);
      } else {
        byte literal = first == '\\' && at < pattern.length ? pattern[at++] : first;
        tokens.add(new Token(b -> b == literal, false));
      }
    }
    return tokens;
  }

  private static int readClass(byte[] pattern, int start, List<Token> tokens) {
    int at = start;
    boolean negated = at < pattern.length && pattern[at] == '^';
    at += negated ? 1 : 0;
    boolean[] members = new boolean[256];
    while (at < pattern.length && pattern[at] != ']') {
      int left = pattern.length - at;
      if (pattern[at] == '\\' && left >= 2) {
        members[pattern[at + 1] + 128] = true;
        at += 2;
      } else if (left >= 3 && pattern[at + 1] == '-') {
        int from = Math.min(pattern[at], pattern[at + 2]);
        int to = Math.max(pattern[at], pattern[at + 2]);
        for (int b = from; b <= to; b++) {
          members[b + 128] = true;
        }
        at += 3;
      } else {
        members[pattern[at] + 128] = true;
        at++;
      }
    }
    tokens.add(new Token(b -> members[b + 128] != negated, false));
    return Math.min(at + 1, pattern.length);
  }
}
