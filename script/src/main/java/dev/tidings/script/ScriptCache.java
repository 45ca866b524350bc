package dev.tidings.script;

import dev.tidings.structures.Bytes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that are compiled, found by their text and by their digest. Those that somebody
 * loaded stay until they are flushed; those that were only run go when {@value #MOST_RUN} others
 * have been run since.
 */
final class ScriptCache {
  private static final int MOST_RUN = 500;

  /** A script with what the cache costs around it: entries of two maps and a digest. */
  private static final long ENTRY_BYTES = 200;

  private final Map<Bytes, Script> byText = new HashMap<>();
  private final Map<String, Script> byDigest = new HashMap<>();
  private final LinkedHashMap<String, Script> run = new LinkedHashMap<>(16, 0.75f, true);
  private final Consumer<Script> evicted;
  private long textBytes;
  private long evictions;

  /** An empty cache that tells which scripts it lets go of. */
  ScriptCache(Consumer<Script> evicted) {
    this.evicted = evicted;
  }

  @Nullable Script withText(Bytes text) {
    return byText.get(text);
  }

  /** {@code digest} in lower case. */
  @Nullable Script withDigest(String digest) {
    return byDigest.get(digest);
  }

  /** Adds a script that is run, which may cost another its place. */
  void add(Script script) {
    byText.put(script.text(), script);
    byDigest.put(script.digest(), script);
    textBytes += script.text().length();
    if (run.size() >= MOST_RUN) {
      Script oldest = run.pollFirstEntry().getValue();
      forget(oldest);
      evictions++;
    }
    run.put(script.digest(), script);
  }

  private void forget(Script script) {
    byText.remove(script.text());
    byDigest.remove(script.digest());
    textBytes -= script.text().length();
    evicted.accept(script);
  }

  /** Notes that a script is run again. */
  void use(Script script) {
    run.get(script.digest());
  }

  /** Lets a script stay until all are flushed. */
  void retain(Script script) {
    run.remove(script.digest());
  }

  /** How many scripts there are. */
  int size() {
    return byText.size();
  }

  /** How many were let go of because others were run. */
  long evictions() {
    return evictions;
  }

  /** The heap that it takes. */
  long heldBytes() {
    return textBytes + ENTRY_BYTES * size();
  }
}
