package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;

/**
 * The filters that picture operations are made of, wherever they run. All of them give the same
 * samples for the same picture and leave it as it was.
 *
 * @param <P> a picture where it is worked on
 */
public interface PictureFilters<P> {

  /** Standard deviation of the blur that sharpening compares with, in pixels. */
  double SHARPENING_SIGMA = 1.2;

  /** Averages near pixels of near colours, within a disc, as {@link BilateralWeights#of} says. */
  P smooth(P picture, int radius, double sigmaColor, double sigmaSpace) throws InterruptedException;

  /** Another size, that many times as large, by the Lanczos kernel. */
  P enlarge(P picture, int scale) throws InterruptedException;

  /** Local contrast: {@code clip} limits it, {@code strength} is the share of new brightness. */
  P contrast(P picture, double clip, double strength) throws InterruptedException;

  /** Colours away from grey by that share more. */
  P saturate(P picture, double more) throws InterruptedException;

  /** Adds what a blur takes away, so many times. */
  P sharpen(P picture, double amount) throws InterruptedException;

  /** Few tones and lines at edges. */
  P draw(P picture, Comic wanted) throws InterruptedException;

  /** An old photograph. */
  P age(P picture, Aged wanted) throws InterruptedException;
}
