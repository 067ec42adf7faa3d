package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.browser.Page;
import io.throughline.app.it.browser.WithBrowser;
import io.throughline.app.it.engine.ScriptedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, whose microphone hears the sample recording. */
@ExtendWith(WithBrowser.class)
@OnServer(Flavour.SCRIPTED)
class ConsoleIT {

  private final LibertyServer server;

  ConsoleIT(LibertyServer server) {
    this.server = server;
  }

  @Test
  void whoSpeaksReadsAlongAndFindsTheTrace(Page page) throws Exception {
    page.open(server.client().server().resolve("/"), "#speak");
    page.click("#speak");
    page.await("document.querySelector('#speak-status').textContent === 'listening …'");
    page.await("document.querySelector('#heard li')");
    page.click("#speak");
    page.await("document.querySelector('#speak').textContent === 'Speak'");

    assertThat(page.textOf("#heard li")).isEqualTo(ScriptedEngine.SENTENCE);
    assertThat(page.textOf("#speak-status")).isEmpty();
    String trace = page.text("document.querySelector('#speak-trace').getAttribute('href')");
    assertThat(
            Transcriptions.on(server)
                .endedTrace(trace.substring("/traces/".length()))
                .span("realtime.session")
                .attributes()
                .get("close.code")
                .toString())
        .isEqualTo("1000");
    assertThat(page.complaints()).isEmpty();
  }
}
