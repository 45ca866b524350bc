package dev.tidings.tests.clients;

import dev.tidings.testkit.Latin1;
import dev.tidings.testkit.RawClient;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client in another language, in a process of its own that is led line by line. Names and
 * payloads are in hexadecimal; one that is empty is a dash where the script speaks.
 *
 * <pre>
 *   test                                script
 *   (starts it)                         done
 *   subscribe channel|pattern|shard N   done
 *   unsubscribe N                       done
 *   publish N P, spublish N P           done 1
 *   together N P P …                    done 1 1 …         in one transaction
 *   atonce N P P …                      done 1 1 …         pipelined
 *   (anything)                          failed and why
 *                                       channel - N P      at any time
 *                                       pattern PATTERN N P
 *                                       shard - N P
 * </pre>
 */
final class ScriptedClient implements TestedClient {
  private static final HexFormat HEX = HexFormat.of();

  private final Process process;
  private final BufferedWriter toScript;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deliveries deliveries = new Deliveries();

  /**
   * Starts the script and waits until it is connected.
   *
   * @param command the interpreter and the script
   */
  ScriptedClient(Path folder, List<String> command, Login login) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(login.host(), "" + login.port(), "" + login.protocol()));
    words.addAll(List.of(login.user(), login.password()));
    try {
      this.process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start " + command, failed);
    }
    this.toScript =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    // Not a virtual thread: it would hold a carrier while it reads a pipe, and there are few.
    Thread.ofPlatform().daemon().start(this::read);
    replies();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onLine(line);
      }
      answers.add("failed the script has ended");
    } catch (IOException closed) {
      answers.add("failed " + closed.getMessage());
    }
  }

  private void onLine(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("done") || words[0].equals("failed")) {
      answers.add(line);
    } else {
      Subscribed by = Subscribed.valueOf(words[0].toUpperCase(Locale.ROOT));
      deliveries.add(new Delivery(by, text(words[1]), text(words[2]), text(words[3])));
    }
  }

  private static String text(String hex) {
    return hex.equals("-") ? "" : Delivery.text(HEX.parseHex(hex));
  }

  private static String hex(String text) {
    return HEX.formatHex(Latin1.bytes(text));
  }

  /** Has the script do something; its answer is numbers. */
  List<Long> call(String... words) {
    try {
      toScript.write(String.join(" ", words) + "\n");
      toScript.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException("the script has ended", failed);
    }
    return replies();
  }

  private List<Long> replies() {
    String[] words = answer().split(" ", -1);
    if (words[0].equals("failed")) {
      throw new IllegalStateException(String.join(" ", words));
    }
    return Stream.of(words).skip(1).map(Long::valueOf).toList();
  }

  @SuppressWarnings("NullAway") // null is how a queue says that nothing came
  private String answer() {
    try {
      String answer = answers.poll(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("no answer from the script");
      }
      return answer;
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for the script", interrupted);
    }
  }

  @Override
  public void subscribe(Subscribed to, String name) {
    call("subscribe", to.word(), hex(name));
  }

  @Override
  public void unsubscribe(String channel) {
    call("unsubscribe", hex(channel));
  }

  @Override
  public long publish(String channel, String payload) {
    return call("publish", hex(channel), hex(payload)).getFirst();
  }

  @Override
  public long publishToShard(String channel, String payload) {
    return call("spublish", hex(channel), hex(payload)).getFirst();
  }

  @Override
  public List<Long> publishTogether(String channel, List<String> payloads) {
    return call("together", hex(channel), hex(payloads));
  }

  @Override
  public void publishAtOnce(String channel, List<String> payloads) {
    call("atonce", hex(channel), hex(payloads));
  }

  private static String hex(List<String> payloads) {
    return payloads.stream().map(ScriptedClient::hex).collect(Collectors.joining(" "));
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
