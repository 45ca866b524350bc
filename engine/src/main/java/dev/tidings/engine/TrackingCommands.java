package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Tracking.Mode;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subcommands of CLIENT by which a client that keeps copies is told when they are stale. */
final class TrackingCommands {
  private TrackingCommands() {}

  /** An option of CLIENT TRACKING. */
  sealed interface Option {
    /** The number is read in its turn: that it is the only one is asked before. */
    record Redirect(Bytes id) implements Option {}

    record Prefix(Bytes prefix) implements Option {}

    /** What is no option: told in its turn, after what is wrong with those before it. */
    record Wrong(Refusal refusal) implements Option {}

    enum Switch implements Option {
      BCAST,
      OPTIN,
      OPTOUT,
      NOLOOP
    }
  }

  /** ON and OFF are told apart after the options: a wrong option is reported first. */
  record Request(String status, List<Option> options) {}

  private static final Arg<String> STATUS =
      Args.custom(oneOf("status", token("ON", 1), token("OFF", 0)).shape(), Cursor::nextText);

  private static final Arg<Option> OPTION =
      Args.<Option>oneOf(
          "option",
          Args.<Option>custom(
                  integer("client-id").shape(), cursor -> new Option.Redirect(cursor.next()))
              .after("REDIRECT"),
          string("prefix").<Option>map(Option.Prefix::new).after("PREFIX"),
          token("BCAST", Option.Switch.BCAST),
          token("OPTIN", Option.Switch.OPTIN),
          token("OPTOUT", Option.Switch.OPTOUT),
          token("NOLOOP", Option.Switch.NOLOOP));

  static final List<Command<Turn>> ALL =
      List.of(
          ClientCommands.own("TRACKING", "6.0.0")
              .summary("Switches on or off that the client is told of keys that change.")
              .complexity("O(1)")
              .takes(
                  STATUS,
                  Args.custom(OPTION.manyOrNone().shape(), TrackingCommands::readOptions),
                  Request::new)
              .does(TrackingCommands::track),
          ClientCommands.own("TRACKINGINFO", "6.2.0")
              .summary("Tells what CLIENT TRACKING set for this client.")
              .complexity("O(1)")
              .takesNothing()
              .does(TrackingCommands::describe),
          ClientCommands.own("CACHING", "6.0.0")
              .summary("Says whether the keys of the next command are remembered.")
              .complexity("O(1)")
              .takes(
                  Args.custom(
                      oneOf("mode", token("YES", 1), token("NO", 0)).shape(), Cursor::nextText))
              .does(TrackingCommands::caching),
          ClientCommands.own("GETREDIR", "6.0.0")
              .summary("Tells which client is told in place of this one.")
              .complexity("O(1)")
              .takesNothing()
              .does(TrackingCommands::redirection));

  private static List<Option> readOptions(Cursor cursor) {
    List<Option> options = new ArrayList<>();
    while (cursor.hasNext()) {
      try {
        options.add(OPTION.read(cursor));
      } catch (Refusal refusal) {
        options.add(new Option.Wrong(refusal));
        cursor.position(cursor.words().count());
      }
    }
    return options;
  }

  private static void track(Turn turn, Request request) {
    Session session = turn.session();
    long redirectId = redirectId(turn, request.options);
    if (request.status.equalsIgnoreCase("on")) {
      turn.engine()
          .invalidations()
          .track(session, wanted(session.tracking(), request.options, redirectId));
    } else if (request.status.equalsIgnoreCase("off")) {
      turn.engine().invalidations().track(session, null);
    } else {
      throw Refusal.syntax();
    }
    turn.reply().ok();
  }

  private static long redirectId(Turn turn, List<Option> options) {
    long redirectId = 0;
    for (Option option : options) {
      if (option instanceof Option.Redirect(Bytes word)) {
        if (redirectId != 0) {
          throw new Refusal("ERR A client can only redirect to a single other client");
        }
        long id = WholeNumber.of(word);
        if (turn.engine().sessions().find(id) == null) {
          throw new Refusal("ERR The client ID you want redirect to does not exist");
        }
        redirectId = id;
      } else if (option instanceof Option.Wrong(Refusal refusal)) {
        throw refusal;
      }
    }
    return redirectId;
  }

  private static Tracking wanted(@Nullable Tracking now, List<Option> options, long redirectId) {
    List<Bytes> prefixes = new ArrayList<>();
    for (Option option : options) {
      if (option instanceof Option.Prefix(Bytes prefix)) {
        prefixes.add(prefix);
      }
    }
    Mode mode = mode(now, options, !prefixes.isEmpty());
    if (mode == Mode.BROADCAST) {
      checkOverlaps(now, prefixes);
      if (prefixes.isEmpty()) {
        prefixes.add(Bytes.EMPTY);
      }
    }
    if (now != null) {
      prefixes.addAll(now.prefixes());
    }
    return new Tracking(mode, options.contains(Option.Switch.NOLOOP), redirectId, prefixes);
  }

  private static Mode mode(@Nullable Tracking now, List<Option> options, boolean hasPrefix) {
    boolean broadcast = options.contains(Option.Switch.BCAST);
    boolean optIn = options.contains(Option.Switch.OPTIN);
    boolean optOut = options.contains(Option.Switch.OPTOUT);
    if (hasPrefix && !broadcast) {
      throw new Refusal("ERR PREFIX option requires BCAST mode to be enabled");
    }
    if (now != null && broadcast != (now.mode() == Mode.BROADCAST)) {
      throw new Refusal(
          "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and"
              + " then re-enabling it with a different mode.");
    }
    if (broadcast && (optIn || optOut)) {
      throw new Refusal("ERR OPTIN and OPTOUT are not compatible with BCAST");
    }
    if (optIn && optOut) {
      throw new Refusal("ERR You can't specify both OPTIN mode and OPTOUT mode");
    }
    if (now != null
        && ((optIn && now.mode() == Mode.OPT_OUT) || (optOut && now.mode() == Mode.OPT_IN))) {
      throw new Refusal(
          "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and"
              + " then re-enabling it with a different mode.");
    }
    if (broadcast) {
      return Mode.BROADCAST;
    }
    return optIn ? Mode.OPT_IN : optOut ? Mode.OPT_OUT : Mode.READ;
  }

  /** A key must match one prefix of a client at most, or it would be told twice. */
  private static void checkOverlaps(@Nullable Tracking now, List<Bytes> prefixes) {
    for (int i = 0; i < prefixes.size(); i++) {
      Bytes prefix = prefixes.get(i);
      if (now != null) {
        for (Bytes existing : now.prefixes()) {
          if (overlap(prefix, existing)) {
            throw overlapping(prefix, "an existing", existing);
          }
        }
      }
      for (Bytes other : prefixes.subList(i + 1, prefixes.size())) {
        if (overlap(prefix, other)) {
          throw overlapping(prefix, "another provided", other);
        }
      }
    }
  }

  private static boolean overlap(Bytes one, Bytes other) {
    int length = Math.min(one.length(), other.length());
    return Arrays.equals(one.array(), 0, length, other.array(), 0, length);
  }

  private static Refusal overlapping(Bytes prefix, String which, Bytes other) {
    return new Refusal(
        "ERR Prefix '"
            + Refusal.shown(prefix.latin1())
            + "' overlaps with "
            + which
            + " prefix '"
            + Refusal.shown(other.latin1())
            + "'. Prefixes for a single client must not overlap.");
  }

  private static void describe(Turn turn, None none) {
    Tracking tracking = turn.session().tracking();
    RespWriter reply = turn.reply();
    List<String> flags = flags(tracking);
    reply.map(3);
    reply.bulk("flags");
    reply.set(flags.size());
    flags.forEach(reply::bulk);
    reply.bulk("redirect");
    reply.integer(tracking == null ? -1 : tracking.redirectId());
    reply.bulk("prefixes");
    reply.array(tracking == null ? 0 : tracking.prefixes().size());
    if (tracking != null) {
      tracking.prefixes().forEach(reply::bulk);
    }
  }

  private static List<String> flags(@Nullable Tracking tracking) {
    if (tracking == null) {
      return List.of("off");
    }
    List<String> flags = new ArrayList<>();
    flags.add("on");
    switch (tracking.mode()) {
      case READ -> {}
      case BROADCAST -> flags.add("bcast");
      case OPT_IN -> {
        flags.add("optin");
        if (tracking.caching()) {
          flags.add("caching-yes");
        }
      }
      case OPT_OUT -> {
        flags.add("optout");
        if (tracking.caching()) {
          flags.add("caching-no");
        }
      }
    }
    if (tracking.noLoop()) {
      flags.add("noloop");
    }
    if (tracking.redirectBroken()) {
      flags.add("broken_redirect");
    }
    return flags;
  }

  private static void caching(Turn turn, String choice) {
    Tracking tracking = turn.session().tracking();
    if (tracking == null) {
      throw new Refusal(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
              + " OPTOUT mode enabled");
    }
    switch (choice.toLowerCase(Locale.ROOT)) {
      case "yes" -> require(tracking.mode() == Mode.OPT_IN, "YES", "OPTIN");
      case "no" -> require(tracking.mode() == Mode.OPT_OUT, "NO", "OPTOUT");
      default -> throw Refusal.syntax();
    }
    tracking.caching(true);
    turn.reply().ok();
  }

  private static void require(boolean suits, String choice, String mode) {
    if (!suits) {
      throw new Refusal(
          "ERR CLIENT CACHING "
              + choice
              + " is only valid when tracking is enabled in "
              + mode
              + " mode.");
    }
  }

  private static void redirection(Turn turn, None none) {
    Tracking tracking = turn.session().tracking();
    turn.reply().integer(tracking == null ? -1 : tracking.redirectId());
  }
}
