package dev.tidings.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A place to listen at. Compared by value: a change of settings keeps those that stay. */
sealed interface Endpoint {
  /** What those who connect there speak. */
  enum Door {
    TCP,
    TLS,
    UNIX,
    HTTP;

    /** As the log names it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Door door();

  /** As the log names it. */
  String shown();

  /** Whether the machine may lack it. */
  boolean optional();

  /**
   * An address and a port.
   *
   * @param family which addresses of clients it takes
   * @param shown the address as the setting writes it, and the port
   */
  record Port(Door door, InetSocketAddress address, Family family, boolean optional, String shown)
      implements Endpoint {}

  /** Which addresses of clients an endpoint takes. */
  enum Family {
    /** Those that its own address lets come. */
    ITS_OWN,
    /** All of IPv6 and nothing else, though the kernel would let IPv4 in as well. */
    IPV6,
    /** All of IPv4 and IPv6; where the machine has no IPv6, all of IPv4. */
    BOTH
  }

  /**
   * A Unix domain socket.
   *
   * @param permissions of its file, as in {@code chmod}; 0 leaves them to the process's mask
   */
  record Socket(Path path, int permissions) implements Endpoint {
    @Override
    public Door door() {
      return Door.UNIX;
    }

    @Override
    public String shown() {
      return path.toString();
    }

    @Override
    public boolean optional() {
      return false;
    }
  }

  /**
   * The endpoints that {@code bind} names.
   *
   * <p>{@code *} together with {@code ::*} becomes one listener, since an IPv6 listener for all
   * addresses takes IPv4 as well, and there cannot be a second one on its port.
   */
  static List<Port> at(List<String> bind, Door door, int port) {
    List<Port> endpoints = new ArrayList<>();
    if (port == 0) {
      return endpoints;
    }
    boolean everywhere = names(bind, "*") && names(bind, "::*");
    for (String word : bind) {
      boolean optional = word.startsWith("-");
      String name = optional ? word.substring(1) : word;
      if (!(everywhere && name.equals("::*"))) {
        Family family =
            switch (name) {
              case "*" -> everywhere ? Family.BOTH : Family.ITS_OWN;
              case "::*" -> Family.IPV6;
              default -> Family.ITS_OWN;
            };
        endpoints.add(
            new Port(door, address(name, family, port), family, optional, name + ":" + port));
      }
    }
    return endpoints;
  }

  private static boolean names(List<String> bind, String wanted) {
    return bind.contains(wanted) || bind.contains("-" + wanted);
  }

  /** An unknown name stays unresolved, and fails when it is listened at. */
  private static InetSocketAddress address(String name, Family family, int port) {
    String literal =
        switch (family) {
          case BOTH, IPV6 -> "::";
          case ITS_OWN -> name.equals("*") ? "0.0.0.0" : name;
        };
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), port);
    } catch (UnknownHostException unknown) {
      return InetSocketAddress.createUnresolved(name, port);
    }
  }

  /** As Redis writes it: {@code 127.0.0.1:6379}, {@code [::1]:6379}. */
  static String text(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip.getHostAddress();
    int zone = host.indexOf('%');
    String bare = zone < 0 ? host : host.substring(0, zone);
    return ip instanceof Inet4Address
        ? bare + ":" + address.getPort()
        : "[" + shortened(bare) + "]:" + address.getPort();
  }

  /** Java writes all eight groups; the usual way leaves out the longest run of zeros. */
  private static String shortened(String groups) {
    String[] parts = groups.split(":", -1);
    int bestFrom = -1;
    int bestLength = 1;
    for (int from = 0; from < parts.length; from++) {
      int to = from;
      while (to < parts.length && parts[to].equals("0")) {
        to++;
      }
      if (to - from > bestLength) {
        bestFrom = from;
        bestLength = to - from;
      }
    }
    if (bestFrom < 0) {
      return groups;
    }
    List<String> all = List.of(parts);
    return String.join(":", all.subList(0, bestFrom))
        + "::"
        + String.join(":", all.subList(bestFrom + bestLength, all.size()));
  }
}
