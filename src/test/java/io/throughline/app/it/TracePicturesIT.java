package io.throughline.app.it;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.browser.Page;
import io.throughline.app.it.browser.WithBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Takes the pictures in docs/images; only when {@code -Dthroughline.pictures=docs/images} asks for
 * it.
 */
@ExtendWith(WithBrowser.class)
@EnabledIfSystemProperty(named = "throughline.pictures", matches = ".+")
@OnServer(Flavour.STANDARD)
class TracePicturesIT {

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final int SHORT_SECONDS = 9;
  private static final int OTHER_REQUESTS = 9;

  private final Client client;
  private final Transcriptions transcriptions;

  TracePicturesIT(LibertyServer server) {
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void picturesForTheDocumentation(Page page) throws IOException {
    Path directory = ServerFiles.repository().resolve(System.getProperty("throughline.pictures"));
    Submitted job = done(Recording.meeting());
    done(Recording.meeting(SHORT_SECONDS));
    for (int i = 0; i < OTHER_REQUESTS; i++) {
      client.get(List.of("/v1/models", "/api/v1/jobs", job.path()).get(i % 3));
    }
    transcriptions.submit(Form.of(Recording.meeting(SHORT_SECONDS)));

    page.size(1360, 780);
    page.prefersDark(false);
    page.open(client.server().resolve("/traces"), "#scatter circle");
    page.screenshot(directory.resolve("traces-list.png"));
    waterfall(page, job);
    page.screenshot(directory.resolve("trace-light.png"));
    page.prefersDark(true);
    waterfall(page, job);
    page.screenshot(directory.resolve("trace-dark.png"));
  }

  /** Waits by looking at the trace, because looking at traces makes none. */
  private Submitted done(byte[] recording) throws IOException {
    Submitted job = transcriptions.submit(Form.of(recording));
    Await.until(
        "the transcription has ended",
        LIMIT,
        () -> !transcriptions.trace(job).spans("orchestrator.mark_job_completed").isEmpty());
    transcriptions.endedTrace(job);
    return job;
  }

  private void waterfall(Page page, Submitted job) {
    page.open(client.server().resolve("/traces/" + job.traceId()), "#waterfall .row");
    page.press("/");
    page.type("ml.transcribe");
    page.press("Enter");
    page.await("document.querySelector('#detail h2')?.textContent === 'ml.transcribe'");
  }
}
