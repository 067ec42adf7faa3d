package io.throughline.telemetry.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void thisMachineIsLoopback(String address) {
    assertThat(Loopback.is(address)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"10.0.0.1", "192.168.0.1", "::", "0.0.0.0", "fe80::1", "localhost", "x"})
  void everythingElseIsNot(String address) {
    assertThat(Loopback.is(address)).isFalse();
  }
}
