package io.throughline.telemetry.boundary;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells callers on this machine from others by the addresses that they use. */
final class LocalCaller {

  /** Only what is an address already: a name must never be looked up here. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.%a-z]*:[^/]*");

  private LocalCaller() {}

  /** Whether the peer of a connection is this machine. */
  static boolean isAddress(String address) {
    if (address == null || !ADDRESS.matcher(address).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Whether a {@code Host} header names this machine in a way that no foreign name can: a web page
   * elsewhere may have a name that resolves to 127.0.0.1 (DNS rebinding).
   */
  static boolean isHost(String header) {
    if (header == null) {
      return false;
    }
    String host = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    if (host.startsWith("[") && host.endsWith("]")) {
      return isAddress(host.substring(1, host.length() - 1));
    }
    return host.equals("localhost") || host.endsWith(".localhost") || isAddress(host);
  }
}
