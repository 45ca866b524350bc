package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random clients subscribe, leave, publish and go; a model of sets and plain globs says what each
 * must have received: nothing lost, nothing twice, in the order of publication.
 */
class PublishPropertyTest {
  private static final String[] NAMES = {"a", "b", "ab", "news.1", "news.2", "", "x*"};
  private static final String[] PATTERNS = {"*", "a*", "news.?", "[ab]", "news.[^1]", "x\\*", "q"};

  /** What the model knows of one client. */
  private static final class Model {
    final EngineFixture.Client client;
    final boolean resp3;
    final Set<String> channels = new LinkedHashSet<>();
    final Set<String> patterns = new LinkedHashSet<>();
    final Set<String> shards = new LinkedHashSet<>();
    final List<String> expected = new ArrayList<>();

    Model(EngineFixture.Client client, boolean resp3) {
      this.client = client;
      this.resp3 = resp3;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everySubscriberGetsWhatTheModelSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EngineFixture fixture = new EngineFixture();
    List<Model> models = new ArrayList<>();
    EngineFixture.Client publisher = fixture.connect();
    for (int step = 0; step < 2000; step++) {
      String where = "seed " + seed + " step " + step;
      int action = random.nextInt(10);
      if (models.size() < 2 || action == 0) {
        models.add(join(fixture, random.nextBoolean()));
      } else if (action < 4) {
        change(models.get(random.nextInt(models.size())), random);
      } else if (action == 4 && models.size() > 4) {
        Model gone = models.remove(random.nextInt(models.size()));
        assertThat(sorted(gone.client.read())).as(where).isEqualTo(sorted(gone.expected));
        gone.client.leave();
      } else {
        publish(publisher, models, random, step, where);
      }
      if (random.nextInt(20) == 0) {
        Model some = models.get(random.nextInt(models.size()));
        assertThat(sorted(some.client.read())).as(where).isEqualTo(sorted(some.expected));
        some.expected.clear();
      }
    }
    checkCounts(fixture, models);
  }

  private static Model join(EngineFixture fixture, boolean resp3) {
    Model model = new Model(fixture.connect(), resp3);
    if (resp3) {
      model.client.session().speak(3);
    }
    return model;
  }

  private static void change(Model model, SplittableRandom random) {
    boolean pattern = random.nextBoolean();
    boolean shard = !pattern && random.nextInt(3) == 0;
    String[] pool = pattern ? PATTERNS : NAMES;
    String name = pool[random.nextInt(pool.length)];
    Set<String> set = pattern ? model.patterns : shard ? model.shards : model.channels;
    boolean joins = random.nextInt(3) > 0;
    if (joins) {
      set.add(name);
    } else {
      set.remove(name);
    }
    String verb = (pattern ? "p" : shard ? "s" : "") + (joins ? "subscribe" : "unsubscribe");
    int count = shard ? model.shards.size() : model.channels.size() + model.patterns.size();
    model.expected.add(frame(model, verb, name) + ":" + count + "|");
    String told = model.client.call(verb, name);
    assertThat(told).endsWith(frame(model, verb, name) + ":" + count + "|");
    // what the call took also holds what was published before it
    assertThat(sorted(told)).isEqualTo(sorted(model.expected));
    model.expected.clear();
  }

  private static void publish(
      EngineFixture.Client publisher,
      List<Model> models,
      SplittableRandom random,
      int step,
      String where) {
    String channel = NAMES[random.nextInt(NAMES.length)];
    boolean shard = random.nextInt(4) == 0;
    String payload = "m" + step;
    int count = 0;
    for (Model model : models) {
      if (shard && model.shards.contains(channel)) {
        model.expected.add(frame(model, "smessage", channel, payload));
        count++;
      }
      if (!shard && model.channels.contains(channel)) {
        model.expected.add(frame(model, "message", channel, payload));
        count++;
      }
      for (String pattern : model.patterns) {
        if (!shard && Glob.matches(Bytes.of(pattern), Bytes.of(channel))) {
          model.expected.add(frame(model, "pmessage", pattern, channel, payload));
          count++;
        }
      }
    }
    String reply = publisher.call(shard ? "SPUBLISH" : "PUBLISH", channel, payload);
    assertThat(reply).as(where).isEqualTo(":" + count + "|");
  }

  /** The head of an aggregate that ends with a number is one longer than its strings. */
  private static String frame(Model model, String... words) {
    boolean confirmation = words[0].endsWith("subscribe");
    StringBuilder text = new StringBuilder(model.resp3 ? ">" : "*");
    text.append(words.length + (confirmation ? 1 : 0)).append('|');
    for (String word : words) {
      text.append('$').append(word.length()).append('|').append(word).append('|');
    }
    return text.toString();
  }

  /** Frames of one publication to several patterns may come in any order; all else is in order. */
  private static List<String> sorted(String wire) {
    return sorted(List.of(wire.split("(?=[*>]\\d\\|)")));
  }

  private static List<String> sorted(List<String> frames) {
    Map<String, List<String>> byPayload = new LinkedHashMap<>();
    for (String frame : frames) {
      if (!frame.isEmpty()) {
        byPayload.computeIfAbsent(payload(frame), k -> new ArrayList<>()).add(frame);
      }
    }
    List<String> result = new ArrayList<>();
    byPayload.values().forEach(list -> result.addAll(list.stream().sorted().toList()));
    return result;
  }

  private static String payload(String frame) {
    String[] parts = frame.split("\\|", -1);
    return parts[parts.length - 2];
  }

  private static void checkCounts(EngineFixture fixture, List<Model> models) {
    Set<String> channels = new LinkedHashSet<>();
    Set<String> patterns = new LinkedHashSet<>();
    for (Model model : models) {
      channels.addAll(model.channels);
      patterns.addAll(model.patterns);
    }
    assertThat(fixture.engine.channels().channelCount()).isEqualTo(channels.size());
    assertThat(fixture.engine.channels().patternCount()).isEqualTo(patterns.size());
    models.forEach(model -> model.client.leave());
    assertThat(fixture.engine.channels().channelCount()).isZero();
    assertThat(fixture.engine.channels().patternCount()).isZero();
    assertThat(fixture.engine.channels().shardChannelCount()).isZero();
    assertThat(fixture.engine.channels().subscriberCount()).isZero();
    assertThat(fixture.engine.sessions().size()).isEqualTo(1);
  }
}
