package io.throughline.app.it;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.browser.Page;
import io.throughline.app.it.browser.WithBrowser;
import java.io.IOException;
import java.nio.file.Path;
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

  private final Client client;
  private final Transcriptions transcriptions;

  TracePicturesIT(LibertyServer server) {
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void picturesForTheDocumentation(Page page) throws IOException {
    Path directory = ServerFiles.repository().resolve(System.getProperty("throughline.pictures"));
    Submitted job = transcriptions.submit(Form.of(Recording.meeting()));
    for (int i = 0; i < 12; i++) {
      client.get(i % 3 == 0 ? "/v1/models" : i % 3 == 1 ? "/api/v1/jobs" : Transcriptions.PATH);
    }
    transcriptions.completed(job);
    transcriptions.endedTrace(job);
    Submitted second = transcriptions.submit(Form.of(Recording.meeting(9)));
    transcriptions.completed(second);
    client.get("/api/v1/jobs");

    page.prefersDark(false);
    page.open(client.server().resolve("/traces"), "#scatter circle");
    page.screenshot(directory.resolve("traces-list.png"));
    waterfall(page, job);
    page.screenshot(directory.resolve("trace-light.png"));
    page.prefersDark(true);
    waterfall(page, job);
    page.screenshot(directory.resolve("trace-dark.png"));
  }

  private void waterfall(Page page, Submitted job) {
    page.open(client.server().resolve("/traces/" + job.traceId()), "#waterfall .row");
    page.press("/");
    page.type("ml.transcribe");
    page.press("Enter");
    page.await("document.querySelector('#detail h2')?.textContent === 'ml.transcribe'");
  }
}
