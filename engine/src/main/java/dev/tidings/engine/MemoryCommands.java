package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.SERVER;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;

/** MEMORY: what takes how much. */
final class MemoryCommands {
  /** Below this there is too little data to say anything about it. */
  private static final long LITTLE_BYTES = 5 << 20;

  private static final double PEAK_RATIO = 1.5;
  private static final double RESIDENT_RATIO = 1.4;
  private static final long CLIENT_BYTES = 200 << 10;
  private static final double NEARLY = 0.95;

  /** How many fields MEMORY STATS tells beside those of databases. */
  private static final int FIELDS = 32;

  private MemoryCommands() {}

  record Question(Bytes key, long samples) {}

  private static final Arg<Long> SAMPLES =
      integer("count").map(MemoryCommands::checked).after("SAMPLES");

  static final Command<Turn> MEMORY =
      Containers.container(
          Command.<Turn>command("MEMORY", SERVER)
              .since("4.0.0")
              .summary("Tells what takes how much memory.")
              .complexity("Depends on the subcommand."),
          List.of(
              own("DOCTOR", "special")
                  .summary("Tells in words what is remarkable about the memory.")
                  .complexity("O(N), N clients")
                  .takesNothing()
                  .does(MemoryCommands::diagnose),
              own("MALLOC-STATS", "special")
                  .summary("Tells what the Java machine says about its heap.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(MemoryCommands::describeHeap),
              Command.<Turn>command("PURGE", SERVER)
                  .since("4.0.0")
                  .tips("request_policy:all_shards", "response_policy:all_succeeded")
                  .summary("Does nothing: the Java machine gives back memory by itself.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does((turn, none) -> turn.reply().ok()),
              own("STATS", "special")
                  .summary("Tells all numbers about the memory.")
                  .complexity("O(N), N clients")
                  .takesNothing()
                  .does(MemoryCommands::tell),
              Command.<Turn>command("USAGE", SERVER, Trait.READONLY)
                  .since("4.0.0")
                  .summary("Tells the bytes that a key takes with all that it holds.")
                  .complexity("O(1)")
                  .takes(
                      key("key", Access.INSPECT),
                      options(SAMPLES.optional(5L), count -> count),
                      Question::new)
                  .does(MemoryCommands::usage)));

  static final List<Command<Turn>> ALL = List.of(MEMORY);

  private static Declaration<Turn> own(String name, String policy) {
    return Command.<Turn>command(name, SERVER)
        .since("4.0.0")
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:" + policy);
  }

  private static long checked(long samples) {
    if (samples < 0) {
      throw Refusal.syntax();
    }
    return samples;
  }

  /** What a key takes is known, not estimated: samples are accepted and not needed. */
  private static void usage(Turn turn, Question question) {
    Database database = turn.database();
    if (database.livePlace(question.key) < 0) {
      turn.reply().nullBulk();
    } else {
      turn.reply().integer(database.heldBytes(question.key));
    }
  }

  private static void tell(Turn turn, None none) {
    Engine engine = turn.engine();
    MemoryUse use = MemoryUse.of(engine);
    Keyspace keyspace = engine.keyspace();
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (keyspace.hasKeys(number)) {
        numbers.add(number);
      }
    }
    Fields fields = new Fields(turn.reply());
    turn.reply().map(FIELDS + numbers.size());
    fields.tellAll(use);
    for (int number : numbers) {
      Database database = keyspace.database(number);
      turn.reply().bulk("db." + number);
      turn.reply().map(2);
      fields.tell("overhead.hashtable.main", database.tableBytes() - database.deadlineBytes());
      fields.tell("overhead.hashtable.expires", database.deadlineBytes());
    }
    fields.tellRest(use);
  }

  /** The fields of MEMORY STATS, those of Redis 7.4 in its order. */
  private record Fields(RespWriter reply) {
    void tell(String name, long value) {
      reply.bulk(name);
      reply.integer(value);
    }

    void tell(String name, double value) {
      reply.bulk(name);
      reply.real(value);
    }

    void none(String... names) {
      for (String name : names) {
        tell(name, 0);
      }
    }

    void tellAll(MemoryUse use) {
      tell("peak.allocated", use.peakBytes());
      tell("total.allocated", use.usedBytes());
      tell("startup.allocated", use.startBytes());
      none("replication.backlog", "clients.slaves");
      tell("clients.normal", use.clientBytes());
      none("cluster.links", "aof.buffer", "lua.caches", "functions.caches", "script.VMs");
    }

    void tellRest(MemoryUse use) {
      tell("overhead.db.hashtable.lut", use.tableBytes());
      none("overhead.db.hashtable.rehashing", "db.dict.rehashing.count");
      tell("overhead.total", use.overheadBytes());
      tell("keys.count", use.keys());
      tell("keys.bytes-per-key", use.keys() == 0 ? 0 : use.growthBytes() / use.keys());
      tell("dataset.bytes", use.netDataBytes());
      tell("dataset.percentage", MemoryUse.percent(use.netDataBytes(), use.growthBytes()));
      tell("peak.percentage", MemoryUse.percent(use.usedBytes(), use.peakBytes()));
      ProcessUsage process = use.process();
      long held = process.heapHeldBytes() + process.directBytes();
      tell("allocator.allocated", process.usedBytes());
      tell("allocator.active", held);
      tell("allocator.resident", held);
      none("allocator.muzzy");
      tell("allocator-fragmentation.ratio", MemoryUse.ratio(held, process.usedBytes()));
      tell("allocator-fragmentation.bytes", held - process.usedBytes());
      tell("allocator-rss.ratio", MemoryUse.ratio(held, held));
      none("allocator-rss.bytes");
      tell("rss-overhead.ratio", MemoryUse.ratio(process.residentBytes(), held));
      tell("rss-overhead.bytes", process.residentBytes() - held);
      tell("fragmentation", MemoryUse.ratio(process.residentBytes(), use.usedBytes()));
      tell("fragmentation.bytes", process.residentBytes() - use.usedBytes());
    }
  }

  private static void diagnose(Turn turn, None none) {
    MemoryUse use = MemoryUse.of(turn.engine());
    turn.reply().verbatim("txt", String.join("\n", findings(turn.engine(), use)) + "\n");
  }

  private static List<String> findings(Engine engine, MemoryUse use) {
    if (use.usedBytes() < LITTLE_BYTES) {
      return List.of("There is too little data to find anything remarkable about its memory.");
    }
    List<String> findings = new ArrayList<>();
    if (use.peakBytes() > use.usedBytes() * PEAK_RATIO) {
      findings.add("At its peak the memory in use was more than half as much again as now.");
    }
    if (use.process().residentBytes() > use.process().heapHeldBytes() * RESIDENT_RATIO) {
      findings.add("The process holds much memory outside of its heap.");
    }
    if (use.process().heapUsedBytes() > use.process().heapMostBytes() * NEARLY) {
      findings.add("The heap is nearly full: give the server more, or set maxmemory lower.");
    }
    int sessions = Math.max(1, engine.sessions().size());
    if (use.clientBytes() / sessions > CLIENT_BYTES) {
      findings.add("Clients take much memory on average: some do not read what they asked for.");
    }
    if (engine.keyspace().eviction().isFull()) {
      findings.add("The limit maxmemory is reached and no key may be evicted: writes are refused.");
    }
    return findings.isEmpty() ? List.of("Nothing is remarkable about the memory.") : findings;
  }

  private static void describeHeap(Turn turn, None none) {
    ProcessUsage process = turn.engine().surroundings().usage();
    turn.reply()
        .verbatim(
            "txt",
            "allocator: the heap of a Java machine\n"
                + ("heap used: " + process.heapUsedBytes() + "\n")
                + ("heap held: " + process.heapHeldBytes() + "\n")
                + ("heap at most: " + process.heapMostBytes() + "\n")
                + ("outside of the heap: " + process.directBytes() + "\n")
                + ("resident: " + process.residentBytes() + "\n"));
  }
}
