package io.throughline.job.api;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The states of a job and the only transitions between them; docs/jobs.md has the picture.
 *
 * <pre>
 * PENDING ─claim→ RUNNING ─commit→ COMPLETED
 *    │               ├─error→ PENDING (retry) or FAILED
 *    │               ├─crash→ PENDING (lease expired) or DEAD (third crash)
 *    │               ├─drain→ PENDING (released, no attempt spent)
 *    │               └─cancel→ CANCELLING ─stopped→ CANCELLED
 *    └─cancel→ CANCELLED
 * FAILED, DEAD ─redrive→ PENDING
 * </pre>
 */
public enum JobState {
  PENDING,
  RUNNING,
  CANCELLING,
  COMPLETED,
  FAILED,
  CANCELLED,
  DEAD;

  private static final Set<JobState> TERMINAL = EnumSet.of(COMPLETED, FAILED, CANCELLED, DEAD);

  /** True when no worker will touch the job again unless somebody redrives it. */
  public boolean isTerminal() {
    return TERMINAL.contains(this);
  }

  /** The states a job may go to from this one. */
  public Set<JobState> next() {
    return switch (this) {
      case PENDING -> EnumSet.of(RUNNING, CANCELLED);
      case RUNNING -> EnumSet.of(COMPLETED, PENDING, FAILED, DEAD, CANCELLING);
      case CANCELLING -> EnumSet.of(CANCELLED);
      case FAILED, DEAD -> EnumSet.of(PENDING);
      case COMPLETED, CANCELLED -> EnumSet.noneOf(JobState.class);
    };
  }

  /** Lower-case name, as stored in the database and shown in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such state
   */
  public static JobState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /**
   * The state that a request names.
   *
   * @param field the request field that names it
   * @throws InvalidRequestException if there is no such state
   */
  public static JobState requested(String field, String id) {
    try {
      return of(id);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          field, "must be pending, running, cancelling, completed, failed, cancelled or dead");
    }
  }
}
