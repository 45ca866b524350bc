package dev.tidings.tests.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Maven module, the floor it stands on, and the modules it may know. The table below is the
 * drawing in ARCHITECTURE.md; a new module starts with a row here.
 *
 * @param floor 0 and 1: no threads, sockets, files or clocks; {@link #GARDEN}: never shipped
 * @param knows itself, the modules it was given and all that those know
 */
record Room(String module, int floor, Set<String> knows) {
  static final int GARDEN = -1;

  /** From the ground up: a row can only name rows above itself in this list. */
  static final Map<String, Room> ALL = new LinkedHashMap<>();

  static {
    room("structures", 0);
    room("protocol", 0, "structures");
    room("settings", 0, "structures");
    room("command", 0, "protocol");
    room("engine", 1, "command", "settings");
    room("script", 1, "engine");
    room("journal", 2, "engine");
    room("server", 2, "engine", "script", "journal");
    room("edge", 3, "server");
    room("console", 3, "server");
    room("cluster", 3, "server");
    // The porch: programs that talk to a server from outside.
    room("cli", 3, "command", "settings");
    room("client", 3);
    room("app", 4, "server", "edge", "console", "cluster", "cli");
    // The garden.
    room("testkit", GARDEN, "command", "settings");
    room("simulation", GARDEN, "testkit", "engine", "script", "journal");
    room("benchmarks", GARDEN, "testkit", "app", "client");
    room("tests", GARDEN, "testkit", "simulation", "app", "client");
  }

  private static void room(String module, int floor, String... neighbours) {
    Set<String> knows = new TreeSet<>(Set.of(module));
    for (String neighbour : neighbours) {
      knows.addAll(of(neighbour).knows);
    }
    ALL.put(module, new Room(module, floor, Set.copyOf(knows)));
  }

  static Room of(String module) {
    Room room = ALL.get(module);
    if (room == null) {
      throw new IllegalArgumentException("the module " + module + " has no row in Room");
    }
    return room;
  }

  /** The rooms that only compute: what comes in decides what goes out. */
  static List<Room> pure() {
    return ALL.values().stream().filter(room -> room.floor == 0 || room.floor == 1).toList();
  }

  static List<Room> garden() {
    return ALL.values().stream().filter(room -> room.floor == GARDEN).toList();
  }

  String packages() {
    return "dev.tidings." + module + "..";
  }

  /** The packages of all other rooms that this one may not know. */
  String[] strangers() {
    return ALL.values().stream()
        .filter(other -> !knows.contains(other.module))
        .map(Room::packages)
        .toArray(String[]::new);
  }

  static String[] packages(List<Room> rooms) {
    return rooms.stream().map(Room::packages).toArray(String[]::new);
  }
}
