package dev.tidings.engine;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.CONNECTION;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.NO_AUTH;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Arg;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.acl.AccessLog;
import dev.tidings.engine.acl.Denial;
import dev.tidings.engine.acl.User;
import dev.tidings.engine.acl.Users;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AUTH and ACL: who a client is, and what users may do. Names are Latin-1, a character a byte. */
final class AccessCommands {
  private static final long PASSWORD_BITS_MAX = 4096;
  private static final long SHOWN_ATTEMPTS = 10;

  private static final String[] ON_ALL_NODES = {
    "request_policy:all_nodes", "response_policy:all_succeeded"
  };

  private AccessCommands() {}

  record Login(Optional<Bytes> user, Bytes password) {}

  record Rules(String user, List<String> rules) {}

  record Trial(String user, Bytes command, List<Bytes> arguments) {}

  /** What ACL LOG is asked for. */
  record LogRequest(boolean clears, long count) {}

  /** The first of two words: a password alone is that of the default user. */
  private static final Arg<Optional<Bytes>> USER_BEFORE_PASSWORD =
      custom(
              Shape.of("username", Shape.Kind.STRING),
              cursor ->
                  cursor.remaining() > 1 ? Optional.of(cursor.next()) : Optional.<Bytes>empty())
          .optional(Optional.empty());

  static final Command<Turn> AUTH =
      Command.<Turn>command("AUTH", CONNECTION, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
          .since("1.0.0")
          .summary("Proves with a password who the client is.")
          .complexity("O(N), N passwords of the user")
          .takes(USER_BEFORE_PASSWORD, string("password"), Login::new)
          .does(AccessCommands::authenticate);

  static final Command<Turn> ACL =
      Containers.container(
          Command.<Turn>command("ACL", SERVER)
              .since("6.0.0")
              .summary("Tells and changes what users may do.")
              .complexity("Depends on the subcommand."),
          List.of(
              open("CAT")
                  .summary("Tells the categories of commands, or the commands of one.")
                  .complexity("O(1), the commands are always the same")
                  .takes(text("categoryname").optional())
                  .does(AccessCommands::categories),
              closed("DELUSER")
                  .summary("Deletes users and disconnects their clients.")
                  .complexity("O(N), N clients")
                  .tips(ON_ALL_NODES)
                  .takes(text("username").many())
                  .does(AccessCommands::delete),
              closed("DRYRUN")
                  .since("7.0.0")
                  .summary("Tells whether a user may run a request, without running it.")
                  .complexity("O(1)")
                  .takes(
                      text("username"), string("command"), string("arg").manyOrNone(), Trial::new)
                  .does(AccessCommands::trial),
              open("GENPASS")
                  .summary("Makes a password that nobody can guess.")
                  .complexity("O(1)")
                  .takes(integer("bits").optional(256L))
                  .does(AccessCommands::generate),
              closed("GETUSER")
                  .summary("Tells the rules of a user.")
                  .complexity("O(N), N rules of the user")
                  .takes(text("username"))
                  .does(AccessCommands::describe),
              closed("LIST")
                  .summary("Tells all users as lines of a configuration file.")
                  .complexity("O(N), N users")
                  .takesNothing()
                  .does(AccessCommands::list),
              closed("LOAD")
                  .summary("Takes all users from the ACL file.")
                  .complexity("O(N), N users")
                  .takesNothing()
                  .does(AccessCommands::load),
              closed("LOG")
                  .summary("Tells what users were refused lately.")
                  .complexity("O(N), N entries shown")
                  .takes(
                      oneOf(
                              "operation",
                              token("RESET", new LogRequest(true, 0)),
                              integer("count").map(count -> new LogRequest(false, count)))
                          .optional(new LogRequest(false, SHOWN_ATTEMPTS)))
                  .does(AccessCommands::log),
              closed("SAVE")
                  .summary("Writes all users to the ACL file.")
                  .complexity("O(N), N users")
                  .tips(ON_ALL_NODES)
                  .takesNothing()
                  .does(AccessCommands::save),
              closed("SETUSER")
                  .summary("Changes what a user may do; makes the user if need be.")
                  .complexity("O(N), N rules")
                  .tips(ON_ALL_NODES)
                  .takes(text("username"), text("rule").manyOrNone(), Rules::new)
                  .does(AccessCommands::change),
              closed("USERS")
                  .summary("Tells the names of all users.")
                  .complexity("O(N), N users")
                  .takesNothing()
                  .does(AccessCommands::names),
              open("WHOAMI")
                  .summary("Tells the user that the client is.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(AccessCommands::whoami)));

  static final List<Command<Turn>> ALL = List.of(AUTH, ACL);

  private static Declaration<Turn> open(String name) {
    return declared(Command.command(name, SERVER, NOSCRIPT, LOADING, STALE));
  }

  private static Declaration<Turn> closed(String name) {
    return declared(Command.command(name, SERVER, ADMIN, NOSCRIPT, LOADING, STALE));
  }

  private static Declaration<Turn> declared(Declaration<Turn> declaration) {
    return declaration.since("6.0.0").surplus(Refusal::wrongSubcommand);
  }

  private static void authenticate(Turn turn, Login login) {
    AccessControl access = turn.engine().access();
    if (login.user.isEmpty() && access.defaultUser().takesAnyPassword()) {
      throw new Refusal(
          "ERR AUTH <password> called without any password configured for the default user. Are"
              + " you sure your configuration is correct?");
    }
    Bytes user = login.user.orElse(Bytes.ofLatin1(Users.DEFAULT));
    Refusal refusal = access.authenticate(turn.session(), user, login.password);
    if (refusal != null) {
      throw refusal;
    }
    turn.reply().ok();
  }

  private static void categories(Turn turn, @Nullable String name) {
    List<String> texts = new ArrayList<>();
    if (name == null) {
      for (Category category : Category.values()) {
        texts.add(category.text());
      }
    } else {
      Category category = Category.named(name);
      if (category == null) {
        throw new Refusal("ERR Unknown category '" + Refusal.shown(name) + "'");
      }
      for (Command<Turn> command : turn.engine().commands().all()) {
        if (command.categories().contains(category)) {
          texts.add(command.fullName());
        }
      }
    }
    tell(turn, texts);
  }

  private static void tell(Turn turn, List<String> texts) {
    turn.reply().array(texts.size());
    texts.forEach(turn.reply()::bulkLatin1);
  }

  private static void delete(Turn turn, List<String> names) {
    if (names.contains(Users.DEFAULT)) {
      throw new Refusal("ERR The 'default' user cannot be removed");
    }
    int deleted = 0;
    for (String name : names) {
      deleted += turn.engine().access().remove(name) ? 1 : 0;
    }
    turn.reply().integer(deleted);
  }

  private static void trial(Turn turn, Trial trial) {
    Users users = turn.engine().access().users();
    User user = users.find(trial.user);
    if (user == null) {
      throw new Refusal("ERR User '" + Refusal.shown(trial.user) + "' not found");
    }
    List<Bytes> request = new ArrayList<>(trial.arguments);
    request.addFirst(trial.command);
    Words words = Words.of(request.toArray(new Bytes[0]));
    Command<Turn> command = turn.engine().commands().find(words);
    if (command == null || (command.isContainer() && words.count() > 1)) {
      throw new Refusal("ERR Command '" + Refusal.shown(trial.command.latin1()) + "' not found");
    }
    if (!command.accepts(words.count())) {
      throw Refusal.arity(command.fullName());
    }
    Denial denial = users.check(user, command, words);
    if (denial == null) {
      turn.reply().ok();
    } else {
      turn.reply().bulkLatin1(denial.detail(user, command, words));
    }
  }

  private static void generate(Turn turn, long bits) {
    if (bits <= 0 || bits > PASSWORD_BITS_MAX) {
      throw new Refusal(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to "
              + PASSWORD_BITS_MAX);
    }
    int digits = (int) (bits + 3) / 4;
    StringBuilder password = new StringBuilder();
    while (password.length() < digits) {
      // Not the turn's own chance: whoever runs the turn again must not learn the password.
      password.append("%016x".formatted(turn.engine().surroundings().chance()));
    }
    turn.reply().bulk(password.substring(0, digits));
  }

  private static void describe(Turn turn, String name) {
    User user = turn.engine().access().find(name);
    RespWriter reply = turn.reply();
    if (user == null) {
      reply.nullBulk();
      return;
    }
    User.Description description = user.description();
    reply.map(6);
    reply.bulk("flags");
    reply.set(description.flags().size());
    description.flags().forEach(reply::bulk);
    reply.bulk("passwords");
    reply.array(description.passwords().size());
    description.passwords().forEach(reply::bulk);
    tell(reply, description.selectors().getFirst());
    reply.bulk("selectors");
    reply.array(description.selectors().size() - 1L);
    for (User.Permissions selector :
        description.selectors().subList(1, description.selectors().size())) {
      reply.map(3);
      tell(reply, selector);
    }
  }

  private static void tell(RespWriter reply, User.Permissions permissions) {
    reply.bulk("commands");
    reply.bulkLatin1(permissions.commands());
    reply.bulk("keys");
    reply.bulkLatin1(permissions.keys());
    reply.bulk("channels");
    reply.bulkLatin1(permissions.channels());
  }

  private static void list(Turn turn, None none) {
    tell(turn, turn.engine().access().users().all().stream().map(User::line).toList());
  }

  private static void names(Turn turn, None none) {
    tell(turn, turn.engine().access().users().all().stream().map(User::name).toList());
  }

  private static void load(Turn turn, None none) {
    turn.engine().access().reload();
    turn.reply().ok();
  }

  private static void save(Turn turn, None none) {
    turn.engine().access().save();
    turn.reply().ok();
  }

  private static void change(Turn turn, Rules rules) {
    if (!Users.isName(rules.user)) {
      throw new Refusal("ERR Usernames can't contain spaces or null characters");
    }
    turn.engine().access().change(rules.user, rules.rules);
    turn.reply().ok();
  }

  private static void whoami(Turn turn, None none) {
    turn.reply().bulkLatin1(turn.session().identity().user().name());
  }

  private static void log(Turn turn, LogRequest request) {
    AccessLog log = turn.engine().access().log();
    if (request.clears) {
      log.clear();
      turn.reply().ok();
      return;
    }
    List<AccessLog.Entry> shown = log.entries().stream().limit(Math.max(0, request.count)).toList();
    turn.reply().array(shown.size());
    shown.forEach(entry -> tell(turn.reply(), entry, turn.nowMillis()));
  }

  private static void tell(RespWriter reply, AccessLog.Entry entry, long nowMillis) {
    AccessLog.Attempt attempt = entry.attempt();
    reply.map(10);
    reply.bulk("count");
    reply.integer(entry.count());
    reply.bulk("reason");
    reply.bulk(attempt.reason().text());
    reply.bulk("context");
    reply.bulk(attempt.context().text());
    reply.bulk("object");
    reply.bulk(attempt.object());
    reply.bulk("username");
    reply.bulkLatin1(attempt.user());
    reply.bulk("age-seconds");
    reply.real((nowMillis - entry.updatedMillis()) / 1000.0);
    reply.bulk("client-info");
    reply.bulkLatin1(entry.clientInfo());
    reply.bulk("entry-id");
    reply.integer(entry.id());
    reply.bulk("timestamp-created");
    reply.integer(entry.createdMillis());
    reply.bulk("timestamp-last-updated");
    reply.integer(entry.updatedMillis());
  }
}
