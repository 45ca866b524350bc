package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.acl.AccessLog;
import dev.tidings.engine.acl.Denial;
import dev.tidings.engine.acl.User;
import dev.tidings.engine.acl.Users;
import dev.tidings.protocol.ReaderLimits;
import dev.tidings.protocol.Words;
import dev.tidings.settings.SecuritySettings;
import dev.tidings.settings.SecuritySettings.ChannelDefault;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: stands between the users and their rights on one side and sessions, settings and
 * files on the other. Touched only inside a turn.
 *
 * <pre>
 *   request ─► deny ─► user unrestricted? ─► run
 *                      else bits, keys, channels ─► run, or refuse and log
 *   rules ──► change ─► sessions whose subscriptions are no longer allowed are closed
 * </pre>
 */
public final class AccessControl {
  private final Engine engine;
  private final Users users;
  private final AccessLog log = new AccessLog();

  AccessControl(Engine engine) {
    this.engine = engine;
    this.users =
        new Users(
            engine.commands().all(),
            () ->
                engine.configuration().value(SecuritySettings.ACL_PUBSUB_DEFAULT)
                    == ChannelDefault.ALLCHANNELS);
    users.defaultPassword(engine.configuration().value(SecuritySettings.REQUIREPASS));
    engine
        .configuration()
        .onChange(
            SecuritySettings.REQUIREPASS,
            password -> {
              users.defaultPassword(password);
              onDefaultUser();
            });
  }

  /**
   * Makes the users that the configuration declares, or those of the ACL file. To be called once,
   * before the first client; after a fault the server must not start.
   *
   * @return null, or what is wrong
   */
  public @Nullable String loadAtStart() {
    List<List<String>> declared = engine.configuration().userLines();
    String path = aclFile();
    if (!path.isEmpty()) {
      return declared.isEmpty()
          ? load()
          : "Users are declared in the configuration file while aclfile names another place for"
              + " them: keep all of them in one of the two";
    }
    for (List<String> line : declared) {
      String fault = users.declare(line.getFirst(), line.subList(1, line.size()));
      if (fault != null) {
        return "User '" + line.getFirst() + "': " + fault;
      }
    }
    return null;
  }

  /** All users. */
  Users users() {
    return users;
  }

  /** What was refused. */
  AccessLog log() {
    return log;
  }

  /** The user of a client that has not said who it is. */
  User defaultUser() {
    return users.defaultUser();
  }

  /** The user called {@code name}, a character a byte; null if there is none. */
  @Nullable User find(String name) {
    return users.find(name);
  }

  /** All users as a configuration file tells them, without the word {@code user}. */
  List<String> userLines() {
    return users.all().stream().map(user -> user.line().substring("user ".length())).toList();
  }

  /** Why the user of {@code session} may not do this; null if it may. A refusal is logged. */
  @Nullable Refusal deny(Session session, Command<Turn> command, Words words) {
    Denial denial = check(session, command, words, contextOf(session));
    return denial == null
        ? null
        : new Refusal("NOPERM " + denial.text(session.identity().user(), command));
  }

  /** The same for a request that was allowed when it was queued, and is about to run. */
  @Nullable Refusal denyAtExec(Session session, Command<Turn> command, Words words) {
    Denial denial = check(session, command, words, AccessLog.Context.MULTI);
    if (denial == null) {
      return null;
    }
    String missing =
        switch (denial.reason()) {
          case COMMAND -> "no permission to execute the command or subcommand";
          case KEY -> "no permission to touch the specified keys";
          case CHANNEL -> "no permission to access one of the channels used as arguments";
          case AUTH -> throw new IllegalStateException("no request is denied for this");
        };
    return new Refusal(
        "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC"
            + " call. This command is no longer allowed for the following reason: "
            + missing);
  }

  /**
   * Whether the user that {@code turn} serves may read every key there is with this command, and so
   * the values of keys whose names are made of data.
   */
  public boolean readsAllKeys(Turn turn) {
    User user = turn.session().identity().user();
    return users.readsAllKeys(user, turn.command(), turn.words());
  }

  /** Whether the user of {@code session} might do this; nothing is logged. */
  boolean allows(Session session, Command<Turn> command, Words words) {
    User user = session.identity().user();
    return user.isUnrestricted() || users.check(user, command, words) == null;
  }

  /** The same for a request that a script makes. */
  @Nullable Refusal denyInScript(Session session, Command<Turn> command, Words words) {
    Denial denial = check(session, command, words, AccessLog.Context.LUA);
    return denial == null
        ? null
        : new Refusal(
            "ERR ACL failure in script: " + denial.text(session.identity().user(), command));
  }

  /** What the user of {@code session} lacks for this; null if nothing. A denial is logged. */
  @Nullable Denial check(
      Session session, Command<Turn> command, Words words, AccessLog.Context context) {
    User user = session.identity().user();
    if (user.isUnrestricted()) {
      return null;
    }
    Denial denial = users.check(user, command, words);
    if (denial != null) {
      Bytes object =
          denial.reason() == Denial.Reason.COMMAND
              ? Bytes.ofLatin1(command.fullName())
              : words.word(denial.word());
      remember(session, new AccessLog.Attempt(denial.reason(), context, object, user.name()));
    }
    return denial;
  }

  private static AccessLog.Context contextOf(Session session) {
    return session.transaction() == null ? AccessLog.Context.TOPLEVEL : AccessLog.Context.MULTI;
  }

  private void remember(Session session, AccessLog.Attempt attempt) {
    log.add(
        attempt,
        engine.nowMillis(),
        ClientLine.of(engine, session),
        engine.configuration().value(SecuritySettings.ACLLOG_MAX_LEN));
  }

  /** A new client: the default user's, who has nothing to prove if it is open. */
  Identity newcomer() {
    return new Identity(users.defaultUser(), users.defaultUser().isOpen());
  }

  /** Makes {@code session} what it was when it connected: the default user's. */
  void forget(Session session) {
    session.identity().become(users.defaultUser(), users.defaultUser().isOpen());
    admit(session);
  }

  /**
   * Makes {@code session} the user's, for the request that is served; a failure is logged.
   *
   * @return null, or why not
   */
  @Nullable Refusal authenticate(Session session, Bytes name, Bytes password) {
    User user = users.find(name.latin1());
    if (user == null || !user.accepts(password.array())) {
      Turn turn = engine.turn();
      AccessLog.Context context = turn.isNested() ? AccessLog.Context.MULTI : contextOf(session);
      remember(
          session,
          new AccessLog.Attempt(Denial.Reason.AUTH, context, turn.words().word(0), name.latin1()));
      return new Refusal("WRONGPASS invalid username-password pair or user is disabled.");
    }
    session.identity().become(user, true);
    admit(session);
    return null;
  }

  /** Whether a client that says nothing of itself may do things: no password is asked for. */
  boolean letsAnybodyIn() {
    return users.defaultUser().takesAnyPassword();
  }

  /** Lets a session do what it may since it became somebody, or keeps it at the door. */
  void admit(Session session) {
    boolean stranger = !session.identity().authenticated() && !users.defaultUser().isOpen();
    session.stranger(stranger);
    session.requests().limit(stranger ? ReaderLimits.UNAUTHENTICATED : engine.readerLimits());
  }

  /** Whether strangers have to log in depends on the default user. */
  private void onDefaultUser() {
    DenseTable<Long, Session> sessions = engine.sessions();
    for (int place = 0; place < sessions.size(); place++) {
      if (!sessions.valueAt(place).identity().authenticated()) {
        admit(sessions.valueAt(place));
      }
    }
  }

  /** ACL SETUSER: applies rules to a user, who is made if need be. */
  void change(String name, List<String> rules) {
    switch (users.change(name, rules)) {
      case Users.Outcome.Refused(String text) -> throw new Refusal("ERR " + text);
      case Users.Outcome.Changed(User user, boolean channelsTaken) -> {
        if (channelsTaken) {
          closeUncovered(Set.of(user));
        }
        if (user == users.defaultUser()) {
          onDefaultUser();
        }
      }
    }
  }

  /** ACL DELUSER: takes a user out and closes its clients; false if there is none. */
  boolean remove(String name) {
    User removed = users.remove(name);
    if (removed == null) {
      return false;
    }
    closeAll(session -> session.identity().user() == removed);
    return true;
  }

  private void closeUncovered(Set<User> changed) {
    closeAll(session -> changed.contains(session.identity().user()) && isUncovered(session));
  }

  private static boolean isUncovered(Session session) {
    Subscriptions own = session.subscriptions();
    if (own == null) {
      return false;
    }
    User user = session.identity().user();
    for (Channels.Kind kind : Channels.Kind.values()) {
      for (int place = 0; place < own.of(kind).size(); place++) {
        if (!user.coversChannel(own.of(kind).keyAt(place), kind == Channels.Kind.PATTERN)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Closes sessions; the one whose request is served gets its reply first. */
  private void closeAll(Predicate<Session> chosen) {
    List<Session> closing = new ArrayList<>();
    DenseTable<Long, Session> sessions = engine.sessions();
    for (int place = 0; place < sessions.size(); place++) {
      if (chosen.test(sessions.valueAt(place))) {
        closing.add(sessions.valueAt(place));
      }
    }
    for (Session session : closing) {
      session.identity().become(users.defaultUser(), false);
      if (engine.turn().isOf(session)) {
        session.close(true);
      } else {
        engine.drop(session);
      }
    }
  }

  private String aclFile() {
    return engine.configuration().text(SecuritySettings.ACLFILE);
  }

  private String aclFileNeeded() {
    String path = aclFile();
    if (path.isEmpty()) {
      throw new Refusal(
          "ERR This Redis instance is not configured to use an ACL file. You may want to specify"
              + " users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you"
              + " have a Redis configuration file set) in order to store users in the Redis"
              + " configuration.");
    }
    return path;
  }

  /** ACL LOAD: takes all users from the ACL file, or changes nothing. */
  void reload() {
    aclFileNeeded();
    String fault = load();
    if (fault != null) {
      throw new Refusal("ERR " + fault);
    }
  }

  private @Nullable String load() {
    String path = aclFile();
    return switch (engine.surroundings().readFile(path)) {
      case Surroundings.FileContent.Unreadable(String reason) ->
          "Error loading ACLs, opening file '" + path + "': " + reason;
      case Surroundings.FileContent.Content(Bytes bytes) -> {
        List<User> removed = new ArrayList<>();
        List<User> channelsTaken = new ArrayList<>();
        String fault = users.load(path, bytes.latin1(), removed, channelsTaken);
        if (fault == null) {
          closeAll(session -> removed.contains(session.identity().user()));
          closeUncovered(Set.copyOf(channelsTaken));
          onDefaultUser();
        }
        yield fault;
      }
    };
  }

  /** ACL SAVE: writes all users to the ACL file. */
  void save() {
    String path = aclFileNeeded();
    String fault = engine.surroundings().writeFileAtomically(path, Bytes.ofLatin1(users.file()));
    if (fault != null) {
      engine
          .surroundings()
          .log(Surroundings.Level.WARNING, "Cannot write the users to " + path + ": " + fault);
      throw new Refusal(
          "ERR There was an error trying to save the ACLs. Please check the server logs for more"
              + " information");
    }
  }
}
