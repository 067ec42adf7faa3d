package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What one real transcription adds to the metrics: exactly that, and nothing twice. */
@OnServer(Flavour.STANDARD)
class TranscriptionMetricsIT {

  private final LibertyServer server;
  private Scrape before;
  private Scrape after;

  TranscriptionMetricsIT(LibertyServer server) {
    this.server = server;
  }

  @Test
  void oneTranscriptionIsCountedOnceInEveryRespect() throws IOException {
    byte[] meeting = Recording.meeting();
    Transcriptions transcriptions = Transcriptions.on(server);
    before = Scrape.of(server);

    Submitted job = transcriptions.submit(Form.of(meeting));
    transcriptions.completed(job);
    transcriptions.endedTrace(job);

    after = Scrape.of(server);
    assertThat(added("throughline_jobs_submitted_total", "job_type", "transcription")).isOne();
    assertThat(added("throughline_job_attempts_total", "outcome", "completed")).isOne();
    assertThat(added("throughline_job_duration_seconds_count", "job_state", "completed")).isOne();
    assertThat(added("throughline_job_queue_wait_duration_seconds_count")).isOne();
    assertThat(added("throughline_upload_size_bytes_count", "source", "form")).isOne();
    assertThat(added("throughline_upload_size_bytes_sum")).isEqualTo(meeting.length);
    assertThat(added("throughline_decoder_duration_seconds_count", "operation", "probe")).isOne();
    assertThat(added("throughline_decoder_duration_seconds_count", "operation", "decode")).isOne();
    for (String stage : new String[] {"transcribe", "align", "diarize", "embed"}) {
      assertThat(added("ml_inference_duration_seconds_count", "ml_stage", stage)).isOne();
    }
    assertThat(added("ml_model_cache_requests_total")).isEqualTo(4);
    assertThat(after.value("ml_model_cache_size")).isEqualTo(4);
    assertThat(
            added(
                "http_server_request_duration_seconds_count",
                "http_request_method",
                "POST",
                "http_route",
                "/v1/audio/transcriptions",
                "http_response_status_code",
                "201"))
        .isOne();
    assertThat(added("throughline_search_index_duration_seconds_count", "kind", "transcript"))
        .isOne();
    assertThat(added("throughline_slo_events_total", "slo", "job_success")).isOne();
    double seconds = added("ml_inference_duration_seconds_sum", "ml_stage", "transcribe");
    assertThat(added("ml_rtf_sum")).isCloseTo(seconds / Recording.seconds(meeting), within(0.5));
  }

  @Test
  void theEnginesPrintNothingPastTheLog() throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);

    transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(2))));

    assertThat(LogLine.of(server)).noneMatch(line -> line.get("module").startsWith("System"));
  }

  private double added(String name, String... labels) {
    return after.value(name, labels) - before.value(name, labels);
  }
}
