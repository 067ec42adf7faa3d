package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import jakarta.json.JsonException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With tracing off there are no traces in logs, and metrics as ever. */
@OnServer(Flavour.UNTRACED)
class UntracedIT {

  private final LibertyServer server;
  private String job;

  UntracedIT(LibertyServer server) {
    this.server = server;
  }

  @BeforeEach
  void runAJobThatFails() throws IOException {
    Answer answer =
        server
            .client()
            .post(
                Transcriptions.PATH,
                Form.of(Recording.meeting(2)).field("prompt", "fail"),
                "X-Request-Id",
                "untraced-1");
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(201);
    assertThat(answer.header("X-Trace-Id")).isEmpty();
    job = answer.json().getString("id");
    Await.until(
        "the job has failed",
        Duration.ofSeconds(60),
        () -> LogLine.of(server).stream().anyMatch(line -> isFailureOf(job, line)));
  }

  @Test
  void noLineNamesATraceAndJobsAndRequestsAreStillNamed() throws IOException {
    List<LogLine> lines = LogLine.of(server);

    assertThat(lines)
        .noneMatch(
            line -> line.has("trace_id") || line.has("span_id") || line.has("gcp_trace_sampled"));
    assertThat(lines.stream().filter(line -> isFailureOf(job, line)))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("job_id")).isEqualTo(job);
              assertThat(line.get("request_id")).isEqualTo("untraced-1");
            });
  }

  @Test
  void theConsoleIsJsonToo() throws IOException {
    assertThat(server.printed())
        .filteredOn(UntracedIT::isJson)
        .anyMatch(line -> isFailureOf(job, LogLine.of(line)));
  }

  @Test
  void metricsAreThereAsEver() throws IOException {
    Scrape scrape = Scrape.of(server);

    assertThat(scrape.value("throughline_jobs_submitted_total", "job_type", "transcription"))
        .isGreaterThanOrEqualTo(1);
    assertThat(
            scrape.value(
                "http_server_request_duration_seconds_count",
                "http_route",
                "/v1/audio/transcriptions"))
        .isGreaterThanOrEqualTo(1);
    assertThat(scrape.families()).containsKey("jvm_memory_used_bytes");
    assertThat(scrape.value("target_info", "service_name", "throughline")).isEqualTo(1);
  }

  private static boolean isFailureOf(String job, LogLine line) {
    return line.get("message").startsWith("job " + job + " attempt 1 failed");
  }

  private static boolean isJson(String line) {
    try {
      LogLine.of(line);
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
