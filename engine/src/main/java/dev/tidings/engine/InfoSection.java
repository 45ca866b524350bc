package dev.tidings.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** The sections of INFO, in the order in which they are told. */
enum InfoSection {
  SERVER("Server", true, InfoProcess::server),
  CLIENTS("Clients", true, InfoTraffic::clients),
  MEMORY("Memory", true, InfoProcess::memory),
  PERSISTENCE("Persistence", true, InfoData::persistence),
  STATS("Stats", true, InfoTraffic::totals),
  REPLICATION("Replication", true, InfoData::replication),
  CPU("CPU", true, InfoProcess::processor),
  MODULES("Modules", true, InfoData::modules),
  COMMANDSTATS("Commandstats", false, InfoTraffic::commands),
  ERRORSTATS("Errorstats", true, InfoTraffic::errors),
  LATENCYSTATS("Latencystats", false, InfoTraffic::latencies),
  CLUSTER("Cluster", true, InfoData::cluster),
  KEYSPACE("Keyspace", true, InfoData::keyspace),
  KEYSIZES("Keysizes", true, InfoData::keySizes);

  private final String title;
  private final boolean common;
  private final BiConsumer<Engine, InfoText> writer;

  InfoSection(String title, boolean common, BiConsumer<Engine, InfoText> writer) {
    this.title = title;
    this.common = common;
    this.writer = writer;
  }

  /** The sections that {@code names} ask for; without a name those that are commonly told. */
  static Set<InfoSection> selected(List<String> names) {
    Set<InfoSection> selected = EnumSet.noneOf(InfoSection.class);
    for (String name : names.isEmpty() ? List.of("default") : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      for (InfoSection section : values()) {
        if (section.isMeantBy(lower)) {
          selected.add(section);
        }
      }
    }
    return selected;
  }

  private boolean isMeantBy(String name) {
    return switch (name) {
      case "all", "everything" -> true;
      case "default" -> common;
      case "module_list" -> this == MODULES;
      default -> name().toLowerCase(Locale.ROOT).equals(name);
    };
  }

  /** The text of {@code sections}. */
  static String of(Engine engine, Set<InfoSection> sections) {
    InfoText text = new InfoText();
    for (InfoSection section : sections) {
      text.section(section.title);
      section.writer.accept(engine, text);
    }
    return text.toString();
  }
}
