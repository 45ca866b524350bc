package dev.tidings.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who is measured. */
enum Contestant {
  TIDINGS("Tidings"),
  REDIS("Redis"),
  VALKEY("Valkey"),
  /** The program that makes the system calls and nothing else. */
  LIMIT("the limit");

  /** More than the connections of any measurement. */
  private static final String CONNECTIONS = "20000";

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** As in the tables. */
  String title() {
    return title;
  }

  /** Those that are servers and are here: Valkey is measured where it is installed. */
  static List<Contestant> servers() {
    List<Contestant> servers = new ArrayList<>(List.of(TIDINGS, REDIS));
    if (isInstalled("valkey-server")) {
      servers.add(VALKEY);
    }
    return servers;
  }

  /** How it is started; {@code bytes} is the payload's size, which only the limit must know. */
  List<String> command(Workshop workshop, int port, int bytes) {
    String at = Integer.toString(port);
    return switch (this) {
      case TIDINGS ->
          server(workshop.home().resolve("tidings").toString(), at, List.of("--http-port", "0"));
      case REDIS -> server("redis-server", at, List.of());
      case VALKEY -> server("valkey-server", at, List.of());
      case LIMIT -> List.of(workshop.limit().toString(), "-p", at, "-b", Integer.toString(bytes));
    };
  }

  private static List<String> server(String program, String port, List<String> more) {
    List<String> command = new ArrayList<>(List.of(program, "--port", port));
    command.addAll(List.of("--bind", "127.0.0.1", "--maxclients", CONNECTIONS));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(more);
    return command;
  }

  /** Its name and version, as the tables' heading says them. */
  String version(Workshop workshop) throws IOException, InterruptedException {
    return switch (this) {
      case TIDINGS ->
          "Tidings "
              + Workshop.output(workshop.home().resolve("tidings").toString(), "--version")
                  .strip()
                  .replaceFirst("tidings ", "");
      case REDIS -> "Redis " + serverVersion("redis-server");
      case VALKEY -> "Valkey " + serverVersion("valkey-server");
      case LIMIT -> title;
    };
  }

  private static String serverVersion(String program) throws IOException, InterruptedException {
    return Workshop.output(program, "--version").replaceFirst("(?s).* v=(\\S+).*", "$1");
  }

  private static boolean isInstalled(String program) {
    String folders = System.getenv().getOrDefault("PATH", "");
    return Stream.of(folders.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
