package io.throughline.telemetry.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAccessTest {

  private static final String LOCAL = "127.0.0.1";

  @Test
  void loopbackAdmitsThisMachine() {
    assertThat(admits("loopback", LOCAL, Map.of("Host", "localhost:9080"))).isTrue();
    assertThat(admits("loopback", "::1", Map.of("Host", "[::1]:9080"))).isTrue();
  }

  @Test
  void loopbackRefusesOtherMachines() {
    assertThat(admits("loopback", "192.168.1.7", Map.of("Host", "localhost:9080"))).isFalse();
    assertThat(
            admits(
                "loopback", "192.168.1.7", Map.of("Host", "localhost", "X-Forwarded-For", LOCAL)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 127.0.0.1",
    "X-Forwarded-Host, localhost",
    "X-Real-IP, 127.0.0.1",
    "Forwarded, for=127.0.0.1",
    "Via, 1.1 nginx"
  })
  void loopbackRefusesWhatALocalProxyPassesOn(String header, String value) {
    assertThat(admits("loopback", LOCAL, Map.of("Host", "localhost", header, value))).isFalse();
  }

  @Test
  void loopbackRefusesNamesThatOthersCanPointHere() {
    assertThat(admits("loopback", LOCAL, Map.of("Host", "rebound.example"))).isFalse();
    assertThat(admits("loopback", LOCAL, Map.of())).isFalse();
  }

  @Test
  void anyAdmitsEverybody() {
    assertThat(admits("ANY", "192.168.1.7", Map.of("Host", "tl.example", "Via", "1.1 nginx")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "true", "loopback,any"})
  void anythingElseIsAMistake(String setting) {
    assertThatThrownBy(() -> LocalAccess.of("THROUGHLINE_TRACES_ACCESS", setting))
        .hasMessage("THROUGHLINE_TRACES_ACCESS must be loopback or any");
  }

  private static boolean admits(String setting, String peer, Map<String, String> headers) {
    return LocalAccess.of("THROUGHLINE_TRACES_ACCESS", setting).admits(peer, headers::get);
  }
}
