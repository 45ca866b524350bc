package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.acl.User;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which clients CLIENT KILL means: those that pass all the tests that its words make. */
final class ClientFilter {
  /** One test of CLIENT KILL. */
  sealed interface Test {
    record Id(long id) implements Test {}

    record Type(ClientClass type) implements Test {}

    record UserName(String name) implements Test {}

    record Address(String address) implements Test {}

    record LocalAddress(String address) implements Test {}

    record SkipMe(boolean skip) implements Test {}

    record LeastAge(long seconds) implements Test {}
  }

  /** A class by its name, refused if there is none of that name. */
  static final Arg<ClientClass> TYPE =
      Args.custom(
          oneOf(
                  "client-type",
                  token("NORMAL", 0),
                  token("MASTER", 0),
                  token("SLAVE", 0),
                  token("REPLICA", 0),
                  token("PUBSUB", 0))
              .shape(),
          ClientFilter::readClass);

  private static final Arg<Test> TEST =
      Args.<Test>oneOf(
          "filter",
          integer("client-id", 1, Long.MAX_VALUE, "ERR client-id should be greater than 0")
              .<Test>map(Test.Id::new)
              .after("ID"),
          TYPE.<Test>map(Test.Type::new).after("TYPE"),
          text("username").<Test>map(Test.UserName::new).after("USER"),
          text("ip:port").<Test>map(Test.Address::new).after("ADDR"),
          text("ip:port").<Test>map(Test.LocalAddress::new).after("LADDR"),
          oneOf("yes/no", token("YES", true), token("NO", false))
              .<Test>map(Test.SkipMe::new)
              .after("SKIPME"),
          integer(
                  "maxage",
                  Long.MIN_VALUE,
                  Long.MAX_VALUE,
                  "ERR maxage is not an integer or out of range")
              .<Test>map(ClientFilter::leastAge)
              .after("MAXAGE"));

  /** The words behind CLIENT KILL: an address alone, or tests. */
  static final Arg<ClientFilter> ARGUMENT =
      Args.custom(
          Shape.oneOf("filter", List.of(text("ip:port").shape(), TEST.many().shape())),
          ClientFilter::read);

  private final List<Test> tests;
  private final boolean onlyAddress;

  private ClientFilter(List<Test> tests, boolean onlyAddress) {
    this.tests = tests;
    this.onlyAddress = onlyAddress;
  }

  private static ClientFilter read(Cursor cursor) {
    if (cursor.remaining() == 1) {
      return new ClientFilter(List.of(new Test.Address(cursor.nextText())), true);
    }
    return new ClientFilter(TEST.many().read(cursor), false);
  }

  private static ClientClass readClass(Cursor cursor) {
    String name = cursor.nextText();
    ClientClass type = ClientClass.named(name);
    if (type == null) {
      throw new Refusal("ERR Unknown client type '" + Refusal.shown(name) + "'");
    }
    return type;
  }

  private static Test leastAge(long seconds) {
    if (seconds <= 0) {
      throw new Refusal("ERR maxage should be greater than 0");
    }
    return new Test.LeastAge(seconds);
  }

  /** Whether it was the old form, which names one address and answers differently. */
  boolean onlyAddress() {
    return onlyAddress;
  }

  /** The sessions meant when {@code asking} asks at {@code nowMillis}. */
  Predicate<Session> of(Session asking, long nowMillis, AccessControl access) {
    boolean sparesAsking = !onlyAddress;
    Predicate<Session> all = session -> true;
    for (Test test : tests) {
      @Nullable Predicate<Session> one =
          switch (test) {
            case Test.Id(long id) -> session -> session.id() == id;
            case Test.Type(ClientClass type) -> session -> ClientClass.of(session) == type;
            case Test.UserName(String name) -> {
              User user = access.find(name);
              if (user == null) {
                throw new Refusal("ERR No such user '" + Refusal.shown(name) + "'");
              }
              yield session -> session.identity().user() == user;
            }
            case Test.Address(String address) ->
                session -> session.peer().address().equals(address);
            case Test.LocalAddress(String address) ->
                session -> session.peer().localAddress().equals(address);
            case Test.LeastAge(long seconds) ->
                session -> (nowMillis - session.createdMillis()) / 1000 >= seconds;
            case Test.SkipMe(boolean skip) -> {
              sparesAsking = skip;
              yield null;
            }
          };
      if (one != null) {
        all = all.and(one);
      }
    }
    return sparesAsking ? all.and(session -> session != asking) : all;
  }
}
