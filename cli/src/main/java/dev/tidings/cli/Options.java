package dev.tidings.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line says: where to connect, as whom, what to send and how to print. */
final class Options {
  static final String USAGE =
      """
      Usage: ./tidings cli [options] [command [argument ...]]

        -h HOST  -p PORT     where the server is (127.0.0.1, 6379)
        -s PATH              its Unix socket instead
        -u URI               redis://user:password@host:port/database; rediss:// is with TLS
        --user NAME          the user to log in as; needs a password
        -a, --pass WORD      the password; safer in the environment variable REDISCLI_AUTH
        --no-auth-warning    do not warn of a password that others can see
        -n NUMBER            the database
        -2, -3               speak RESP2 or RESP3
        -r N, -i SECONDS     send the command N times (-1: for ever), with a pause between
        -x                   the last argument is what comes from the standard input
        -e                   where the server refuses, end with 1 and say why on standard error
        --raw, --no-raw      print plainly (as into a pipe) or with types (as on a terminal)
        --tls                with TLS: --cacert FILE  --cert FILE  --key FILE  --sni NAME  --insecure

      Without a command, commands are read from the standard input, one a line.
      """;

  /** A command line that cannot be followed. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1;

    Unclear(String message) {
      super(message);
    }
  }

  String host = "127.0.0.1";
  int port = 6379;
  @Nullable String socketPath;
  @Nullable String user;
  @Nullable String password;
  boolean passwordIsVisible;
  boolean warnsOfPassword = true;
  int database;

  /** 2 or 3 where asked for; 0 leaves what the server begins with. */
  int protocol;

  long repeats = 1;
  double pauseSeconds;
  boolean lastFromInput;
  boolean failsOnError;

  /** Null: as the standard output demands. */
  @Nullable Boolean isRaw;

  boolean tls;
  @Nullable String authorities;
  @Nullable String certificate;
  @Nullable String key;
  @Nullable String serverName;
  boolean insecure;
  boolean wantsUsage;
  List<String> command = List.of();

  private Options() {}

  static Options of(String[] arguments, Map<String, String> environment) throws Unclear {
    Options options = new Options();
    options.password = environment.get("REDISCLI_AUTH");
    Deque<String> words = new ArrayDeque<>(List.of(arguments));
    while (!words.isEmpty() && words.peek().startsWith("-")) {
      String option = words.remove();
      if (!options.takeFlag(option)) {
        options.takeValue(option, words);
      }
    }
    options.command = List.copyOf(words);
    return options;
  }

  private boolean takeFlag(String option) {
    switch (option) {
      case "-2" -> protocol = 2;
      case "-3" -> protocol = 3;
      case "-x" -> lastFromInput = true;
      case "-e" -> failsOnError = true;
      case "--raw" -> isRaw = true;
      case "--no-raw" -> isRaw = false;
      case "--tls" -> tls = true;
      case "--insecure" -> insecure = true;
      case "--no-auth-warning" -> warnsOfPassword = false;
      case "--help" -> wantsUsage = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void takeValue(String option, Deque<String> words) throws Unclear {
    String value = words.poll();
    if (value == null) {
      throw new Unclear("Unrecognized option or bad number of args for: '" + option + "'");
    }
    switch (option) {
      case "-h" -> host = value;
      case "-p" -> port = (int) number(option, value);
      case "-s" -> socketPath = value;
      case "-u" -> takeAddress(value);
      case "--user" -> user = value;
      case "-a", "--pass" -> {
        password = value;
        passwordIsVisible = true;
      }
      case "-n" -> database = (int) number(option, value);
      case "-r" -> repeats = (long) number(option, value);
      case "-i" -> pauseSeconds = number(option, value);
      case "--cacert" -> authorities = value;
      case "--cert" -> certificate = value;
      case "--key" -> key = value;
      case "--sni" -> serverName = value;
      default ->
          throw new Unclear("Unrecognized option or bad number of args for: '" + option + "'");
    }
  }

  private static double number(String option, String value) throws Unclear {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException notNumber) {
      throw new Unclear(option + " needs a number, not " + value);
    }
  }

  /** {@code redis://[[user]:password@]host[:port][/database]}. */
  private void takeAddress(String text) throws Unclear {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme();
      if (address.getHost() == null || !("redis".equals(scheme) || "rediss".equals(scheme))) {
        throw new Unclear("an address looks like redis://user:password@host:port/database");
      }
      tls |= scheme.equals("rediss");
      host = address.getHost();
      port = address.getPort() < 0 ? port : address.getPort();
      takeUser(address.getUserInfo());
      String path = address.getPath();
      if (path != null && path.length() > 1) {
        database = (int) number("-u", path.substring(1));
      }
    } catch (URISyntaxException malformed) {
      throw new Unclear("no address: " + malformed.getMessage());
    }
  }

  private void takeUser(@Nullable String userAndPassword) {
    if (userAndPassword != null) {
      int colon = userAndPassword.indexOf(':');
      String name = userAndPassword.substring(0, Math.max(colon, 0));
      user = name.isEmpty() ? null : name;
      password = userAndPassword.substring(colon + 1);
      passwordIsVisible = true;
    }
  }

  /** As the prompt says it. */
  String place() {
    if (socketPath != null) {
      return "redis " + socketPath;
    }
    return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
  }
}
