package dev.tidings.app;

/** What {@code --help} says. */
final class Usage {
  static final String TEXT =
      """
      Usage: tidings [FILE.conf] [--name value ...] [-]
             tidings --config FILE.conf [--name value ...]
             tidings -                (the configuration comes from standard input)
             tidings -v or --version
             tidings -h or --help

      Settings are those of redis.conf; those given here are read after the file. Examples:
             tidings                  (everything by default)
             echo 'maxclients 50' | tidings -
             tidings my.conf --port 7777 --loglevel verbose
      """;

  private Usage() {}
}
