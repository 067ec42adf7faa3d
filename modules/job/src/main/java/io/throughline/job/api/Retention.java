package io.throughline.job.api;

import java.time.Duration;
import java.util.OptionalInt;

/** How long jobs are kept after their end, with their recordings and results. */
public final class Retention {

  /** The request field, and the form of its values: days, 0 or -1. */
  public static final String FIELD = "retention";

  /** Until somebody deletes the job. */
  public static final int FOR_EVER = -1;

  private static final int MOST_DAYS = 36_500;

  /** What {@code 0} leaves to fetch a result that is not to be kept. */
  public static final Duration SHORTEST = Duration.ofMinutes(10);

  private Retention() {}

  /**
   * Reads a value of {@link #FIELD}; empty if {@code text} is null or blank.
   *
   * @throws InvalidRequestException if it is neither days nor 0 nor -1
   */
  public static OptionalInt requested(String text) {
    return RequestValue.integer(FIELD, text, FOR_EVER, MOST_DAYS);
  }

  /** True for days, 0 and -1. */
  public static boolean isValid(int days) {
    return days >= FOR_EVER && days <= MOST_DAYS;
  }
}
