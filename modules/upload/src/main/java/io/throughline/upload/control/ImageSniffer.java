package io.throughline.upload.control;

import io.throughline.upload.api.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Recognises pictures by their first bytes. What is not on its list is unknown. */
final class ImageSniffer {

  private static final MediaType PNG = new MediaType("image/png", "png", "png_pipe");
  private static final MediaType JPEG = new MediaType("image/jpeg", "jpg", "jpeg_pipe");
  private static final MediaType GIF = new MediaType("image/gif", "gif", "gif");
  private static final MediaType WEBP = new MediaType("image/webp", "webp", "webp_pipe");
  private static final MediaType BMP = new MediaType("image/bmp", "bmp", "bmp_pipe");
  private static final MediaType TIFF = new MediaType("image/tiff", "tiff", "tiff_pipe");

  private static final int LARGEST_BMP_HEADER = 124;

  private ImageSniffer() {}

  /**
   * Recognises a picture.
   *
   * @param head the file's first bytes, at least 26 of a whole picture
   */
  static Optional<MediaType> sniff(byte[] head) {
    if (head.length < 26) {
      return Optional.empty();
    }
    String start = new String(head, 0, 16, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    } else if (start.startsWith("RIFF") && start.startsWith("WEBPVP8", 8)) {
      return Optional.of(WEBP);
    } else if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    return start.startsWith("BM") && isBitmap(head) ? Optional.of(BMP) : Optional.empty();
  }

  /** Two letters are not much: the size of the next header must be one of those there are. */
  private static boolean isBitmap(byte[] head) {
    int size = head[14] & 0xFF | (head[15] & 0xFF) << 8 | head[16] << 16 | head[17] << 24;
    return size == 12 || size >= 40 && size <= LARGEST_BMP_HEADER;
  }
}
