package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressReachTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "1.1.1.1, PUBLIC",
    "9.255.255.255, PUBLIC",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.128.0.0, PUBLIC",
    "126.255.255.255, PUBLIC",
    "128.0.0.0, PUBLIC",
    "169.253.255.255, PUBLIC",
    "169.255.0.0, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.0, PUBLIC",
    "192.0.1.0, PUBLIC",
    "192.167.255.255, PUBLIC",
    "192.169.0.0, PUBLIC",
    "198.17.255.255, PUBLIC",
    "198.20.0.0, PUBLIC",
    "223.255.255.255, PUBLIC",
    "2606:4700:4700::1111, PUBLIC",
    "2a00:1450:4001::1, PUBLIC",
    "64:ff9b::808:808, PUBLIC",
    "2002:808:808::1, PUBLIC",
    "10.0.0.0, INTERNAL",
    "10.255.255.255, INTERNAL",
    "100.64.0.0, INTERNAL",
    "100.127.255.255, INTERNAL",
    "127.0.0.1, INTERNAL",
    "127.255.255.255, INTERNAL",
    "172.16.0.0, INTERNAL",
    "172.31.255.255, INTERNAL",
    "192.168.0.0, INTERNAL",
    "192.168.255.255, INTERNAL",
    "::1, INTERNAL",
    "fc00::1, INTERNAL",
    "fdff:ffff::1, INTERNAL",
    "::ffff:127.0.0.1, INTERNAL",
    "::ffff:a00:1, INTERNAL",
    "64:ff9b::7f00:1, INTERNAL",
    "64:ff9b::10.1.2.3, INTERNAL",
    "2002:7f00:1::1, INTERNAL",
    "2002:c0a8:101::1, INTERNAL",
    "0.0.0.0, FORBIDDEN",
    "0.255.255.255, FORBIDDEN",
    "169.254.169.254, FORBIDDEN",
    "192.0.0.192, FORBIDDEN",
    "192.0.2.1, FORBIDDEN",
    "192.88.99.1, FORBIDDEN",
    "198.18.0.1, FORBIDDEN",
    "198.19.255.255, FORBIDDEN",
    "198.51.100.1, FORBIDDEN",
    "203.0.113.1, FORBIDDEN",
    "224.0.0.1, FORBIDDEN",
    "239.255.255.255, FORBIDDEN",
    "240.0.0.1, FORBIDDEN",
    "255.255.255.255, FORBIDDEN",
    "::, FORBIDDEN",
    "::127.0.0.1, FORBIDDEN",
    "::8.8.8.8, FORBIDDEN",
    "::ffff:169.254.169.254, FORBIDDEN",
    "64:ff9b::a9fe:a9fe, FORBIDDEN",
    "64:ff9b:1::808:808, FORBIDDEN",
    "100::1, FORBIDDEN",
    "2001::1, FORBIDDEN",
    "2001:db8::1, FORBIDDEN",
    "2002:a9fe:a9fe::1, FORBIDDEN",
    "3fff::1, FORBIDDEN",
    "5f00::1, FORBIDDEN",
    "fd00:ec2::254, INTERNAL",
    "fe80::1, FORBIDDEN",
    "fec0::1, FORBIDDEN",
    "ff02::1, FORBIDDEN"
  })
  void addressesShouldBeJudgedByTheirBlock(String address, AddressReach reach) throws Exception {
    assertThat(AddressReach.of(InetAddress.getByName(address))).isEqualTo(reach);
  }
}
