package dev.tidings.tests.clients;

import java.util.List;
import java.util.Map;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** A consumer with Jedis. */
final class JedisConsumer extends LibraryConsumer<List<StreamEntry>> {
  private final Jedis jedis;
  private final String name;

  JedisConsumer(Login login, String name) {
    DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder();
    this.jedis =
        new Jedis(
            new HostAndPort(login.host(), login.port()),
            (login.protocol() == 3 ? settings.resp3() : settings.resp2()).build());
    this.name = name;
  }

  @Override
  List<StreamEntry> read(int count) {
    List<Map.Entry<String, List<StreamEntry>>> streams =
        jedis.xreadGroup(
            "g",
            name,
            XReadGroupParams.xReadGroupParams().count(count).block(20),
            Map.of("s", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    return streams == null ? List.of() : streams.getFirst().getValue();
  }

  @Override
  void acknowledge(List<StreamEntry> entries) {
    if (!entries.isEmpty()) {
      jedis.xack("s", "g", entries.stream().map(StreamEntry::getID).toArray(StreamEntryID[]::new));
    }
  }

  @Override
  List<Long> numbers(List<StreamEntry> entries) {
    return entries.stream().map(entry -> Long.valueOf(entry.getFields().get("n"))).toList();
  }

  @Override
  List<StreamEntry> claimed() {
    return jedis
        .xautoclaim(
            "s",
            "g",
            name,
            IDLE_MILLIS,
            new StreamEntryID(0, 0),
            XAutoClaimParams.xAutoClaimParams())
        .getValue();
  }

  @Override
  public void close() {
    jedis.close();
  }
}
