package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrackingCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client other = fixture.connect();

  private Tracking tracking() {
    return Objects.requireNonNull(client.session().tracking());
  }

  @Test
  void trackingIsOffAtFirst() {
    assertThat(client.line("CLIENT TRACKINGINFO"))
        .isEqualTo("*6|$5|flags|*1|$3|off|$8|redirect|:-1|$8|prefixes|*0|");
    assertThat(client.line("CLIENT GETREDIR")).isEqualTo(":-1|");
    assertThat(client.line("CLIENT CACHING maybe"))
        .isEqualTo(
            "-ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN"
                + " or OPTOUT mode enabled|");
  }

  @Test
  void whatWasSetIsTold() {
    client.line("HELLO 3");
    assertThat(client.line("CLIENT TRACKING on REDIRECT 2 NOLOOP")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT TRACKINGINFO"))
        .isEqualTo("%3|$5|flags|~2|$2|on|$6|noloop|$8|redirect|:2|$8|prefixes|*0|");
    assertThat(client.line("CLIENT GETREDIR")).isEqualTo(":2|");
    assertThat(client.line("CLIENT INFO")).contains(" flags=t ").contains(" redir=2 ");
    tracking().onRedirectGone();
    assertThat(client.line("CLIENT INFO")).contains(" flags=tR ");
    assertThat(client.line("CLIENT TRACKINGINFO")).contains("$15|broken_redirect|");
    assertThat(client.line("CLIENT TRACKING off")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT GETREDIR")).isEqualTo(":-1|");
  }

  @Test
  void prefixesGatherAndMustNotOverlap() {
    assertThat(client.line("CLIENT TRACKING on BCAST PREFIX b PREFIX a")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT TRACKING on BCAST PREFIX ab"))
        .isEqualTo(
            "-ERR Prefix 'ab' overlaps with an existing prefix 'a'. Prefixes for a single client"
                + " must not overlap.|");
    assertThat(client.line("CLIENT TRACKING on BCAST PREFIX c PREFIX cc"))
        .isEqualTo(
            "-ERR Prefix 'c' overlaps with another provided prefix 'cc'. Prefixes for a single"
                + " client must not overlap.|");
    assertThat(client.line("CLIENT TRACKING on BCAST PREFIX c")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT TRACKINGINFO"))
        .endsWith("*2|$2|on|$5|bcast|$8|redirect|:0|$8|prefixes|*3|$1|a|$1|b|$1|c|");
    assertThat(client.line("CLIENT INFO")).contains(" flags=tB ").contains(" redir=0 ");
    assertThat(other.line("CLIENT TRACKING on BCAST")).isEqualTo("+OK|");
    assertThat(other.line("CLIENT TRACKINGINFO")).endsWith("$8|prefixes|*1|$0||");
  }

  @Test
  void anExceptionHoldsForOneCommand() {
    client.line("CLIENT TRACKING on OPTIN");
    assertThat(client.line("CLIENT CACHING no"))
        .isEqualTo(
            "-ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.|");
    assertThat(client.line("CLIENT CACHING yes")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT TRACKINGINFO")).contains("*3|$2|on|$5|optin|$11|caching-yes|");
    assertThat(tracking().caching()).isTrue();
    client.line("PING");
    assertThat(tracking().caching()).isFalse();
    client.line("CLIENT CACHING yes");
    client.line("MULTI");
    client.line("PING");
    assertThat(tracking().caching()).isTrue();
    client.line("EXEC");
    assertThat(tracking().caching()).isFalse();
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThat(client.line("CLIENT TRACKING foo")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("CLIENT TRACKING on FOO")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("CLIENT TRACKING on REDIRECT x"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(client.line("CLIENT TRACKING on REDIRECT 99"))
        .isEqualTo("-ERR The client ID you want redirect to does not exist|");
    assertThat(client.line("CLIENT TRACKING on REDIRECT 2 REDIRECT 2"))
        .isEqualTo("-ERR A client can only redirect to a single other client|");
    assertThat(client.line("CLIENT TRACKING on PREFIX a"))
        .isEqualTo("-ERR PREFIX option requires BCAST mode to be enabled|");
    assertThat(client.line("CLIENT TRACKING on BCAST OPTIN"))
        .isEqualTo("-ERR OPTIN and OPTOUT are not compatible with BCAST|");
    assertThat(client.line("CLIENT TRACKING on OPTIN OPTOUT"))
        .isEqualTo("-ERR You can't specify both OPTIN mode and OPTOUT mode|");
    client.line("CLIENT TRACKING on OPTIN");
    assertThat(client.line("CLIENT TRACKING on BCAST"))
        .startsWith("-ERR You can't switch BCAST mode on/off before disabling tracking");
    assertThat(client.line("CLIENT TRACKING on OPTOUT"))
        .startsWith("-ERR You can't switch OPTIN/OPTOUT mode before disabling tracking");
  }
}
