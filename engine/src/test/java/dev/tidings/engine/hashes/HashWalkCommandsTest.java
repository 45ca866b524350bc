package dev.tidings.engine.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks and picks of hashes that are too large for the packed form. */
class HashWalkCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @BeforeEach
  void letAllHashesBeTables() {
    client.line("CONFIG SET hash-max-listpack-entries 0");
  }

  private List<String> texts(String request) {
    List<String> texts = new ArrayList<>();
    for (String part : client.line(request).split("\\|", -1)) {
      if (!part.isEmpty() && part.charAt(0) != '$' && part.charAt(0) != '*') {
        texts.add(part);
      }
    }
    return texts;
  }

  @Test
  void aWalkMeetsEveryFieldThatStays() {
    for (long seed = 1; seed <= 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      client.line("DEL h");
      Set<String> staying = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        client.line("HSET h f" + i + " v");
        staying.add("f" + i);
      }
      Set<String> met = new HashSet<>();
      String cursor = "0";
      do {
        List<String> found = texts("HSCAN h " + cursor + " COUNT 7 NOVALUES");
        cursor = found.removeFirst();
        assertThat(found.size()).as("seed %d", seed).isLessThanOrEqualTo(7);
        met.addAll(found);
        for (int i = 0; i < 5; i++) {
          String field = "f" + random.nextInt(90);
          if (random.nextBoolean()) {
            client.line("HDEL h " + field);
            staying.remove(field);
          } else {
            client.line("HSET h " + field + " w");
          }
        }
      } while (!cursor.equals("0"));
      assertThat(met).as("seed %d", seed).containsAll(staying);
    }
  }

  @Test
  void aWalkTellsValuesAndKeepsToThePattern() {
    for (int i = 0; i < 30; i++) {
      client.line("HSET h f" + i + " v" + i);
    }
    assertThat(texts("HSCAN h 0 COUNT 2")).containsExactly("28", "f29", "v29", "f28", "v28");
    assertThat(texts("HSCAN h 28 COUNT 100 MATCH f?")).hasSize(21).contains("0", "f9", "v9");
    assertThat(texts("HSCAN h 3 NOVALUES")).containsExactly("0", "f2", "f1", "f0");
    assertThat(texts("HSCAN h 99 COUNT 1 NOVALUES")).containsExactly("29", "f29");
  }

  @Test
  void picksAreDifferentFieldsEachAsOftenAsAnyOther() {
    for (int i = 0; i < 40; i++) {
      client.line("HSET h f" + i + " v" + i);
    }
    Map<String, Integer> times = new HashMap<>();
    for (int round = 0; round < 2000; round++) {
      int count = 1 + round % 20;
      List<String> picked = texts("HRANDFIELD h " + count);
      assertThat(picked).hasSize(count).doesNotHaveDuplicates();
      picked.forEach(field -> times.merge(field, 1, Integer::sum));
    }
    // 21 000 picks of 40 fields; the chance comes from a seed, so this is the same in every run.
    assertThat(times).hasSize(40);
    assertThat(times.values()).allSatisfy(often -> assertThat(often).isBetween(425, 625));
    assertThat(texts("HRANDFIELD h 500")).hasSize(40).doesNotHaveDuplicates();
    assertThat(texts("HRANDFIELD h -100")).hasSize(100);
    List<String> pairs = texts("HRANDFIELD h -10 WITHVALUES");
    for (int i = 0; i < 20; i += 2) {
      assertThat(pairs.get(i + 1)).isEqualTo("v" + pairs.get(i).substring(1));
    }
  }

  /** Which fields of which hashes end when, and what the time is. */
  private static final class Model {
    private final Map<String, Map<String, Long>> hashes = new HashMap<>();
    private long nowMillis;

    void set(String key, String field, long end) {
      hashes.computeIfAbsent(key, k -> new HashMap<>()).put(field, end);
    }

    void expire() {
      hashes.values().forEach(fields -> fields.values().removeIf(end -> end < nowMillis));
      hashes.values().removeIf(Map::isEmpty);
    }
  }

  @Test
  void fieldsOfManyHashesEndInTimeWhateverHappensToTheirKeys() {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String limit = random.nextBoolean() ? "0" : "512";
      client.line("CONFIG SET hash-max-listpack-entries " + limit);
      client.line("FLUSHALL");
      Model model = new Model();
      for (int i = 0; i < 300; i++) {
        change(model, random);
        model.expire();
        String looked = "k" + random.nextInt(8);
        assertThat(Set.copyOf(texts("HKEYS " + looked)))
            .as("seed %d, step %d", seed, i)
            .isEqualTo(model.hashes.getOrDefault(looked, Map.of()).keySet());
      }
      fixture.passMillisAndTick(0);
      assertThat(client.line("DBSIZE"))
          .as("seed %d", seed)
          .isEqualTo(":" + model.hashes.size() + "|");
    }
  }

  private void change(Model model, SplittableRandom random) {
    String key = "k" + random.nextInt(8);
    String field = "f" + random.nextInt(5);
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> {
        int millis = 1 + random.nextInt(100);
        client.line("HSETEX " + key + " PX " + millis + " FIELDS 1 " + field + " v");
        model.set(key, field, model.nowMillis + millis);
      }
      case 3 -> {
        client.line("HSET " + key + " " + field + " v");
        model.set(key, field, Long.MAX_VALUE);
      }
      case 4 -> {
        client.line("DEL " + key);
        model.hashes.remove(key);
      }
      case 5 -> {
        String to = "k" + random.nextInt(8);
        if (!key.equals(to) && model.hashes.containsKey(key)) {
          client.line("RENAME " + key + " " + to);
          model.hashes.put(to, model.hashes.remove(key));
        }
      }
      default -> passTime(model, random);
    }
  }

  private void passTime(Model model, SplittableRandom random) {
    int millis = random.nextInt(40);
    model.nowMillis += millis;
    if (random.nextBoolean()) {
      fixture.passMillisAndTick(millis);
    } else {
      fixture.passMillis(millis);
    }
  }
}
