package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The digest that a client promises of a request's bytes: tus 1.0, extension {@code checksum}. */
public final class ChunkChecksum {

  /** The algorithms' names, as {@code Tus-Checksum-Algorithm} lists them. */
  public static final String ALGORITHMS = "sha1,sha256,md5";

  private static final String HEADER = "Upload-Checksum";
  private static final Map<String, String> DIGESTS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

  private final MessageDigest digest;
  private final byte[] expected;

  private ChunkChecksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected;
  }

  /**
   * Reads the header.
   *
   * @param header algorithm and Base64 value with a space between, or null if it was not sent
   * @throws MediaRejectedException if the algorithm is not offered or the value is malformed
   */
  public static Optional<ChunkChecksum> of(String header) throws MediaRejectedException {
    if (header == null) {
      return Optional.empty();
    }
    int space = header.indexOf(' ');
    String algorithm = DIGESTS.get(space < 0 ? header : header.substring(0, space));
    if (algorithm == null) {
      throw new MediaRejectedException(
          Reason.UNKNOWN_CHECKSUM, HEADER, "The checksum's algorithm is none of " + ALGORITHMS);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] expected = Base64.getDecoder().decode(header.substring(space + 1).strip());
      if (space > 0 && expected.length == digest.getDigestLength()) {
        return Optional.of(new ChunkChecksum(digest, expected));
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
    throw malformed();
  }

  private static MediaRejectedException malformed() {
    return new MediaRejectedException(
        Reason.INVALID_HEADER, HEADER, "The checksum is not Base64 of the algorithm's length");
  }

  /** Gets every byte of the request. */
  MessageDigest digest() {
    return digest;
  }

  /** Compares, once all bytes are digested. */
  void verify() throws MediaRejectedException {
    if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw new MediaRejectedException(
          Reason.CHECKSUM_MISMATCH, HEADER, "The bytes have another checksum: none were kept");
    }
  }
}
