package io.throughline.upload.control;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * A URL that was checked.
 *
 * @param url as checked, ASCII only
 * @param scheme lower case
 * @param host lower case, IPv6 addresses in brackets
 * @param port explicit or the scheme's own
 * @param addresses the only ones to connect to
 */
record UrlTarget(URI url, String scheme, String host, int port, List<InetAddress> addresses) {

  UrlTarget {
    addresses = List.copyOf(addresses);
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** The host without brackets. */
  String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Path and query as sent in a request. */
  String requestTarget() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
