package io.throughline.search.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of what is cached: the same on every node, and as long whatever they are made of. */
final class CacheKey {

  /** Goes up when what is cached changes its form, so that versions share a Redis. */
  private static final String PREFIX = "throughline:search:1:";

  private CacheKey() {}

  /**
   * @param parts in an order that means something; no two lists of parts have the same key
   */
  static String of(String kind, String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return PREFIX + kind + ":" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
