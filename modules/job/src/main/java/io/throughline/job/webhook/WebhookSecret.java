package io.throughline.job.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks with HMAC-SHA256 as <a href="https://www.standardwebhooks.com">Standard
 * Webhooks</a> 1.0 says. Several keys sign while one takes another's place. Thread-safe.
 */
public final class WebhookSecret {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<SecretKeySpec> keys;

  private WebhookSecret(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads keys, each {@code whsec_} and base64 of 24 to 64 random bytes, separated by blanks.
   *
   * @throws IllegalArgumentException without the text, if that is not what it is
   */
  public static WebhookSecret of(String text) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String key : text.strip().split("\\s+")) {
      keys.add(new SecretKeySpec(bytes(key), ALGORITHM));
    }
    return new WebhookSecret(keys);
  }

  private static byte[] bytes(String key) {
    if (key.startsWith(PREFIX)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(key.substring(PREFIX.length()));
        if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        throw wrong();
      }
    }
    throw wrong();
  }

  /** Without a cause: its message may quote the secret. */
  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "must be whsec_ and the base64 of "
            + MIN_BYTES
            + " to "
            + MAX_BYTES
            + " random bytes; a second one may follow a blank");
  }

  /**
   * The value of {@code webhook-signature}: one {@code v1,} signature for each key.
   *
   * @param seconds since 1970, as in {@code webhook-timestamp}
   */
  String sign(String messageId, long seconds, byte[] body) {
    byte[] head = (messageId + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
