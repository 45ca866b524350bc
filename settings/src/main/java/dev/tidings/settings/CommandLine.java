package dev.tidings.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the server, in the manner of redis-server: {@code [file] [--name value…]… [-]}.
 *
 * <p>An argument with two hyphens starts a line of the configuration and those after it are its
 * words, up to the next with two hyphens. The first one after a bare {@code --name} is always its
 * value, even with hyphens (so that a password may start with them); only {@code --save} may stand
 * alone and means no snapshots.
 *
 * @param file the configuration file, or null
 * @param standardInput whether {@code -} was the first or last argument: more configuration is to
 *     be read from standard input, after the file and before the options
 * @param options the lines that the arguments amount to, as Latin-1; empty if there are none
 */
public record CommandLine(@Nullable String file, boolean standardInput, String options) {
  private static final String CONFIG = "--config";

  /**
   * Takes arguments apart; each as Latin-1, one character a byte. {@code --config FILE}, which no
   * redis-server knows, is the file by its name, anywhere among the arguments.
   */
  public static CommandLine of(List<String> arguments) {
    int named = arguments.indexOf(CONFIG);
    if (named >= 0 && named + 1 < arguments.size()) {
      List<String> fileFirst = new ArrayList<>(arguments);
      fileFirst.remove(named);
      fileFirst.addFirst(fileFirst.remove(named));
      return inRedisOrder(fileFirst);
    }
    return inRedisOrder(arguments);
  }

  private static CommandLine inRedisOrder(List<String> arguments) {
    boolean withFile = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    String file = withFile ? arguments.getFirst() : null;
    boolean standardInput = false;
    Lines lines = new Lines();
    for (int i = withFile ? 1 : 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("-") && (i == 0 || i == arguments.size() - 1)) {
        standardInput = true;
      } else {
        lines.add(argument);
      }
    }
    return new CommandLine(file, standardInput, lines.text());
  }

  /**
   * The whole configuration: the file's text, what was read from standard input, and the options.
   * Line numbers in faults count through this text.
   */
  public String configuration(String fileText, String inputText) {
    String text = fileText + inputText;
    return options.isEmpty() ? text : text + "\n" + options;
  }

  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private boolean valueExpected;
    private boolean bareSave;

    void add(String argument) {
      boolean option = argument.startsWith("--");
      if (bareSave && option) {
        text.append("\"\" ");
        valueExpected = false;
      }
      bareSave = false;
      if (option && !valueExpected) {
        startLine(argument.substring(2));
      } else {
        text.append(Quoting.quoted(argument)).append(' ');
        valueExpected = false;
      }
    }

    private void startLine(String line) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(line).append(' ');
      List<String> words = Quoting.words(line);
      valueExpected = words != null && words.size() == 1;
      bareSave = line.equalsIgnoreCase("save");
    }

    String text() {
      return bareSave ? text + "\"\"" : text.toString();
    }
  }
}
