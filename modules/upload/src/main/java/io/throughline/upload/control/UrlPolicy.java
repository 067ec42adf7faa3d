package io.throughline.upload.control;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which URLs files are fetched from, and how long that may take. How large a file may be and how
 * slowly it may arrive is in {@link UploadLimits}.
 *
 * @param allowedHosts hosts that may have loopback and private addresses, written {@code host} or
 *     {@code host:port}; the latter also opens that port of that host. IPv6 addresses are in
 *     brackets. Link-local addresses, and with them cloud metadata, stay closed
 * @param allowedPorts ports that may be connected to on any host
 * @param maxRedirects most redirects followed
 * @param connectTimeout longest wait for a connection, and for its TLS handshake
 * @param idleTimeout longest wait for the next bytes
 * @param totalTime longest time from the first request to the last byte
 */
public record UrlPolicy(
    Set<String> allowedHosts,
    Set<Integer> allowedPorts,
    int maxRedirects,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration totalTime) {

  private static final UrlPolicy DEFAULTS =
      new UrlPolicy(
          Set.of(),
          Set.of(80, 443),
          5,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30));

  public UrlPolicy {
    allowedHosts =
        allowedHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    allowedPorts = Set.copyOf(allowedPorts);
    if (allowedPorts.stream().anyMatch(port -> port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("allowedPorts must be from 1 to 65535");
    }
    if (maxRedirects < 0) {
      throw new IllegalArgumentException("maxRedirects must not be negative");
    }
    positive("connectTimeout", connectTimeout);
    positive("idleTimeout", idleTimeout);
    positive("totalTime", totalTime);
  }

  /**
   * Public addresses only, ports 80 and 443, 5 redirects, 10 s to connect, 30 s without a byte, 30
   * minutes in all.
   */
  public static UrlPolicy defaults() {
    return DEFAULTS;
  }

  /** The same policy with other hosts that may have private addresses. */
  public UrlPolicy withAllowedHosts(Set<String> hosts) {
    return new UrlPolicy(hosts, allowedPorts, maxRedirects, connectTimeout, idleTimeout, totalTime);
  }

  /** The same policy with other times. */
  public UrlPolicy withTimes(Duration connect, Duration idle, Duration total) {
    return new UrlPolicy(allowedHosts, allowedPorts, maxRedirects, connect, idle, total);
  }

  boolean allowsPort(String host, int port) {
    return allowedPorts.contains(port) || allowedHosts.contains(host + ":" + port);
  }

  boolean allowsInternal(String host, int port) {
    return allowedHosts.contains(host) && allowedPorts.contains(port)
        || allowedHosts.contains(host + ":" + port);
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 ms, not " + value);
    }
  }
}
