package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Picture jobs on a server. */
record ImageJobs(Client client) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The job once it is over, which must have gone well. */
  JsonObject completed(Answer accepted) {
    JsonObject job = ended(accepted);
    assertThat(job.getString("status")).describedAs("%s", job).isEqualTo("completed");
    return job;
  }

  /** The job once it is over. */
  JsonObject ended(Answer accepted) {
    assertThat(accepted.status()).describedAs("%s", accepted).isEqualTo(202);
    String id = accepted.json().getString("job_id");
    return Await.result(
        "job " + id + " has ended",
        LIMIT,
        () ->
            Optional.of(client.get("/api/v1/jobs/" + id).json())
                .filter(j -> j.getString("status").matches("completed|failed|cancelled|dead")));
  }
}
