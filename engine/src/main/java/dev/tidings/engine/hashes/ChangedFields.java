package dev.tidings.engine.hashes;

import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that a command changes, noted only if somebody may be told of them. */
final class ChangedFields {
  private static final ChangedFields UNTOLD = new ChangedFields(null);

  private final @Nullable List<Bytes> fields;

  private ChangedFields(@Nullable List<Bytes> fields) {
    this.fields = fields;
  }

  static ChangedFields of(Turn turn) {
    return turn.database().tellsParts(KeyspaceEvents.HASH)
        ? new ChangedFields(new ArrayList<>())
        : UNTOLD;
  }

  void add(Bytes field) {
    if (fields != null) {
      fields.add(field);
    }
  }

  /** In the order in which they were noted, one of them perhaps twice. */
  List<Bytes> all() {
    return fields == null ? List.of() : fields;
  }
}
