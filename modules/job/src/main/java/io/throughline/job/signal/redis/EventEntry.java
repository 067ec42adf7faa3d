package io.throughline.job.signal.redis;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import java.util.Map;
import java.util.Optional;

/** A job's event as the fields of a stream entry. */
final class EventEntry {

  private static final String NODE = "node";
  private static final String JOB = "job";
  private static final String ATTEMPT = "attempt";
  private static final String STATE = "state";
  private static final String PROGRESS = "progress";
  private static final String STAGE = "stage";

  private EventEntry() {}

  static Map<String, String> of(JobEvent event, String node) {
    return Map.of(
        NODE, node,
        JOB, event.jobId(),
        ATTEMPT, Integer.toString(event.attempt()),
        STATE, event.state().id(),
        PROGRESS, Double.toString(event.progress()),
        STAGE, event.stage());
  }

  static boolean isFrom(String node, Map<String, String> fields) {
    return node.equals(fields.get(NODE));
  }

  /** Empty if it is none, or one of a version that says it otherwise. */
  static Optional<JobEvent> read(Map<String, String> fields) {
    try {
      return Optional.of(
          new JobEvent(
              fields.get(JOB),
              Integer.parseInt(fields.get(ATTEMPT)),
              JobState.of(fields.get(STATE)),
              Double.parseDouble(fields.get(PROGRESS)),
              fields.getOrDefault(STAGE, "")));
    } catch (IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
