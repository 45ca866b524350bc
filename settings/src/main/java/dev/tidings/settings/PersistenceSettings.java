package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept on disk. */
public final class PersistenceSettings {
  static final Area AREA = new Area("Persistence");

  private static final String JOURNAL = "the journal and its snapshots";
  private static final String NO_REWRITE_CHILD =
      "the journal is compacted by a snapshot that never stops the server";

  /** When what was written is forced to the disk. */
  public enum Fsync {
    EVERYSEC,
    ALWAYS,
    NO
  }

  /** Whose payloads of RESTORE are checked in depth. */
  public enum Sanitizing {
    NO,
    YES,
    CLIENTS
  }

  /** Whoever can ask the system puts the directory of the process here before files are read. */
  public static final Setting<String> DIR =
      AREA.text("dir", "")
          .protectedFromClients()
          .effective("The directory that relative file names start from.");

  public static final Setting<String> DBFILENAME =
      AREA.text("dbfilename", "dump.rdb")
          .protectedFromClients()
          .rule(name -> bareName(name, "dbfilename can't be a path, just a filename"))
          .notYet("The file of the snapshot, in `dir`.", JOURNAL);

  public static final Setting<List<SavePoint>> SAVE =
      AREA.setting(
              "save",
              new SavePoint.Points(),
              List.of(new SavePoint(3600, 1), new SavePoint(300, 100), new SavePoint(60, 10000)))
          .notYet("After how many seconds with how many changes a snapshot is written.", JOURNAL);

  public static final Setting<Boolean> STOP_WRITES_ON_BGSAVE_ERROR =
      AREA.yesNo("stop-writes-on-bgsave-error", true)
          .notYet("Whether writes are refused while the last snapshot has failed.", JOURNAL);

  public static final Setting<Boolean> RDBCOMPRESSION =
      AREA.yesNo("rdbcompression", true)
          .effective("Whether long strings are compressed in what DUMP tells.");

  public static final Setting<Boolean> RDBCHECKSUM =
      AREA.yesNo("rdbchecksum", true)
          .immutable()
          .notYet("Whether a snapshot ends with a checksum.", JOURNAL);

  public static final Setting<Boolean> RDB_SAVE_INCREMENTAL_FSYNC =
      AREA.yesNo("rdb-save-incremental-fsync", true)
          .notYet("Whether a snapshot is forced to the disk bit by bit.", JOURNAL);

  public static final Setting<Sanitizing> SANITIZE_DUMP_PAYLOAD =
      AREA.choice("sanitize-dump-payload", Sanitizing.NO)
          .withoutEffect(
              "Whether what RESTORE brings is checked in depth.",
              "Tidings decodes every payload fully, so each is always checked");

  public static final Setting<Long> RDB_KEY_SAVE_DELAY =
      AREA.number("rdb-key-save-delay", Integer.MIN_VALUE, INT_MAX, 0)
          .hidden()
          .withoutEffect(
              "Microseconds between two keys of a snapshot.", "made for Redis's own tests");

  public static final Setting<Long> KEY_LOAD_DELAY =
      AREA.number("key-load-delay", Integer.MIN_VALUE, INT_MAX, 0)
          .hidden()
          .withoutEffect(
              "Microseconds between two keys while loading.", "made for Redis's own tests");

  public static final Setting<Long> LOADING_PROCESS_EVENTS_INTERVAL_BYTES =
      AREA.number("loading-process-events-interval-bytes", 1024, INT_MAX, 2L << 20)
          .hidden()
          .withoutEffect(
              "After how many bytes of loading clients are looked at.",
              "loading has its own thread");

  public static final Setting<Boolean> APPENDONLY =
      AREA.yesNo("appendonly", false).notYet("Whether every write is logged.", JOURNAL);

  public static final Setting<String> APPENDFILENAME =
      AREA.text("appendfilename", "appendonly.aof")
          .immutable()
          .rule(name ->
              name.isEmpty()
                  ? "appendfilename can't be empty"
                  : bareName(name, "appendfilename can't be a path, just a filename"))
          .notYet("The name that the files of the log start with.", JOURNAL);

  public static final Setting<String> APPENDDIRNAME =
      AREA.text("appenddirname", "appendonlydir")
          .immutable()
          .rule(name ->
              name.isEmpty()
                  ? "appenddirname can't be empty"
                  : bareName(name, "appenddirname can't be a path, just a dirname"))
          .notYet("The directory of the log, in `dir`.", JOURNAL);

  public static final Setting<Fsync> APPENDFSYNC =
      AREA.choice("appendfsync", Fsync.EVERYSEC)
          .notYet("When the log is forced to the disk.", JOURNAL);

  public static final Setting<Boolean> NO_APPENDFSYNC_ON_REWRITE =
      AREA.yesNo("no-appendfsync-on-rewrite", false)
          .withoutEffect("Whether the log rests while it is rewritten.", NO_REWRITE_CHILD);

  public static final Setting<Long> AUTO_AOF_REWRITE_PERCENTAGE =
      AREA.number("auto-aof-rewrite-percentage", 0, INT_MAX, 100)
          .notYet("By how much the log may grow before it is compacted.", JOURNAL);

  public static final Setting<Long> AUTO_AOF_REWRITE_MIN_SIZE =
      AREA.memory("auto-aof-rewrite-min-size", 0, 64L << 20)
          .notYet("Below which size the log is not compacted.", JOURNAL);

  public static final Setting<Boolean> AOF_LOAD_TRUNCATED =
      AREA.yesNo("aof-load-truncated", true)
          .notYet("Whether a log whose end is torn is loaded up to there.", JOURNAL);

  public static final Setting<Long> AOF_LOAD_CORRUPT_TAIL_MAX_SIZE =
      AREA.number("aof-load-corrupt-tail-max-size", 0, Long.MAX_VALUE, 0)
          .since("8.4")
          .notYet("How many damaged bytes at the end of a log may be left out.", JOURNAL);

  public static final Setting<Boolean> AOF_USE_RDB_PREAMBLE =
      AREA.yesNo("aof-use-rdb-preamble", true)
          .withoutEffect("Whether a compacted log starts with a snapshot.", NO_REWRITE_CHILD);

  public static final Setting<Boolean> AOF_TIMESTAMP_ENABLED =
      AREA.yesNo("aof-timestamp-enabled", false)
          .withoutEffect(
              "Whether the log notes the time.", "every record of the journal carries its instant");

  public static final Setting<Boolean> AOF_REWRITE_INCREMENTAL_FSYNC =
      AREA.yesNo("aof-rewrite-incremental-fsync", true)
          .withoutEffect(
              "Whether a rewritten log is forced to the disk bit by bit.", NO_REWRITE_CHILD);

  public static final Setting<Boolean> AOF_DISABLE_AUTO_GC =
      AREA.yesNo("aof-disable-auto-gc", false)
          .withoutEffect("Whether old files of the log are left behind.", NO_REWRITE_CHILD);

  private PersistenceSettings() {}

  private static @Nullable String bareName(String name, String reason) {
    return name.indexOf('/') < 0 ? null : reason;
  }
}
