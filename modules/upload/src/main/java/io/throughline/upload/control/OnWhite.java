package io.throughline.upload.control;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts transparent pixels onto white, for formats that have no alpha. */
final class OnWhite {

  private static final int PIXELS = 16 * 1024;

  private OnWhite() {}

  /**
   * @param rgba file of RGBA pixels
   * @param rgb file of RGB pixels to write
   */
  static void write(Path rgba, Path rgb) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(rgba));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(rgb))) {
      byte[] pixels = new byte[4 * PIXELS];
      byte[] opaque = new byte[3 * PIXELS];
      for (int read = in.readNBytes(pixels, 0, pixels.length);
          read > 0;
          read = in.readNBytes(pixels, 0, pixels.length)) {
        for (int i = 0; i < read / 4; i++) {
          int alpha = pixels[4 * i + 3] & 0xFF;
          for (int c = 0; c < 3; c++) {
            int mixed = (pixels[4 * i + c] & 0xFF) * alpha + 255 * (255 - alpha);
            opaque[3 * i + c] = (byte) ((mixed + 127) / 255);
          }
        }
        out.write(opaque, 0, read / 4 * 3);
      }
    }
  }
}
