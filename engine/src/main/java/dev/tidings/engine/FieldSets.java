package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.HeapBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of fields that one session has prepared for hashes that it is going to send. */
public final class FieldSets {
  /** An entry of the map, its list and its names besides their bytes. */
  private static final long SET_BYTES = 96;

  private static final long FIELD_BYTES = 24;

  private final Map<Bytes, List<Bytes>> fields = new LinkedHashMap<>();
  private long heldBytes;

  /** The fields prepared under {@code name}, in order; null if there are none. */
  public @Nullable List<Bytes> fields(Bytes name) {
    return fields.get(name);
  }

  /** Lets {@code name} stand for these fields, whatever it stood for before. */
  public void prepare(Bytes name, List<Bytes> given) {
    discard(name);
    fields.put(name, List.copyOf(given));
    heldBytes += bytes(name, given);
  }

  /** Whether {@code name} stood for fields, which it no longer does. */
  public boolean discard(Bytes name) {
    List<Bytes> before = fields.remove(name);
    if (before != null) {
      heldBytes -= bytes(name, before);
    }
    return before != null;
  }

  /** How many names there are. */
  public int size() {
    return fields.size();
  }

  /** The heap that all of them take. */
  long heldBytes() {
    return heldBytes;
  }

  private static long bytes(Bytes name, List<Bytes> given) {
    long bytes = SET_BYTES + HeapBytes.ofArray(name.length());
    for (Bytes field : given) {
      bytes += FIELD_BYTES + HeapBytes.ofArray(field.length());
    }
    return bytes;
  }
}
