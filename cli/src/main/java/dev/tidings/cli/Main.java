package dev.tidings.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Talks to a server: one command, commands from a pipe, or a dialogue. */
public final class Main {
  private Main() {}

  /** Arguments as those of {@code redis-cli}; {@code --help} lists them. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    int status = run(arguments, System.in, out, System.err);
    out.flush();
    System.exit(status);
  }

  /** Everything but the process around it; the exit status. */
  static int run(String[] arguments, InputStream in, PrintStream out, PrintStream errors)
      throws InterruptedException {
    Options options;
    try {
      options = Options.of(arguments, System.getenv());
    } catch (Options.Unclear unclear) {
      errors.println(unclear.getMessage());
      return 1;
    }
    if (options.wantsUsage) {
      out.print(Options.USAGE);
      return 0;
    }
    if (options.passwordIsVisible && options.warnsOfPassword) {
      errors.println(
          "Warning: others on this machine can see a password on the command line;"
              + " the environment variable REDISCLI_AUTH hides it.");
    }
    Boolean isRaw = options.isRaw;
    boolean isTyped = isRaw == null ? Terminal.isAt(Terminal.OUTPUT) : !isRaw;
    Conversation.Output output = new Conversation.Output(isTyped, out, errors);
    Link link;
    try {
      link = Link.open(options);
    } catch (IOException unreachable) {
      errors.println(
          "Could not connect to the server at "
              + options.place()
              + ": "
              + unreachable.getMessage());
      return 1;
    }
    try (link) {
      return talk(link, options, output, new BufferedInputStream(in));
    } catch (IOException gone) {
      output.complain("Error: " + gone.getMessage());
      return 1;
    }
  }

  private static int talk(Link link, Options options, Conversation.Output output, InputStream in)
      throws IOException, InterruptedException {
    Conversation conversation = new Conversation(link, options, output);
    conversation.greet();
    if (options.command.isEmpty() && Terminal.isAt(Terminal.INPUT)) {
      return new Dialogue(link, options, output, in).run();
    }
    if (options.command.isEmpty()) {
      return follow(conversation, options, output, in);
    }
    Request request = Request.of(options.command);
    if (options.lastFromInput) {
      request = request.with(in.readAllBytes());
    }
    return conversation.say(request) && options.failsOnError ? 1 : 0;
  }

  /** Says each line of the input. */
  private static int follow(
      Conversation conversation, Options options, Conversation.Output output, InputStream in)
      throws IOException, InterruptedException {
    boolean isRefused = false;
    for (byte[] line = Terminal.line(in); line != null; line = Terminal.line(in)) {
      Request request = Request.ofLine(line);
      if (request == null) {
        output.print("Invalid argument(s)\n");
      } else if (request.isFarewell()) {
        break;
      } else if (!request.isEmpty()) {
        isRefused |= conversation.say(request);
      }
    }
    return isRefused && options.failsOnError ? 1 : 0;
  }
}
