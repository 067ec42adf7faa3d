package io.throughline.upload.control;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses of one family.
 *
 * @param prefix an address in the block
 * @param bits how many of its leading bits make the block
 */
record AddressBlock(byte[] prefix, int bits) {

  /** Reads CIDR notation (RFC 4632, RFC 4291), e.g. {@code 10.0.0.0/8}. */
  static AddressBlock of(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return new AddressBlock(prefix, Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(cidr, e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
