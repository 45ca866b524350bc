package dev.tidings.settings;

/** Why a configuration could not be loaded. */
public sealed interface LoadFault {
  /** What is printed before the server gives up. */
  String report(String product);

  /**
   * A line that is wrong.
   *
   * @param number counted from 1 in its own file; the command line counts on after the main file
   * @param line the line without white space around it
   */
  record BadLine(int number, String line, String reason) implements LoadFault {
    @Override
    public String report(String product) {
      return "\n*** FATAL CONFIG FILE ERROR ("
          + product
          + ") ***\nReading the configuration file, at line "
          + number
          + "\n>>> '"
          + line
          + "'\n"
          + reason
          + "\n";
    }
  }

  /** A file that cannot be read; {@code reason} is the system's. */
  record Unreadable(String path, String reason) implements LoadFault {
    @Override
    public String report(String product) {
      return "Fatal error, can't open config file '" + path + "': " + reason + "\n";
    }
  }

  /** Lines that are right one by one but not together. */
  record Contradiction(String reason) implements LoadFault {
    @Override
    public String report(String product) {
      return "\n*** FATAL CONFIG FILE ERROR (" + product + ") ***\n" + reason + "\n";
    }
  }
}
