package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Shape;
import dev.tidings.protocol.RespWriter;
import java.util.ArrayList;
import java.util.List;

/** A command as COMMAND DOCS explains it: a name, then a map of what there is to say. */
final class CommandDocumentation {
  private final RespWriter reply;
  private final int keySpecs;
  private int keySpec;

  private CommandDocumentation(RespWriter reply, int keySpecs) {
    this.reply = reply;
    this.keySpecs = keySpecs;
  }

  /** Writes the name and the explanation of {@code command}, those of its subcommands inside. */
  static void write(RespWriter reply, Command<?> command) {
    boolean hasArguments = !command.shapes().isEmpty();
    boolean hasSubcommands = !command.subcommands().isEmpty();
    reply.bulkLatin1(command.fullName());
    reply.map(4 + (hasArguments ? 1 : 0) + (hasSubcommands ? 1 : 0));
    pair(reply, "summary", command.summary());
    pair(reply, "since", command.since());
    pair(reply, "group", command.family().text());
    pair(reply, "complexity", command.complexity());
    if (hasArguments) {
      reply.bulk("arguments");
      new CommandDocumentation(reply, command.keySpecs().size()).arguments(command.shapes());
    }
    if (hasSubcommands) {
      reply.bulk("subcommands");
      reply.map(command.subcommands().size());
      command.subcommands().values().forEach(subcommand -> write(reply, subcommand));
    }
  }

  private static void pair(RespWriter reply, String name, String value) {
    reply.bulk(name);
    reply.bulk(value);
  }

  private void arguments(List<Shape> shapes) {
    reply.array(shapes.size());
    shapes.forEach(this::argument);
  }

  private void argument(Shape shape) {
    List<String> flags = flags(shape);
    boolean isKey = shape.access() != null && keySpec < keySpecs;
    reply.map(
        2
            + (isKey ? 1 : 0)
            + (shape.token() == null ? 0 : 1)
            + (flags.isEmpty() ? 0 : 1)
            + (shape.parts().isEmpty() ? 0 : 1));
    pair(reply, "name", shape.name());
    pair(reply, "type", shape.kind().text());
    if (isKey) {
      reply.bulk("key_spec_index");
      reply.integer(keySpec++);
    }
    if (shape.token() != null) {
      pair(reply, "token", shape.token());
    }
    if (!flags.isEmpty()) {
      reply.bulk("flags");
      CommandDescription.statuses(reply, flags);
    }
    if (!shape.parts().isEmpty()) {
      reply.bulk("arguments");
      arguments(shape.parts());
    }
  }

  private static List<String> flags(Shape shape) {
    List<String> flags = new ArrayList<>();
    if (shape.optional()) {
      flags.add("optional");
    }
    if (shape.many()) {
      flags.add("multiple");
    }
    if (shape.manyTokens()) {
      flags.add("multiple_token");
    }
    return flags;
  }
}
