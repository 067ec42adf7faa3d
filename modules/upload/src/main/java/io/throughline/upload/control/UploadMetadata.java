package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client says about its file: tus 1.0, {@code Upload-Metadata}. It is kept to be said back,
 * and used for nothing: files are recognised by content.
 */
final class UploadMetadata {

  private static final String HEADER = "Upload-Metadata";
  private static final int MAX_LENGTH = 4096;
  private static final Pattern KEY = Pattern.compile("[!-+\\--~]+");

  private UploadMetadata() {}

  /**
   * Checks the header.
   *
   * @param header pairs of a key and a Base64 value, or null if it was not sent
   */
  static Optional<String> of(String header) throws MediaRejectedException {
    if (header == null || header.isBlank()) {
      return Optional.empty();
    }
    if (header.length() > MAX_LENGTH) {
      throw rejected("The metadata is longer than " + MAX_LENGTH + " characters");
    }
    Set<String> keys = new HashSet<>();
    for (String pair : header.split(",", -1)) {
      String[] parts = pair.strip().split(" ", 2);
      if (!KEY.matcher(parts[0]).matches() || !keys.add(parts[0]) || !isBase64(parts)) {
        throw rejected("The metadata is not a list of different keys, each with a Base64 value");
      }
    }
    return Optional.of(header);
  }

  private static boolean isBase64(String... keyAndValue) {
    try {
      return keyAndValue.length == 1 || Base64.getDecoder().decode(keyAndValue[1]) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static MediaRejectedException rejected(String message) {
    return new MediaRejectedException(Reason.INVALID_HEADER, HEADER, message);
  }
}
