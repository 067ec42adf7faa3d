package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads what a picture's header says, without its pixels: a bounded number of small reads, whatever
 * the file claims.
 */
final class ImageHeader {

  /** The file is not what its first bytes promise. The message names no content. */
  static final class BrokenHeaderException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    BrokenHeaderException(String message) {
      this(Reason.BROKEN_MEDIA, message);
    }

    BrokenHeaderException(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  /** A reader for one format. */
  @FunctionalInterface
  interface Format {
    ImageProperties read(ImageBytes bytes) throws IOException;
  }

  private ImageHeader() {}

  /**
   * @param extension of the format as {@link ImageSniffer} names it
   * @throws BrokenHeaderException if the header is not one of that format
   */
  static ImageProperties read(Path file, String extension) throws IOException {
    Format format =
        switch (extension) {
          case "png" -> PngHeader::read;
          case "jpg" -> JpegHeader::read;
          case "gif" -> GifHeader::read;
          case "webp" -> WebpHeader::read;
          case "bmp" -> BmpHeader::read;
          case "tiff" -> TiffHeader::read;
          default -> throw new IllegalArgumentException("not a picture: " + extension);
        };
    try (ImageBytes bytes = ImageBytes.open(file)) {
      return format.read(bytes);
    }
  }
}
