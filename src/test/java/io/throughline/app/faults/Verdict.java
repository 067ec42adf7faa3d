package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * What a fault did, in figures.
 *
 * @param jobs acknowledged
 * @param kills processes that ended without a chance to do anything about it
 * @param lost acknowledged jobs that did not end as they should have, or have no result
 * @param unexpected jobs that nobody submitted
 * @param duplicates jobs with more than one committed result
 * @param repeated executions of stages that had been committed
 * @param reclaim the longest time from a death to the next attempt at a job it interrupted
 * @param traces what became of the traces
 * @param note what else the row is about
 */
record Verdict(
    int jobs,
    int kills,
    int lost,
    int unexpected,
    int duplicates,
    int repeated,
    Duration reclaim,
    Traces.Summary traces,
    String note) {

  static final Duration RECLAIM_LIMIT = Duration.ofSeconds(45);

  /** Of completed jobs that no load submitted. */
  static Verdict ofOthers(int jobs) {
    return new Verdict(jobs, 0, 0, 0, 0, 0, Duration.ZERO, Traces.Summary.NONE, "");
  }

  Verdict with(String words) {
    return new Verdict(jobs, kills, lost, unexpected, duplicates, repeated, reclaim, traces, words);
  }

  Verdict withTraces(Traces.Summary others) {
    return new Verdict(jobs, kills, lost, unexpected, duplicates, repeated, reclaim, others, note);
  }

  /**
   * @param survivors whether there was a node all the time that could take over
   */
  void assertPassed(boolean survivors) {
    assertThat(this)
        .describedAs("%s", this)
        .returns(0, Verdict::lost)
        .returns(0, Verdict::unexpected)
        .returns(0, Verdict::duplicates)
        .returns(0, Verdict::repeated);
    if (survivors) {
      assertThat(reclaim).isLessThanOrEqualTo(RECLAIM_LIMIT);
    }
    assertThat(traces.broken()).isEmpty();
  }
}
