package io.throughline.inference.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A server that speaks OpenAI's protocol.
 *
 * @param url up to and with {@code /v1}, without a slash at its end
 * @param model the one model that is asked for
 * @param key sent as a bearer token; never shown
 * @param provider name in {@code gen_ai.provider.name}
 * @param limit longest that a call may take
 * @param traced whether it is told the trace that a call belongs to
 */
public record OpenAiServer(
    URI url, String model, Optional<String> key, String provider, Duration limit, boolean traced) {

  /**
   * @param setting the variable that the URL comes from
   * @throws IllegalArgumentException if it is no HTTP URL of a server; the message does not quote
   *     it, for it may hold a password
   */
  static URI url(String setting, String text) {
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
        setting + " must be like http://host:port/v1, without a user, a query or a fragment");
  }

  URI at(String path) {
    return URI.create(url + path);
  }

  int port() {
    return url.getPort() >= 0
        ? url.getPort()
        : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Without its key. */
  @Override
  public String toString() {
    return "OpenAiServer[" + url.getHost() + ":" + port() + ", " + model + "]";
  }
}
