package io.throughline.inference.remote;

import java.net.URI;
import java.util.Locale;

/** Addresses of servers as operators write them. */
public final class ServerUrl {

  private ServerUrl() {}

  /**
   * Reads one; a slash at its end is left out.
   *
   * @param setting the variable that it comes from
   * @param example of how it looks
   * @throws IllegalArgumentException if it is no HTTP URL of a server; the message does not quote
   *     it, for it may hold a password
   */
  public static URI of(String setting, String text, String example) {
    try {
      URI url = URI.create(text.strip().replaceAll("/+$", ""));
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one answer, which quotes nothing
    }
    throw new IllegalArgumentException(
        setting + " must be like " + example + ", without a user, a query or a fragment");
  }

  /** The port, also where the URL leaves it out. */
  public static int port(URI url) {
    return url.getPort() >= 0
        ? url.getPort()
        : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
