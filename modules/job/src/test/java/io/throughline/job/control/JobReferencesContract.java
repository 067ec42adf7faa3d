package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobReferences;
import io.throughline.job.api.JobRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link JobReferences} says of the jobs in a store. */
public interface JobReferencesContract extends JobStoreContract {

  /** Reads the rows of {@link #store()}. */
  JobReferences references();

  @Test
  default void uploadsAreReferredToByJobsInAnyState() {
    String id = JobIds.next(clock());
    JobRequest request =
        new JobRequest(id, "transcription", "default", 0, "{}", Optional.of("upload-1"));
    store().insert(request, TRACE, "", 1000);
    submitted();

    assertThat(references().uploads(List.of("upload-1", "upload-2"))).containsExactly("upload-1");
    store().requestCancel(id);
    assertThat(references().uploads(List.of("upload-1", "upload-2"))).containsExactly("upload-1");
    store().delete(id);
    assertThat(references().uploads(List.of("upload-1", "upload-2"))).isEmpty();
  }

  @Test
  default void aCompletedJobNeedsTheOneResultThatWasCommitted() {
    String id = submitted();
    store().complete(claimed("node").lease(), "results/2");

    assertThat(references().results(Map.of("results/1", id, "results/2", id)))
        .containsExactly("results/2");
  }

  @Test
  default void aJobThatMayGoOnNeedsAllItsResults() {
    String failed = submitted();
    store().fail(claimed("node").lease(), ERROR, Optional.empty());
    String running = submitted();
    claimed("node");
    String pending = submitted();

    assertThat(
            references()
                .results(Map.of("results/1", failed, "results/2", running, "results/3", pending)))
        .containsExactlyInAnyOrder("results/1", "results/2", "results/3");
  }

  @Test
  default void noResultOfACancelledOrUnknownJobIsNeeded() {
    String id = submitted();
    store().requestCancel(id);

    assertThat(references().results(Map.of("results/1", id, "results/2", "unknown"))).isEmpty();
  }
}
