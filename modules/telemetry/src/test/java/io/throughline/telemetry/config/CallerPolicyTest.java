package io.throughline.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "loopback, 127.0.0.1, true",
    "loopback, 0:0:0:0:0:0:0:1, true",
    "loopback, ::ffff:127.0.0.1, true",
    "loopback, 10.0.0.1, false",
    "none, 127.0.0.1, false",
    "off, 127.0.0.1, false",
    "any, 203.0.113.9, true",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "'loopback, 192.168.0.0/23', 192.168.1.255, true",
    "'loopback, 192.168.0.0/23', 192.168.2.0, false",
    "'loopback, 192.168.0.0/23', 127.0.0.9, true",
    "fd00::/8, fd12:3456::1, true",
    "fd00::/8, fe80::1, false",
    "0.0.0.0/0, ::1, false",
    "loopback, localhost, false",
    "loopback, , false"
  })
  void grantsByAddress(String policy, String address, boolean granted) {
    assertThat(CallerPolicy.parse(policy).orElseThrow().grants(address)).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "any,none"})
  void whatIsNoPolicyIsNone(String text) {
    assertThat(CallerPolicy.parse(text)).isEmpty();
  }
}
