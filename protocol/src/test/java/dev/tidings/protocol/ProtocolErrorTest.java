package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a real Redis 7.0.15 answers to bytes that are no request, noted from experiments. {@code
 * #65537} in an input stands for so many digits; an empty error means that the reader waits on.
 */
class ProtocolErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *abc\\r\\n                             | invalid multibulk length
          *\\r\\n                                | invalid multibulk length
          *01\\r\\n                              | invalid multibulk length
          *+1\\r\\n                              | invalid multibulk length
          *-0\\r\\n                              | invalid multibulk length
          * 1\\r\\n                              | invalid multibulk length
          *1 \\r\\n                              | invalid multibulk length
          *2147483648\\r\\n                      | invalid multibulk length
          *-9223372036854775809\\r\\n            | invalid multibulk length
          *2147483647\\r\\n                      |
          *1\\r                                  |
          *1\\n$4\\nPING\\n                      |
          *1\\r\\n$-1\\r\\n                      | invalid bulk length
          *1\\r\\n$01\\r\\n                      | invalid bulk length
          *1\\r\\n$+4\\r\\n                      | invalid bulk length
          *1\\r\\n$\\r\\n                        | invalid bulk length
          *1\\r\\n$536870913\\r\\n               | invalid bulk length
          *1\\r\\n$536870912\\r\\n               |
          *1\\r\\n$99999999999999999999\\r\\n    | invalid bulk length
          *1\\r\\nX4\\r\\nPING\\r\\n             | expected '$', got 'X'
          *1\\r\\n:4\\r\\n                       | expected '$', got ':'
          *1\\r\\nX4                             |
          *1\\r\\n#65537                         | too big bulk count string
          *1\\r\\n#65536                         |
          *#65536                                | too big mbulk count string
          *#65535                                |
          #65537                                 | too big inline request
          #65536                                 |
          *1\\0\\r\\n                            |
          PI\\0NG\\r\\n                          |
          ECHO "a\\r\\n                          | unbalanced quotes in request
          ECHO 'a\\r\\n                          | unbalanced quotes in request
          ECHO "a"b\\r\\n                        | unbalanced quotes in request
          ECHO a"b"c\\r\\n                       | unbalanced quotes in request
          """)
  void malformedInputIsRefusedInTheWordsOfRedis(String input, String error) {
    ReaderDriver driver = new ReaderDriver(new RequestReader(ReaderLimits.DEFAULT));
    driver.feed(RandomStreams.latin1(unescaped(input)), 0);
    assertThat(driver.heard().error()).isEqualTo(error);
    assertThat(driver.heard().requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *10\\r\\n                 |
          *11\\r\\n                 | unauthenticated multibulk length
          *2147483648\\r\\n         | invalid multibulk length
          *1\\r\\n$16384\\r\\n      |
          *1\\r\\n$16385\\r\\n      | unauthenticated bulk length
          *1\\r\\n$536870913\\r\\n  | invalid bulk length
          #65537                    | too big inline request
          """)
  void whoHasNotAuthenticatedMayAskForLess(String input, String error) {
    ReaderDriver driver = new ReaderDriver(new RequestReader(ReaderLimits.UNAUTHENTICATED));
    driver.feed(RandomStreams.latin1(unescaped(input)), 0);
    assertThat(driver.heard().error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *-1\\r\\nPING\\r\\n                    | PING
          *0\\r\\nPING\\r\\n                     | PING
          *-9223372036854775808\\r\\nPING\\r\\n  | PING
          \\r\\n\\nPING\\r\\n                    | PING
          \\r\\r\\nPING\\r\\n                    | PING
          \\sPING\\s\\s\\r\\n                    | PING
          *1\\r\\n$4\\r\\nPINGxx                 | PING
          *1\\rX$4\\rXPINGxx                     | PING
          ECHO "a\\x41\\q\\""\\r\\n              | ECHO,aAq"
          ECHO 'a\\'\\x41'\\r\\n                 | ECHO,a'\\x41
          ECHO a"b"\\r\\n                        | ECHO,ab
          ECHO "\\x4"\\r\\n                      | ECHO,x4
          ECHO "\\xg1"\\r\\n                     | ECHO,xg1
          """)
  void oddInputIsReadAsRedisReadsIt(String input, String words) {
    ReaderDriver driver = new ReaderDriver(new RequestReader(ReaderLimits.DEFAULT));
    driver.feed(RandomStreams.latin1(unescaped(input)), 0);
    assertThat(driver.heard().error()).isNull();
    assertThat(driver.heard().requests()).containsExactly(List.of(words.split(",")));
  }

  private static String unescaped(String text) {
    String made =
        text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0").replace("\\s", " ");
    int hash = made.indexOf('#');
    return hash < 0
        ? made
        : made.substring(0, hash) + "9".repeat(Integer.parseInt(made.substring(hash + 1)));
  }
}
