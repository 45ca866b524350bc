package dev.tidings.cli;

import dev.tidings.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A person types, the server answers. The main thread reads lines and sends them; a second one
 * prints whatever comes, at once: so messages and pushes appear also while nobody asks.
 */
final class Dialogue {
  private final Link link;
  private final Conversation.Output output;
  private final InputStream in;
  private final Prompt prompt;
  private final Semaphore answered = new Semaphore(0);

  /** Messages come, so that no request waits for its answer. */
  private volatile boolean isStreaming;

  private volatile boolean isOver;
  private volatile Request asked = new Request(List.of());

  Dialogue(Link link, Options options, Conversation.Output output, InputStream in) {
    this.link = link;
    this.output = output;
    this.in = in;
    this.prompt = new Prompt(options.place(), options.database);
  }

  /** Goes on until the person says so or the server is gone; the exit status. */
  int run() throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().start(this::printAll);
    output.print(prompt.text());
    byte[] line = Terminal.line(in);
    while (line != null && !isOver) {
      Request request = Request.ofLine(line);
      // Asked before the request is sent: its answer may end the stream, whose end has its prompt.
      boolean isPrompted = !isStreaming;
      if (request == null) {
        output.print("Invalid argument(s)\n");
      } else if (request.isFarewell()) {
        break;
      } else if (!request.isEmpty()) {
        isPrompted = say(request);
      }
      if (isOver) {
        return 1;
      }
      if (isPrompted) {
        output.print(prompt.text());
      }
      line = Terminal.line(in);
    }
    isOver = true;
    link.close();
    return 0;
  }

  /** Sends a request; whether its answer has been awaited, which it is not within a stream. */
  private boolean say(Request request) throws IOException, InterruptedException {
    if (request.opensStream() && !isStreaming) {
      isStreaming = true;
      output.print("Reading messages... (type quit or press Ctrl-C to quit)\n");
    }
    boolean waits = !isStreaming;
    asked = request;
    link.send(request.words());
    if (waits) {
      answered.acquire();
    }
    return waits;
  }

  private void printAll() {
    try {
      while (true) {
        Reply reply = link.read();
        output.print(reply);
        if (isStreaming) {
          leaveStreamAfter(reply);
        } else if (!(reply instanceof Reply.PushReply)) {
          prompt.onReply(asked, reply);
          answered.release();
        }
      }
    } catch (IOException gone) {
      if (!isOver) {
        isOver = true;
        output.complain("Error: " + gone.getMessage());
        answered.release();
      }
    }
  }

  /** The stream ends with the last subscription, and does not begin where it is refused. */
  private void leaveStreamAfter(Reply reply) {
    if (reply instanceof Reply.ErrorReply || isLastUnsubscription(reply)) {
      isStreaming = false;
      output.print(prompt.text());
    }
  }

  private static boolean isLastUnsubscription(Reply reply) {
    List<Reply> elements =
        switch (reply) {
          case Reply.ArrayReply array -> array.elements();
          case Reply.PushReply push -> push.elements();
          default -> List.of();
        };
    return elements.size() == 3
        && elements.getFirst() instanceof Reply.BulkString kind
        && kind.bytes().latin1().endsWith("unsubscribe")
        && elements.getLast() instanceof Reply.IntegerReply count
        && count.value() == 0;
  }

  /** What stands before the line: the server, the database, an open transaction. */
  private static final class Prompt {
    private final String place;
    private volatile int database;
    private volatile boolean isInTransaction;

    Prompt(String place, int database) {
      this.place = place;
      this.database = database;
    }

    String text() {
      String number = database == 0 ? "" : "[" + database + "]";
      return place + number + (isInTransaction ? "(TX)> " : "> ");
    }

    void onReply(Request request, Reply reply) {
      if (reply instanceof Reply.ErrorReply) {
        isInTransaction &= !request.name().equals("exec");
        return;
      }
      switch (request.name()) {
        case "multi" -> isInTransaction = true;
        case "exec", "discard" -> isInTransaction = false;
        case "select" -> {
          if (!isInTransaction && request.words().size() == 2) {
            database = Integer.parseInt(request.word(1));
          }
        }
        default -> {
          // No other command changes what the prompt shows.
        }
      }
    }
  }
}
