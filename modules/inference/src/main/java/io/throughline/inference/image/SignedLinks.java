package io.throughline.inference.image;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that whoever has them may follow for an hour: HMAC-SHA-256 (RFC 2104) over the path and the
 * second it ends. Thread-safe.
 */
public final class SignedLinks {

  static final Duration LIFE = Duration.ofHours(1);

  private final byte[] secret;
  private final Clock clock;

  /**
   * @param secret the same on all nodes, or links of one are refused by the others
   */
  public SignedLinks(byte[] secret, Clock clock) {
    this.secret = secret.clone();
    this.clock = clock;
  }

  /** The path of the picture that a job has made. */
  public static String result(String jobId) {
    return "/api/v1/images/" + jobId + "/result";
  }

  /** The path with when it ends and the signature. */
  String sign(String path) {
    long expires = clock.instant().plus(LIFE).getEpochSecond();
    return path + "?expires=" + expires + "&signature=" + signature(path, expires);
  }

  /** True if this server, or one with its secret, signed the path and the time has not come. */
  public boolean isValid(String path, long expires, String signature) {
    byte[] expected = signature(path, expires).getBytes(StandardCharsets.US_ASCII);
    return clock.instant().getEpochSecond() < expires
        && MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String path, long expires) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signed = mac.doFinal((path + "\n" + expires).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
