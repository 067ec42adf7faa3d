package io.throughline.upload.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
interface HostResolver {

  /**
   * @param host a name, an IPv4 address or an IPv6 address in brackets
   * @return at least one address
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** As the machine resolves names. */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
