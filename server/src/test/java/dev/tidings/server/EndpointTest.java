package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {
  @Test
  void bothWildcardsBecomeOneListener() {
    List<Endpoint.Port> both = Endpoint.at(List.of("*", "-::*"), Endpoint.Door.TCP, 7000);
    assertThat(both)
        .singleElement()
        .satisfies(port -> {
          assertThat(port.family()).isEqualTo(Endpoint.Family.BOTH);
          assertThat(port.shown()).isEqualTo("*:7000");
        });
    assertThat(Endpoint.at(List.of("*"), Endpoint.Door.TCP, 0)).isEmpty();
  }

  @Test
  void aHyphenMakesAnAddressOptional() {
    assertThat(Endpoint.at(List.of("127.0.0.1", "-::1"), Endpoint.Door.TCP, 7000))
        .extracting(Endpoint.Port::optional)
        .containsExactly(false, true);
  }

  @Test
  void addressesAreWrittenAsRedisWritesThem() throws Exception {
    assertThat(text("127.0.0.1")).isEqualTo("127.0.0.1:7000");
    assertThat(text("::1")).isEqualTo("[::1]:7000");
    assertThat(text("fe80::1:0:0:2")).isEqualTo("[fe80::1:0:0:2]:7000");
    assertThat(text("2001:db8::8:800:200c:417a")).isEqualTo("[2001:db8::8:800:200c:417a]:7000");
  }

  private static String text(String address) throws Exception {
    return Endpoint.text(new InetSocketAddress(InetAddress.getByName(address), 7000));
  }
}
