package io.throughline.inference.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to a picture. Strengths go from 0, which changes nothing, to 1. */
public sealed interface ImageOperation {

  /** What was asked for, by the names of the form's fields: numbers, or what writes itself. */
  Map<String, Object> values();

  /**
   * Makes it larger.
   *
   * @param scale 2 or 4
   * @param denoise strength of smoothing before
   */
  record Upscale(int scale, double denoise) implements ImageOperation {

    @Override
    public Map<String, Object> values() {
      return Map.of("scale", scale, "denoise", denoise);
    }
  }

  /**
   * Makes it clearer.
   *
   * @param denoise strength of smoothing that keeps edges
   * @param contrast strength of local contrast
   * @param saturation strength of colours
   * @param sharpen strength of sharpening
   */
  record Enhance(double denoise, double contrast, double saturation, double sharpen)
      implements ImageOperation {

    @Override
    public Map<String, Object> values() {
      return Map.of(
          "denoise", denoise, "contrast", contrast, "saturation", saturation, "sharpen", sharpen);
    }
  }

  /**
   * Makes a drawing of it.
   *
   * @param levels how many tones of brightness are kept, 2 to 32
   * @param edges strength of the lines
   * @param smoothing strength of smoothing between them
   */
  record Comic(int levels, double edges, double smoothing) implements ImageOperation {

    @Override
    public Map<String, Object> values() {
      return Map.of("levels", levels, "edges", edges, "smoothing", smoothing);
    }
  }

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
      implements ImageOperation {

    @Override
    public Map<String, Object> values() {
      return Map.of(
          "sepia", sepia, "fade", fade, "grain", grain, "vignette", vignette, "seed", seed);
    }
  }

  /**
   * Keeps the subject only.
   *
   * @param subject where it is; everything outside is background
   * @param feather standard deviation of the blur of its edge, in pixels; 0 leaves it as it is
   * @param iterations how often its colours are learnt and it is cut out again, 1 to 10
   * @param background colour that is put behind it; transparent without one
   */
  record RemoveBackground(Area subject, double feather, int iterations, Optional<Color> background)
      implements ImageOperation {

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new HashMap<>();
      values.put("rectangle", subject);
      values.put("feather", feather);
      values.put("iterations", iterations);
      background.ifPresent(color -> values.put("background", color));
      return values;
    }
  }

  /**
   * Part of a picture, in pixels from its upper left corner, as it is shown.
   *
   * @param x of its left side, from 0
   * @param y of its upper side, from 0
   * @param width at least 1
   * @param height at least 1
   */
  record Area(int x, int y, int width, int height) {

    private static final Pattern FORM =
        Pattern.compile("(\\d{1,9}),(\\d{1,9}),(\\d{1,9}),(\\d{1,9})");

    public Area {
      if (x < 0 || y < 0 || width < 1 || height < 1) {
        throw new IllegalArgumentException("an area has pixels");
      }
    }

    /**
     * Reads {@code x,y,width,height}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Area of(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new IllegalArgumentException("not x,y,width,height");
      }
      return new Area(
          Integer.parseInt(form.group(1)),
          Integer.parseInt(form.group(2)),
          Integer.parseInt(form.group(3)),
          Integer.parseInt(form.group(4)));
    }

    /** True if the pixel is in it. */
    public boolean contains(long px, long py) {
      return px >= x && py >= y && px < (long) x + width && py < (long) y + height;
    }

    @Override
    public String toString() {
      return x + "," + y + "," + width + "," + height;
    }
  }

  /**
   * An opaque sRGB colour.
   *
   * @param rgb red times 65536, green times 256, blue
   */
  record Color(int rgb) {

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    /**
     * Reads {@code #rrggbb}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Color of(String text) {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("not #rrggbb");
      }
      return new Color(Integer.parseInt(text.substring(1), 16));
    }

    /** Sample of red (0), green (1) or blue (2), from 0 to 255. */
    public int channel(int c) {
      return rgb >> 16 - 8 * c & 0xFF;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "#%06x", rgb);
    }
  }
}
