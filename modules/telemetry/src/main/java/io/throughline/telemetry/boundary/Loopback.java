package io.throughline.telemetry.boundary;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells callers on this machine from others. */
final class Loopback {

  private Loopback() {}

  /**
   * @param address of the caller's end of the connection, as an IP address
   */
  static boolean is(String address) {
    if (address == null || address.isEmpty() || !address.matches("[0-9A-Fa-f:.%]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
