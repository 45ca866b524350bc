package dev.tidings.engine.acl;

import dev.tidings.structures.Bytes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users were refused lately; attempts that are alike are one entry with a count. */
public final class AccessLog {
  private static final long SAME_ENTRY_MILLIS = 60_000;

  /** How many of the newest entries are compared with a new attempt. From Redis. */
  private static final int COMPARED = 10;

  /** Where the request came from. */
  public enum Context {
    TOPLEVEL,
    MULTI,
    LUA;

    /** As ACL LOG shows it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What was refused.
   *
   * @param object the command, the key or the channel; for a failed login the command as given
   * @param user who asked, or who the client said it was
   */
  public record Attempt(Denial.Reason reason, Context context, Bytes object, String user) {}

  /** Attempts that were alike. */
  public static final class Entry {
    private final long id;
    private final Attempt attempt;
    private final long createdMillis;
    private long updatedMillis;
    private long count;
    private String clientInfo;

    Entry(long id, Attempt attempt, long nowMillis, String clientInfo) {
      this.id = id;
      this.attempt = attempt;
      this.createdMillis = nowMillis;
      this.clientInfo = clientInfo;
    }

    /** A number that no other entry of this server has had. */
    public long id() {
      return id;
    }

    /** What was refused. */
    public Attempt attempt() {
      return attempt;
    }

    /** How often. */
    public long count() {
      return count;
    }

    /** When it happened first, in milliseconds since 1970. */
    public long createdMillis() {
      return createdMillis;
    }

    /** When it happened last, in milliseconds since 1970. */
    public long updatedMillis() {
      return updatedMillis;
    }

    /** The client that tried last, as CLIENT INFO shows it. */
    public String clientInfo() {
      return clientInfo;
    }
  }

  private final ArrayDeque<Entry> newestFirst = new ArrayDeque<>();
  private final Map<Denial.Reason, Long> denials = new EnumMap<>(Denial.Reason.class);
  private long nextId;

  /** The entries, the one that happened last first. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(newestFirst);
  }

  /** How often something was refused for this reason since the start. */
  public long denials(Denial.Reason reason) {
    return denials.getOrDefault(reason, 0L);
  }

  /** Keeps an attempt, and no more than {@code most} entries. */
  public void add(Attempt attempt, long nowMillis, String clientInfo, long most) {
    denials.merge(attempt.reason, 1L, Long::sum);
    if (most > 0) {
      Entry entry = takeAlike(attempt, nowMillis);
      if (entry == null) {
        entry = new Entry(nextId++, attempt, nowMillis, clientInfo);
      }
      entry.updatedMillis = nowMillis;
      entry.clientInfo = clientInfo;
      entry.count++;
      newestFirst.addFirst(entry);
    }
    while (newestFirst.size() > most) {
      newestFirst.removeLast();
    }
  }

  private @Nullable Entry takeAlike(Attempt attempt, long nowMillis) {
    Iterator<Entry> entries = newestFirst.iterator();
    for (int i = 0; i < COMPARED && entries.hasNext(); i++) {
      Entry entry = entries.next();
      if (entry.attempt.equals(attempt)
          && Math.abs(nowMillis - entry.updatedMillis) <= SAME_ENTRY_MILLIS) {
        entries.remove();
        return entry;
      }
    }
    return null;
  }

  /** Forgets all entries; counts stay. */
  public void clear() {
    newestFirst.clear();
  }
}
