package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps clients from making the server fetch what only the server can reach (CWE-918). A host is
 * resolved once and judged by its addresses, all of which must be fine.
 */
final class UrlGuard {

  /** What some parsers read as an IPv4 address (WHATWG URL, "ends in a number"). */
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  private final UrlPolicy policy;
  private final HostResolver resolver;

  UrlGuard(UrlPolicy policy, HostResolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  UrlTarget check(URI given) throws MediaRejectedException {
    URI url = ascii(given);
    String scheme = scheme(url);
    String host = host(url);
    int port = port(url, scheme);
    if (!policy.allowsPort(host, port)) {
      throw refused("The URL's port is not allowed");
    }
    return new UrlTarget(url, scheme, host, port, addresses(host, port));
  }

  private static URI ascii(URI url) throws MediaRejectedException {
    try {
      return new URI(url.toASCIIString());
    } catch (URISyntaxException e) {
      throw refused("The URL has no valid host");
    }
  }

  private static String scheme(URI url) throws MediaRejectedException {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("The URL must start with https:// or http://");
    }
    return scheme;
  }

  private static String host(URI url) throws MediaRejectedException {
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw refused("The URL must not have a user name or password");
    }
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    if (host.isEmpty() || host.contains("%")) {
      throw refused("The URL has no valid host");
    }
    if (ENDS_IN_NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw refused("The URL has no valid host");
    }
    return host;
  }

  private static int port(URI url, String scheme) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return scheme.equals("https") ? 443 : 80;
  }

  private List<InetAddress> addresses(String host, int port) throws MediaRejectedException {
    List<InetAddress> addresses = resolve(host);
    boolean internalToo = policy.allowsInternal(host, port);
    for (InetAddress address : addresses) {
      AddressReach reach = reach(address);
      if (reach == AddressReach.FORBIDDEN || reach == AddressReach.INTERNAL && !internalToo) {
        throw unknownOrNotAllowed();
      }
    }
    return addresses;
  }

  private List<InetAddress> resolve(String host) throws MediaRejectedException {
    try {
      List<InetAddress> addresses = resolver.resolve(host);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (UnknownHostException e) {
      throw unknownOrNotAllowed();
    }
    throw unknownOrNotAllowed();
  }

  /** This machine's public addresses lead behind its firewall. */
  private static AddressReach reach(InetAddress address) throws MediaRejectedException {
    AddressReach reach = AddressReach.of(address);
    try {
      boolean own = NetworkInterface.getByInetAddress(address) != null;
      return own && reach == AddressReach.PUBLIC ? AddressReach.INTERNAL : reach;
    } catch (IOException e) {
      throw unknownOrNotAllowed();
    }
  }

  /** One answer for both, or clients could find out which internal names there are. */
  private static MediaRejectedException unknownOrNotAllowed() {
    return refused("The URL's host is unknown or not allowed");
  }

  static MediaRejectedException refused(String message) {
    return new MediaRejectedException(Reason.URL_NOT_ALLOWED, "url", message);
  }
}
