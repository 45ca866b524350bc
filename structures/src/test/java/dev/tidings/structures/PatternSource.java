package dev.tidings.structures;

import java.util.SplittableRandom;

/** Random patterns and names over small alphabets, so that they often nearly match. */
final class PatternSource {
  private PatternSource() {}

  /** Up to {@code lengthMax} characters of {@code alphabet}, each as one byte. */
  static byte[] bytes(SplittableRandom random, String alphabet, int lengthMax) {
    byte[] array = new byte[random.nextInt(lengthMax + 1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return array;
  }
}
