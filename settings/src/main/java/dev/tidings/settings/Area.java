package dev.tidings.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Settings that belong together; collects them as they are declared. */
final class Area {
  private final String title;
  private final List<Setting<?>> settings = new ArrayList<>();

  Area(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Setting<?>> settings() {
    return Collections.unmodifiableList(settings);
  }

  <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }

  <T> Setting.Declaration<T> setting(String name, ValueType<T> type, T defaultValue) {
    return new Setting.Declaration<>(this, name, type, defaultValue);
  }

  Setting.Declaration<Boolean> yesNo(String name, boolean defaultValue) {
    return setting(name, Types.YES_NO, defaultValue);
  }

  Setting.Declaration<String> text(String name, String defaultValue) {
    return setting(name, Types.TEXT, defaultValue);
  }

  Setting.Declaration<Long> number(String name, long least, long most, long defaultValue) {
    return setting(name, NumberTypes.number(least, most), defaultValue);
  }

  Setting.Declaration<Long> memory(String name, long least, long defaultBytes) {
    return setting(name, NumberTypes.memory(least, Long.MAX_VALUE), defaultBytes);
  }

  <E extends Enum<E>> Setting.Declaration<E> choice(String name, E defaultValue) {
    return setting(name, Types.oneOf(defaultValue.getDeclaringClass()), defaultValue);
  }
}
