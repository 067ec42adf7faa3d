package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.Picture;

/** Brown tones, lost contrast, dark corners and grain. */
final class OldPhotograph {

  private static final float GRAIN = 26;

  private final Aged wanted;
  private final float halfWidth;
  private final float halfHeight;

  OldPhotograph(Aged wanted, Picture picture) {
    this.wanted = wanted;
    this.halfWidth = picture.width() / 2f;
    this.halfHeight = picture.height() / 2f;
  }

  void apply(int x, int y, float[] rgb) {
    float sepia = (float) wanted.sepia();
    float red = 0.393f * rgb[0] + 0.769f * rgb[1] + 0.189f * rgb[2];
    float green = 0.349f * rgb[0] + 0.686f * rgb[1] + 0.168f * rgb[2];
    float blue = 0.272f * rgb[0] + 0.534f * rgb[1] + 0.131f * rgb[2];
    float grain = GRAIN * (float) wanted.grain() * Grain.at(x, y, wanted.seed());
    float light = light(x, y);
    rgb[0] = finished(rgb[0] + sepia * (red - rgb[0]), 118, light, grain);
    rgb[1] = finished(rgb[1] + sepia * (green - rgb[1]), 108, light, grain);
    rgb[2] = finished(rgb[2] + sepia * (blue - rgb[2]), 92, light, grain);
  }

  /** Dark towards the corners, as the fourth power of the cosine does it in a lens. */
  private float light(int x, int y) {
    float dx = (x + 0.5f - halfWidth) / halfWidth;
    float dy = (y + 0.5f - halfHeight) / halfHeight;
    float square = (dx * dx + dy * dy) / 2;
    float cosine = 1 / (1 + square);
    return 1 - (float) wanted.vignette() * (1 - cosine * cosine);
  }

  private float finished(float value, float paper, float light, float grain) {
    float faded = value + (float) wanted.fade() * 0.5f * (paper - value);
    return faded * light + grain;
  }
}
