package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.MemorySettings.EvictionPolicy;
import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private final Configuration configuration = new Configuration();
  private final List<String> events = new ArrayList<>();

  /** Notes what it is asked and told. */
  private final class Noting implements Guard {
    private final String name;
    private final @Nullable String refusal;

    Noting(String name, @Nullable String refusal) {
      this.name = name;
      this.refusal = refusal;
    }

    @Override
    public @Nullable String prepare(Proposal proposed) {
      events.add(name + " prepares " + proposed.after(NetworkSettings.PORT));
      return refusal;
    }

    @Override
    public void adopt(Proposal proposed) {
      events.add(name + " adopts");
    }

    @Override
    public void abandon(Proposal proposed) {
      events.add(name + " abandons");
    }
  }

  @Test
  void valuesAreTyped() {
    set("maxmemory", "3mb", "maxmemory-policy", "allkeys-LRU", "maxmemory-clients", "5%");
    set("shutdown-on-sigterm", "now save");
    assertThat(configuration.value(MemorySettings.MAXMEMORY)).isEqualTo(3L << 20);
    assertThat(configuration.value(MemorySettings.MAXMEMORY_POLICY))
        .isEqualTo(EvictionPolicy.ALLKEYS_LRU);
    assertThat(configuration.value(ClientSettings.MAXMEMORY_CLIENTS).bytes(1000)).isEqualTo(50);
    assertThat(configuration.value(ProcessSettings.SHUTDOWN_ON_SIGTERM))
        .isEqualTo(Set.of(ShutdownFlag.SAVE, ShutdownFlag.NOW));
    assertThat(configuration.value(ClientSettings.CLIENT_OUTPUT_BUFFER_LIMIT).pubsub())
        .isEqualTo(new OutputBufferLimits.Limit(32L << 20, 8L << 20, 60));
  }

  @Test
  void textsAreBytesAndCanBeReadAsUtf8() {
    set("masterauth", "caf\u00c3\u00a9");
    assertThat(configuration.value(ReplicationSettings.MASTERAUTH)).isEqualTo("caf\u00c3\u00a9");
    assertThat(configuration.text(ReplicationSettings.MASTERAUTH)).isEqualTo("caf\u00e9");
  }

  @Test
  void listenersHearOfNewValuesOnlyAndAfterAllAreInForce() {
    configuration.onChange(
        NetworkSettings.PORT,
        port -> events.add("port " + port + " with hz " + configuration.value(ProcessSettings.HZ)));
    set("port", "7000", "hz", "20");
    set("port", "7000", "hz", "30");
    assertThat(events).containsExactly("port 7000 with hz 20");
  }

  @Test
  void aGuardIsAskedOnceForAllItsSettingsAndThenAdopts() {
    configuration.guard(new Noting("listener", null), NetworkSettings.PORT, NetworkSettings.BIND);
    set("port", "7000", "bind", "127.0.0.1");
    set("port", "7000");
    assertThat(events).containsExactly("listener prepares 7000", "listener adopts");
  }

  @Test
  void aRefusalUndoesWhatOthersPreparedAndChangesNothing() {
    configuration.guard(new Noting("first", null), NetworkSettings.PORT);
    configuration.guard(new Noting("second", "No room."), ClientSettings.MAXCLIENTS);
    configuration.onChange(NetworkSettings.PORT, port -> events.add("told " + port));
    assertThat(configuration.set(List.of("port", "7000", "MaxClients", "5"), true))
        .isEqualTo(
            new SetOutcome.Refused(
                "CONFIG SET failed (possibly related to argument 'maxclients') - No room."));
    assertThat(events)
        .containsExactly("first prepares 7000", "second prepares 7000", "first abandons");
    assertThat(configuration.value(NetworkSettings.PORT)).isEqualTo(6379);
    assertThat(configuration.given(NetworkSettings.PORT)).isFalse();
  }

  @Test
  void theOutcomeNamesWhatChanged() {
    assertThat(configuration.set(List.of("hz", "10", "timeout", "5"), true))
        .isEqualTo(new SetOutcome.Done(List.of(ClientSettings.TIMEOUT)));
    assertThat(configuration.given(ProcessSettings.HZ)).isTrue();
  }

  @Test
  void protectedSettingsNeedLeave() {
    ConfigurationReader reader = new ConfigurationReader(configuration, _ -> List.of());
    assertThat(reader.read("enable-protected-configs local")).isNull();
    assertThat(configuration.set(List.of("dbfilename", "x"), false))
        .isEqualTo(
            new SetOutcome.Refused(
                "CONFIG SET failed (possibly related to argument 'dbfilename') - can't set protected"
                    + " config"));
    set("dbfilename", "x");
    assertThat(configuration.value(PersistenceSettings.DBFILENAME)).isEqualTo("x");
  }

  @Test
  void anOwnerMayPutAValueWithoutBeingAsked() {
    configuration.guard(new Noting("owner", "never"), ReplicationSettings.REPLICAOF);
    configuration.onChange(
        ReplicationSettings.REPLICAOF, upstream -> events.add("told " + upstream.port()));
    configuration.put(ReplicationSettings.REPLICAOF, new Upstream("h", 7));
    assertThat(events).containsExactly("told 7");
    assertThat(configuration.get(List.of("slaveof"))).containsEntry("slaveof", "h 7");
  }

  private void set(String... words) {
    assertThat(configuration.set(List.of(words), true)).isInstanceOf(SetOutcome.Done.class);
  }
}
