package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.Picture;
import java.util.Optional;

/** Shows a subject without its background, or before a colour. Thread-safe. */
final class CutOut {

  private final RowWorkers workers;

  CutOut(RowWorkers workers) {
    this.workers = workers;
  }

  /**
   * The subject, with an alpha channel unless there is a colour behind it.
   *
   * @param shares how much of the subject is to be seen, 0 to 255, by rows
   */
  Picture of(Picture picture, Layers layers, byte[] shares, Optional<Color> behind)
      throws InterruptedException {
    int channels = behind.isPresent() ? 3 : 4;
    Picture made = Picture.blank(picture.width(), picture.height(), channels);
    workers.rows(
        picture.height(),
        picture.width() * channels,
        (from, to) -> {
          SubjectColors subject = new SubjectColors(picture, layers);
          for (int y = from; y < to; y++) {
            for (int x = 0; x < picture.width(); x++) {
              int pixel = y * picture.width() + x;
              int at = pixel * channels;
              int share = seen(picture, pixel, shares[pixel] & 0xFF);
              if (share == 0) {
                subject.putUnseen(x, y, made.samples(), at);
              } else {
                subject.put(x, y, made.samples(), at);
              }
              if (behind.isPresent()) {
                mix(behind.get(), share, made.samples(), at);
              } else {
                made.samples()[at + 3] = (byte) share;
              }
            }
          }
        });
    return made;
  }

  private static int seen(Picture picture, int pixel, int share) {
    return picture.hasAlpha()
        ? (share * (picture.samples()[4 * pixel + 3] & 0xFF) + 127) / 255
        : share;
  }

  private static void mix(Color behind, int share, byte[] samples, int at) {
    for (int c = 0; c < 3; c++) {
      int mixed = (samples[at + c] & 0xFF) * share + behind.channel(c) * (255 - share);
      samples[at + c] = (byte) ((mixed + 127) / 255);
    }
  }
}
