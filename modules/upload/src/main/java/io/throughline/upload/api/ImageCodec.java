package io.throughline.upload.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads and writes pictures. Headers are read here, with bounds; pixels only in a child process
 * with caps on time, memory and output. What is written has no metadata of what was read.
 * Interrupting the calling thread kills the child. Thread-safe.
 */
public interface ImageCodec {

  /**
   * Reads the header, and counts frames.
   *
   * @param file local copy of the picture
   * @throws MediaRejectedException if it is broken, has more pixels than allowed, or too many
   *     frames
   */
  ImageProperties probe(Path file, MediaType type) throws MediaRejectedException, IOException;

  /**
   * Decodes the first frame, turned the right way.
   *
   * @param file local copy of the picture
   * @param properties as {@link #probe} found them
   * @param target file to write: 8-bit RGB or, with alpha, RGBA, interleaved, rows from the top;
   *     deleted again if decoding fails
   * @throws MediaRejectedException if it cannot be decoded, is cut off, or takes too much
   */
  void decode(Path file, MediaType type, ImageProperties properties, Path target)
      throws MediaRejectedException, IOException, InterruptedException;

  /**
   * Encodes a picture.
   *
   * @param pixels file as {@link #decode} writes it
   * @param width pixels
   * @param height pixels
   * @param hasAlpha whether the pixels are RGBA; a format without alpha gets them on white
   * @param target file to write; deleted again if encoding fails
   * @throws IOException if it cannot be written
   */
  void encode(Path pixels, int width, int height, boolean hasAlpha, Encoding encoding, Path target)
      throws IOException, InterruptedException;

  /**
   * How to write a picture.
   *
   * @param quality 1 to 100 for formats that lose something, ignored by PNG
   */
  record Encoding(ImageFormat format, int quality) {}

  /** Formats that are written. */
  enum ImageFormat {
    PNG("png", "image/png", Integer.MAX_VALUE),
    JPEG("jpg", "image/jpeg", 65_500),
    WEBP("webp", "image/webp", 16_383);

    private final String extension;
    private final String mimeType;
    private final int maxSide;

    ImageFormat(String extension, String mimeType, int maxSide) {
      this.extension = extension;
      this.mimeType = mimeType;
      this.maxSide = maxSide;
    }

    /** Usual file extension without the dot. */
    public String extension() {
      return extension;
    }

    /** Media type. */
    public String mimeType() {
      return mimeType;
    }

    /** Most pixels of its width and of its height. */
    public int maxSide() {
      return maxSide;
    }
  }
}
