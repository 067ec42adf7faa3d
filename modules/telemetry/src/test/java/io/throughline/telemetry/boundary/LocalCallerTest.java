package io.throughline.telemetry.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallerTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void addressesOfThisMachine(String address) {
    assertThat(LocalCaller.isAddress(address)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "10.0.0.1", "128.0.0.1", "::2", "localhost", "evil.example", "::g"})
  void otherAddresses(String address) {
    assertThat(LocalCaller.isAddress(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:9080",
        "127.0.0.1:80",
        "[::1]:9080",
        "[::1]",
        "tl.localhost:1"
      })
  void namesThatOnlyThisMachineHas(String host) {
    assertThat(LocalCaller.isHost(host)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:9080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1:9080",
        "[::2]:1",
        "evillocalhost"
      })
  void namesThatMayBeAnybodys(String host) {
    assertThat(LocalCaller.isHost(host)).isFalse();
  }
}
