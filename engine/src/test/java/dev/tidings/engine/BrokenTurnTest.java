package dev.tidings.engine;

import static dev.tidings.command.Args.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenTurnTest {
  private final EngineFixture fixture =
      new EngineFixture(
          List.of(
              breaking("BREAK"),
              breaking("BREAKDATA", Trait.WRITE),
              breaking("BREAKSECRET", Trait.NO_AUTH)));
  private final EngineFixture.Client client = fixture.connect();

  /** Publishes to the asker's own channel first, so that a push is held back when it breaks. */
  private static Command<Turn> breaking(String name, Trait... traits) {
    return Command.<Turn>command(name, Family.SERVER, traits)
        .since("1.0.0")
        .summary("Breaks.")
        .complexity("O(1)")
        .takes(string("way"))
        .does(BrokenTurnTest::fail);
  }

  private static void fail(Turn turn, Bytes way) {
    turn.perform(PubSubCommands.PUBLISH, Words.of("PUBLISH", "own", "held back"));
    if (way.equals(Bytes.of("break"))) {
      throw new IllegalStateException("made by the test");
    }
  }

  private BrokenTurn broken(String request) {
    assertThatThrownBy(() -> client.line(request)).hasMessage("made by the test");
    return fixture.engine.onBroken();
  }

  @Test
  void theRequestIsToldAndItsSessionIsOver() {
    assertThat(broken("BREAK break")).isEqualTo(new BrokenTurn("\"BREAK\" \"break\"", false));
    assertThat(client.closed()).isTrue();
  }

  @Test
  void whatMayHoldASecretIsNotTold() {
    assertThat(broken("BREAKSECRET break").request()).isEqualTo("breaksecret");
  }

  @Test
  void aCommandThatChangesDataMayHaveDoneHalfOfIt() {
    assertThat(broken("BREAKDATA break").halfChanged()).isTrue();
  }

  @Test
  void aTransactionThatChangedDataBeforeItBrokeIsHalfDone() {
    client.line("MULTI");
    client.line("BREAKDATA not");
    client.line("BREAK break");
    assertThat(broken("EXEC")).isEqualTo(new BrokenTurn("\"BREAK\" \"break\"", true));
  }

  @Test
  void whatWasHeldBackForTheOneThatBrokeReachesNobodyElse() {
    client.line("HELLO 3");
    client.line("SUBSCRIBE own");
    broken("BREAK break");
    EngineFixture.Client next = fixture.connect();
    assertThat(next.line("PING")).isEqualTo("+PONG|");
  }

  @Test
  void whoWasMadeToGoOnByAnotherIsTheOneThatIsOver() {
    EngineFixture.Client other = fixture.connect();
    other.line("CLIENT PAUSE 100000 WRITE");
    client.line("BREAKDATA break");
    assertThat(client.closed()).isFalse();
    assertThatThrownBy(() -> other.line("CLIENT UNPAUSE")).hasMessage("made by the test");
    assertThat(fixture.engine.onBroken())
        .isEqualTo(new BrokenTurn("\"BREAKDATA\" \"break\"", true));
    assertThat(client.closed()).isTrue();
    assertThat(other.closed()).isFalse();
  }

  @Test
  void betweenTurnsNothingIsHalfChanged() {
    client.line("PING");
    assertThat(fixture.engine.onBroken().halfChanged()).isFalse();
    assertThat(client.closed()).isFalse();
  }
}
