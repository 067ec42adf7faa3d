package io.throughline.upload.control;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * From where an address can be reached, by the IANA special-purpose address registries (RFC 6890).
 */
enum AddressReach {
  /** From anywhere. */
  PUBLIC,
  /** From this machine or this network only, where an operator may have something to fetch. */
  INTERNAL,
  /** Nothing a file is ever fetched from: cloud metadata, multicast, reserved. */
  FORBIDDEN;

  private static final List<AddressBlock> INTERNAL_BLOCKS =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1/128",
          "fc00::/7");

  private static final List<AddressBlock> FORBIDDEN_BLOCKS =
      blocks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");

  private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3");
  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
  private static final int IPV4 = 4;

  static AddressReach of(InetAddress address) {
    return of(address.getAddress());
  }

  /** IPv4-mapped addresses are IPv4 addresses here already: {@link InetAddress} sees to that. */
  private static AddressReach of(byte[] address) {
    if (NAT64.contains(address)) {
      return of(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return of(Arrays.copyOfRange(address, 2, 6));
    }
    if (anyContains(INTERNAL_BLOCKS, address)) {
      return INTERNAL;
    }
    boolean routed = address.length == IPV4 || GLOBAL_UNICAST.contains(address);
    return routed && !anyContains(FORBIDDEN_BLOCKS, address) ? PUBLIC : FORBIDDEN;
  }

  private static boolean anyContains(List<AddressBlock> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<AddressBlock> blocks(String... cidrs) {
    return Stream.of(cidrs).map(AddressBlock::of).toList();
  }
}
