package io.throughline.job.api;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment in a job's life. Every node gives the same moment the same position, also after a
 * restart, and later moments have greater ones.
 *
 * @param attempt the current or last attempt, 0 before the first
 * @param phase order of the states within an attempt
 * @param hundredths of the attempt's work that are done
 */
public record JobPosition(int attempt, int phase, int hundredths)
    implements Comparable<JobPosition> {

  private static final Comparator<JobPosition> ORDER =
      Comparator.comparingInt(JobPosition::attempt)
          .thenComparingInt(JobPosition::phase)
          .thenComparingInt(JobPosition::hundredths);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d)-(\\d{1,3})");

  static JobPosition of(int attempt, JobState state, double progress) {
    return new JobPosition(attempt, phase(state), (int) Math.round(progress * 100));
  }

  /** A job waits for its next attempt after the one before, and may be cancelled then. */
  private static int phase(JobState state) {
    return switch (state) {
      case RUNNING -> 1;
      case CANCELLING -> 2;
      case COMPLETED, FAILED, DEAD -> 3;
      case PENDING -> 4;
      case CANCELLED -> 5;
    };
  }

  /** Reads what {@link #toString} wrote; empty for anything else, also null. */
  public static Optional<JobPosition> of(String text) {
    Matcher matcher = TEXT.matcher(text == null ? "" : text);
    return matcher.matches()
        ? Optional.of(
            new JobPosition(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(JobPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return attempt + "-" + phase + "-" + hundredths;
  }
}
