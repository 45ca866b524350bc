package dev.tidings.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of all settings, and where to find one by its name. */
public final class Settings {
  static final List<Area> AREAS =
      List.of(
          NetworkSettings.AREA,
          ClientSettings.AREA,
          MemorySettings.AREA,
          SecuritySettings.AREA,
          TlsSettings.AREA,
          MonitoringSettings.AREA,
          DataSettings.AREA,
          ProcessSettings.AREA,
          PersistenceSettings.AREA,
          ReplicationSettings.AREA,
          ClusterSettings.AREA,
          TidingsSettings.AREA);

  /**
   * Names that old configuration files hold and that mean nothing any more: each takes one word and
   * is passed over, as in Redis.
   */
  static final Set<String> FORGOTTEN = Set.of("list-max-ziplist-entries", "list-max-ziplist-value");

  private static final List<Setting<?>> ALL = numbered();
  private static final Map<String, Named> BY_NAME = byName();

  private Settings() {}

  /**
   * A name of a setting: its own or an older one.
   *
   * @param name in small letters
   */
  record Named(String name, Setting<?> setting) {}

  /** Every setting, by area. */
  public static List<Setting<?>> all() {
    return ALL;
  }

  /** The setting with this name or alias, in any case; null if there is none. */
  public static @Nullable Setting<?> named(String name) {
    Named found = find(name);
    return found == null ? null : found.setting();
  }

  static @Nullable Named find(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** Every name and alias, in the order of {@link #all()}. */
  static Iterable<Named> names() {
    return BY_NAME.values();
  }

  private static List<Setting<?>> numbered() {
    List<Setting<?>> all =
        AREAS.stream().<Setting<?>>flatMap(area -> area.settings().stream()).toList();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).number(i);
    }
    return all;
  }

  private static Map<String, Named> byName() {
    Map<String, Named> names = LinkedHashMap.newLinkedHashMap(ALL.size() * 2);
    for (Setting<?> setting : ALL) {
      put(names, new Named(setting.name(), setting));
      setting.aliases().forEach(alias -> put(names, new Named(alias, setting)));
    }
    return names;
  }

  private static void put(Map<String, Named> names, Named named) {
    Named before = names.put(named.name(), named);
    assert before == null : named.name() + " is declared twice";
  }
}
