package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A command as COMMAND INFO tells it, in ten parts: name, number of words, traits, first key, last
 * key, step between keys, ACL categories, tips, places of keys, subcommands.
 */
final class CommandDescription {
  private static final int PARTS = 10;

  private CommandDescription() {}

  /** Writes the description of {@code command}, those of its subcommands inside of it. */
  static void write(RespWriter reply, Command<?> command) {
    reply.array(PARTS);
    reply.bulkLatin1(command.fullName());
    reply.integer(command.arity());
    statuses(reply, shownTraits(command));
    OldKeys keys = OldKeys.of(command.keySpecs());
    reply.integer(keys.first);
    reply.integer(keys.last);
    reply.integer(keys.step);
    statuses(reply, command.categories().stream().map(one -> "@" + one.text()).toList());
    reply.set(command.tips().size());
    command.tips().forEach(reply::bulkLatin1);
    reply.set(command.keySpecs().size());
    command.keySpecs().forEach(spec -> write(reply, spec));
    subcommands(reply, command);
  }

  /** In Redis an array, but no subcommands are an empty set. */
  private static void subcommands(RespWriter reply, Command<?> command) {
    if (command.subcommands().isEmpty()) {
      reply.set(0);
    } else {
      reply.array(command.subcommands().size());
      command.subcommands().values().forEach(subcommand -> write(reply, subcommand));
    }
  }

  /** Writes a set of words that are no data. */
  static void statuses(RespWriter reply, Collection<String> words) {
    reply.set(words.size());
    words.forEach(reply::simple);
  }

  private static List<String> shownTraits(Command<?> command) {
    List<String> shown = new ArrayList<>();
    for (Trait trait : command.traits()) {
      if (trait.shown() != null) {
        shown.add(trait.shown());
      }
    }
    return shown;
  }

  /**
   * The places of keys as they were told before there were specifications: a first, a last and a
   * step, all 0 when the keys cannot be told so.
   */
  private record OldKeys(int first, int last, int step) {
    static OldKeys of(List<KeySpec> specs) {
      int first = 0;
      int last = 0;
      int step = 0;
      for (KeySpec spec : specs) {
        if (!(spec.begin() instanceof KeySpec.AtIndex(int index)
            && spec.find() instanceof KeySpec.Range range)) {
          continue;
        }
        int end = range.last() < 0 ? range.last() : index + range.last();
        if (first == 0) {
          first = index;
          last = end;
          step = range.step();
        } else if (index == last + 1 && range.step() == step) {
          last = end;
        }
      }
      return new OldKeys(first, last, step);
    }
  }

  private static void write(RespWriter reply, KeySpec spec) {
    reply.map(spec.note() == null ? 3 : 4);
    if (spec.note() != null) {
      reply.bulk("notes");
      reply.bulk(spec.note());
    }
    reply.bulk("flags");
    statuses(reply, spec.flags());
    write(reply, spec.begin());
    write(reply, spec.begin() instanceof KeySpec.AfterLast ? new KeySpec.Unknown() : spec.find());
  }

  private static void write(RespWriter reply, KeySpec.Begin begin) {
    reply.bulk("begin_search");
    reply.map(2);
    switch (begin) {
      case KeySpec.AtIndex(int index) -> {
        kind(reply, "index", 1);
        number(reply, "index", index);
      }
      case KeySpec.AfterKeyword(String keyword, int from) -> {
        kind(reply, "keyword", 2);
        reply.bulk("keyword");
        reply.bulkLatin1(keyword);
        number(reply, "startfrom", from);
      }
      case KeySpec.AfterLast _, KeySpec.Unknown _ -> kind(reply, "unknown", 0);
    }
  }

  private static void write(RespWriter reply, KeySpec.Find find) {
    reply.bulk("find_keys");
    reply.map(2);
    switch (find) {
      case KeySpec.Range(int last, int step, int limit) -> {
        kind(reply, "range", 3);
        number(reply, "lastkey", last);
        number(reply, "keystep", step);
        number(reply, "limit", limit);
      }
      case KeySpec.Counted(int countIndex, int firstIndex, int step) -> {
        kind(reply, "keynum", 3);
        number(reply, "keynumidx", countIndex);
        number(reply, "firstkey", firstIndex);
        number(reply, "keystep", step);
      }
      case KeySpec.Unknown _ -> kind(reply, "unknown", 0);
    }
  }

  private static void kind(RespWriter reply, String kind, int details) {
    reply.bulk("type");
    reply.bulk(kind);
    reply.bulk("spec");
    reply.map(details);
  }

  private static void number(RespWriter reply, String name, int value) {
    reply.bulk(name);
    reply.integer(value);
  }
}
