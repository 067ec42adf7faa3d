package io.throughline.inference.api;

/** What is done to a picture. Strengths go from 0, which changes nothing, to 1. */
public sealed interface ImageOperation {

  /**
   * Makes it larger.
   *
   * @param scale 2 or 4
   * @param denoise strength of smoothing before
   */
  record Upscale(int scale, double denoise) implements ImageOperation {}

  /**
   * Makes it clearer.
   *
   * @param denoise strength of smoothing that keeps edges
   * @param contrast strength of local contrast
   * @param saturation strength of colours
   * @param sharpen strength of sharpening
   */
  record Enhance(double denoise, double contrast, double saturation, double sharpen)
      implements ImageOperation {}

  /**
   * Makes a drawing of it.
   *
   * @param levels how many tones of brightness are kept, 2 to 32
   * @param edges strength of the lines
   * @param smoothing strength of smoothing between them
   */
  record Comic(int levels, double edges, double smoothing) implements ImageOperation {}

  /**
   * Makes an old photograph of it.
   *
   * @param sepia strength of the brown tone
   * @param fade strength of lost contrast
   * @param grain strength of film grain
   * @param vignette strength of dark corners
   * @param seed of the grain
   */
  record Aged(double sepia, double fade, double grain, double vignette, int seed)
      implements ImageOperation {}
}
