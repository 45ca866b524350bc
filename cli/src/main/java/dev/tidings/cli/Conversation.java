package dev.tidings.cli;

import dev.tidings.protocol.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests and their replies, one after the other, as in a script. */
final class Conversation {
  private final Link link;
  private final Options options;
  private final Output output;

  Conversation(Link link, Options options, Output output) {
    this.link = link;
    this.options = options;
    this.output = output;
  }

  /** Logs in, chooses protocol and database. What fails is said, and the server goes on. */
  void greet() throws IOException {
    String password = options.password;
    if (password != null) {
      String user = options.user;
      List<String> login =
          user == null ? List.of("AUTH", password) : List.of("AUTH", user, password);
      complain("AUTH failed", ask(login));
    }
    if (options.protocol != 0) {
      Reply reply = ask(List.of("HELLO", Integer.toString(options.protocol)));
      complain("HELLO " + options.protocol + " failed", reply);
    }
    if (options.database != 0) {
      Reply reply = ask(List.of("SELECT", Integer.toString(options.database)));
      complain("SELECT " + options.database + " failed", reply);
    }
  }

  private Reply ask(List<String> words) throws IOException {
    link.send(Request.of(words).words());
    return answer();
  }

  private void complain(String what, Reply reply) {
    if (reply instanceof Reply.ErrorReply error) {
      output.complain(what + ": " + error.text());
    }
  }

  /** Sends {@code request} as often as was asked for; whether the server has refused it. */
  boolean say(Request request) throws IOException, InterruptedException {
    boolean isRefused = false;
    for (long i = 0; options.repeats < 0 || i < options.repeats; i++) {
      if (i > 0) {
        Thread.sleep((long) (options.pauseSeconds * 1000));
      }
      isRefused |= sayOnce(request);
    }
    return isRefused;
  }

  private boolean sayOnce(Request request) throws IOException {
    link.send(request.words());
    if (request.opensStream()) {
      if (!request.name().equals("monitor")) {
        output.announceStream();
      }
      return stream();
    }
    Reply reply = answer();
    if (reply instanceof Reply.ErrorReply error && options.failsOnError) {
      output.complain(error.text().toString());
      return true;
    }
    output.print(reply);
    return reply instanceof Reply.ErrorReply;
  }

  /** The next reply that answers something; pushes are no part of a script's output. */
  private Reply answer() throws IOException {
    while (true) {
      Reply reply = link.read();
      if (!(reply instanceof Reply.PushReply)) {
        return reply;
      }
    }
  }

  /** Prints whatever comes until the connection ends, or the one reply that refuses. */
  private boolean stream() throws IOException {
    Reply reply = link.read();
    while (!(reply instanceof Reply.ErrorReply)) {
      output.print(reply);
      reply = link.read();
    }
    output.print(reply);
    return true;
  }

  /** Where replies and complaints go. Used by two threads while a person types. */
  static final class Output {
    private final ReplyPrinter printer;
    private final boolean isTyped;
    private final PrintStream out;
    private final PrintStream errors;

    Output(boolean isTyped, PrintStream out, PrintStream errors) {
      this.printer = isTyped ? new TypedPrinter() : new RawPrinter();
      this.isTyped = isTyped;
      this.out = out;
      this.errors = errors;
    }

    synchronized void print(Reply reply) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      printer.print(reply, bytes);
      out.writeBytes(bytes.toByteArray());
      out.flush();
    }

    synchronized void print(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Into a file or a pipe go the messages alone. */
    void announceStream() {
      if (isTyped) {
        print("Reading messages... (press Ctrl-C to quit)\n");
      }
    }

    synchronized void complain(String text) {
      errors.println(text);
    }
  }
}
