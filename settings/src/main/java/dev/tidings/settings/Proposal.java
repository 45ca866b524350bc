package dev.tidings.settings;

import java.util.List;

/** Values that are about to come into force together. */
public final class Proposal {
  private final Object[] before;
  private final Object[] after;

  Proposal(Object[] before, Object[] after) {
    this.before = before;
    this.after = after;
  }

  /** The value still in force. */
  public <T> T before(Setting<T> setting) {
    return Configuration.at(before, setting);
  }

  /** The value proposed; that in force if none is. */
  public <T> T after(Setting<T> setting) {
    return Configuration.at(after, setting);
  }

  /** Whether the setting gets another value. */
  public boolean changes(Setting<?> setting) {
    return !before[setting.ordinal()].equals(after[setting.ordinal()]);
  }

  List<Setting<?>> changed() {
    return Settings.all().stream().filter(this::changes).toList();
  }
}
