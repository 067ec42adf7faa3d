package io.throughline.job.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where webhooks go.
 *
 * @param url as the client sent it; may hold a password in its query, so it is never shown
 * @param digest names the endpoint: SHA-256 of the URL, 64 hex digits
 */
public record Endpoint(String url, String digest) {

  /** The endpoint behind a URL. */
  public static Endpoint of(String url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return new Endpoint(url, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
