package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuotingTest {
  @Test
  void wordsAreSplitAtWhiteSpace() {
    assertThat(Quoting.words(" a\tb  c ")).containsExactly("a", "b", "c");
    assertThat(Quoting.words("")).isEmpty();
  }

  @Test
  void doubleQuotesUnderstandEscapes() {
    assertThat(Quoting.words("\"a b\" \"\\x41\\n\\\"\\q\\xzz\" \"\""))
        .containsExactly("a b", "A\n\"qxzz", "");
  }

  @Test
  void singleQuotesUnderstandOnlyTheQuote() {
    assertThat(Quoting.words("'a\\'b' 'c\\n'")).containsExactly("a'b", "c\\n");
  }

  @Test
  void aQuoteMustEndAndAWordWithIt() {
    assertThat(Quoting.words("\"a")).isNull();
    assertThat(Quoting.words("'a")).isNull();
    assertThat(Quoting.words("\"a\"b")).isNull();
    assertThat(Quoting.words("'a'b")).isNull();
    assertThat(Quoting.words("a\"b c\"")).containsExactly("ab c");
  }

  @Test
  void whatIsQuotedComesBack() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append((char) random.nextInt(256));
      }
      assertThat(Quoting.words(Quoting.quoted(text.toString())))
          .as("round " + round)
          .isEqualTo(List.of(text.toString()));
    }
  }

  @Test
  void noLineBreaksTheScan() {
    SplittableRandom random = new SplittableRandom(8);
    String alphabet = "ab \t\"'\\xn0\0";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<String> words = Quoting.words(line.toString());
      if (words != null) {
        String again = String.join(" ", words.stream().map(Quoting::quoted).toList());
        assertThat(Quoting.words(again)).as("round " + round + ": " + line).isEqualTo(words);
      }
    }
  }
}
