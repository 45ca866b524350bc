package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Condition;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one run of a script makes inside of its turn: what it may ask for, and whether
 * it has changed anything.
 */
public final class ScriptCalls {
  private final Turn turn;
  private final boolean readOnly;
  private final boolean allowsOutOfMemory;
  private final int database;
  private final @Nullable FieldSets fieldSets;
  private boolean wrote;

  /**
   * Those of a script that {@code turn} runs.
   *
   * @param readOnly it may not change anything
   * @param allowsOutOfMemory it may take memory even if there is no more
   */
  public ScriptCalls(Turn turn, boolean readOnly, boolean allowsOutOfMemory) {
    this.turn = turn;
    this.readOnly = readOnly;
    this.allowsOutOfMemory = allowsOutOfMemory;
    this.database = turn.session().database();
    this.fieldSets = turn.session().exchangeFieldSets(null);
    turn.engine().observation().onScript(turn);
  }

  /** Whether a command that changes data has begun. */
  public boolean wrote() {
    return wrote;
  }

  /** Runs a request, or refuses it; the reply goes to {@code into}. */
  public void call(Words words, RespWriter into) {
    Engine engine = turn.engine();
    Command<Turn> command = engine.commands().find(words);
    Refusal refusal = refusal(engine, command, words);
    if (refusal != null || command == null) {
      String text = refusal == null ? "" : refusal.text();
      engine.statistics().onError(text);
      if (command != null) {
        engine.statistics().of(command).rejected++;
      }
      into.error(text);
      return;
    }
    wrote |= command.has(Trait.WRITE);
    turn.perform(command, words, into);
  }

  /** The script is over: what it selected and prepared is forgotten. */
  public void end() {
    turn.session().select(database);
    turn.session().exchangeFieldSets(fieldSets);
  }

  /**
   * Whether the user might make this request; for {@code redis.acl_check_cmd}.
   *
   * @throws Refusal if there is no such command, or it takes another number of words
   */
  public boolean isAllowed(Words words) {
    Command<Turn> command = turn.engine().commands().find(words);
    if (command == null || (command.isContainer() && words.count() > 1)) {
      throw new Refusal("ERR Invalid command passed to redis.acl_check_cmd()");
    }
    if (!command.accepts(words.count())) {
      throw new Refusal("ERR Wrong number of args for redis.acl_check_cmd()");
    }
    return turn.engine().access().allows(turn.session(), command, words);
  }

  private @Nullable Refusal refusal(Engine engine, @Nullable Command<Turn> command, Words words) {
    if (command == null || (command.isContainer() && words.count() > 1)) {
      return new Refusal("ERR Unknown Redis command called from script");
    }
    if (!command.accepts(words.count())) {
      return new Refusal("ERR Wrong number of args calling Redis command from script");
    }
    if (command.has(Trait.NOSCRIPT)) {
      return new Refusal("ERR This Redis command is not allowed from script");
    }
    Refusal denied = engine.access().denyInScript(turn.session(), command, words);
    if (denied != null) {
      return denied;
    }
    if (readOnly && (command.has(Trait.WRITE) || command.has(Trait.MAY_REPLICATE))) {
      return new Refusal("ERR Write commands are not allowed from read-only scripts.");
    }
    if (command.has(Trait.WRITE) && engine.dispatcher().isInForce(Condition.DISK_FAILING)) {
      return new Refusal(Condition.DISK_FAILING.text());
    }
    boolean takesMemory = command.has(Trait.DENY_OOM) && !allowsOutOfMemory && !wrote;
    return takesMemory && engine.keyspace().eviction().isFull()
        ? new Refusal(Condition.OUT_OF_MEMORY.text())
        : null;
  }
}
