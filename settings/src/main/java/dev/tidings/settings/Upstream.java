package dev.tidings.settings;

import java.util.List;
import java.util.Locale;

/**
 * The server that this one replicates.
 *
 * @param host a name or an address; empty if this server replicates none
 * @param port 0 if this server replicates none
 */
public record Upstream(String host, int port) {
  /** Replicates nobody. */
  public static final Upstream NONE = new Upstream("", 0);

  /** The type: a host and a port, or {@code no one}. */
  static final class HostAndPort implements ValueType<Upstream> {
    private static final int PORT_MAX = 65535;

    @Override
    public Parsed<Upstream> parse(List<String> words, Upstream current) {
      if (words.size() != 2) {
        return Parsed.refused("wrong number of arguments");
      }
      if (words.get(0).toLowerCase(Locale.ROOT).equals("no")
          && words.get(1).toLowerCase(Locale.ROOT).equals("one")) {
        return Parsed.value(NONE);
      }
      Long port = NumberTypes.wholeNumber(words.get(1));
      return port == null || port < 0 || port > PORT_MAX
          ? Parsed.refused("Invalid master port")
          : Parsed.value(new Upstream(words.get(0), Math.toIntExact(port)));
    }

    @Override
    public String print(Upstream value) {
      return value.equals(NONE) ? "" : value.host + " " + value.port;
    }

    @Override
    public String range() {
      return "host and port, or `no one`";
    }

    @Override
    public boolean severalWords() {
      return true;
    }

    @Override
    public List<String> lines(Upstream value, Upstream defaultValue) {
      return value.equals(NONE)
          ? List.of()
          : List.of(Quoting.quotedIfNeeded(value.host) + " " + value.port);
    }
  }
}
