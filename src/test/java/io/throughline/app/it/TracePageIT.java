package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.browser.Page;
import io.throughline.app.it.browser.WithBrowser;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The trace page in a real browser. */
@ExtendWith(WithBrowser.class)
@OnServer(Flavour.SCRIPTED)
class TracePageIT {

  private static final String ROWS = "#waterfall .row";
  private static final String SELECTED = "#waterfall [aria-selected=true] .label";
  private static final int SECONDS = 3;

  @TempDir Path directory;

  private final Client client;
  private final Transcriptions transcriptions;
  private Page page;

  TracePageIT(LibertyServer server) {
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeEach
  void open(Page own) {
    page = own;
  }

  /** No script failed, nothing was missing, and nothing wanted what the page's policy forbids. */
  @AfterEach
  void thePageDoesNotComplain() {
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void fromTheUploadInTheConsoleToTheTrace() throws IOException {
    page.open(client.server().resolve("/"), "#upload button");
    page.choose("#file", ServerFiles.repository().resolve("samples/meeting.wav"));
    page.click("#upload button");
    page.await("document.querySelector('#message').textContent === 'queued'");
    page.await("document.querySelector('#jobs td.completed')");
    page.click("#jobs tr:first-child a[href^='/traces/']");
    page.await("document.querySelectorAll('" + ROWS + "').length > 20");
    page.await("!document.querySelector('#live')");

    String id = page.textOf("#trace-id");
    assertThat(page.text("location.pathname")).isEqualTo("/traces/" + id);
    assertThat(page.count(ROWS)).isEqualTo(transcriptions.trace(id).spans().size());
    assertThat(page.textOf("h1")).contains("POST /v1/audio/transcriptions");
    assertThat(page.textOf(".legend")).contains("queue wait", "SQL", "storage");
    assertThat(page.count(".row .critical")).isPositive();
  }

  @Test
  void theKeyboardWalksFoldsAndOpensSpans() throws IOException {
    show(done());

    page.press("ArrowDown");
    assertThat(page.textOf(SELECTED)).isEqualTo("POST /v1/audio/transcriptions");
    page.press("ArrowDown");
    assertThat(page.textOf(SELECTED)).isEqualTo("audio.validate_and_save");
    assertThat(page.textOf("#detail")).contains("file.size_bytes", "self time", "file_uploaded");
    assertThat(page.text("document.activeElement.getAttribute('role')")).isEqualTo("treeitem");

    page.press("ArrowUp");
    int all = page.count(ROWS);
    page.press("ArrowLeft");
    assertThat(page.count(ROWS)).isEqualTo(1);
    assertThat(page.text("document.activeElement.ariaExpanded")).isEqualTo("false");
    page.press("ArrowRight");
    assertThat(page.count(ROWS)).isEqualTo(all);
    page.press("End");
    page.press("Home");
    assertThat(page.textOf(SELECTED)).isEqualTo("POST /v1/audio/transcriptions");

    page.press("Escape");
    assertThat(page.count("#detail")).isZero();
    page.press("?");
    assertThat(page.count("#help")).isEqualTo(1);
    page.click("#help button");
    page.press("Escape");
    page.await("location.pathname === '/traces' && document.querySelector('#search')");
  }

  @Test
  void spansAreFoundWithinATrace() throws IOException {
    show(done());

    page.press("/");
    page.type("ML.");
    page.await("document.querySelectorAll('" + ROWS + ".hit').length >= 3");
    page.press("Enter");
    assertThat(page.textOf(SELECTED)).startsWith("ml.");
    String first = page.text("location.search");
    page.press("n");
    assertThat(page.text("location.search")).isNotEqualTo(first).startsWith("?span=");
  }

  @Test
  void aLinkToASpanOpensIt() throws IOException {
    Submitted job = done();
    String span = transcriptions.trace(job).spans("job.queue_wait").get(0).id();

    page.open(client.server().resolve("/traces/" + job.traceId() + "?span=" + span), SELECTED);

    assertThat(page.textOf(SELECTED)).isEqualTo("job.queue_wait");
    assertThat(page.textOf("#detail h2")).isEqualTo("job.queue_wait");
    assertThat(page.text("document.querySelector('#jaeger').href"))
        .isEqualTo(ServerExtension.JAEGER + "/trace/" + job.traceId());
    assertThat(page.count(".bar.c-wait")).isEqualTo(1);
  }

  @Test
  void draggingOverTheOverviewZooms() throws IOException {
    show(done());
    String before = page.textOf(".scale");

    page.drag("#minimap", 0.5, 0.9);
    assertThat(page.textOf(".scale")).isNotEqualTo(before);
    page.press("0");
    assertThat(page.textOf(".scale")).isEqualTo(before);
  }

  @Test
  void theSearchFindsByTagAndOpensByDot() throws IOException {
    Submitted job = done();
    page.open(client.server().resolve("/traces"), "#traces li");
    page.press("/");
    page.type("job.id=" + job.id());
    page.press("Enter");
    page.await("document.querySelectorAll('#traces li').length === 1");

    assertThat(page.text("document.querySelector('#traces a').pathname"))
        .isEqualTo("/traces/" + job.traceId());
    assertThat(page.text("location.search")).contains("tags=job.id");
    assertThat(page.count("#scatter circle")).isEqualTo(1);
    page.click("#scatter circle");
    page.await("document.querySelector('#trace-id')?.textContent === '" + job.traceId() + "'");

    page.press("Escape");
    page.await("document.querySelector('#tags')?.value === 'job.id=" + job.id() + "'");
    page.await("document.querySelectorAll('#traces li').length === 1");
  }

  @Test
  void aFailedJobShowsItsErrorsAndItsLogLines() throws IOException {
    Submitted job =
        transcriptions.submit(Form.of(Recording.meeting(SECONDS)).field("prompt", "fail"));
    transcriptions.ended(job);
    transcriptions.endedTrace(job);
    page.open(
        client.server().resolve("/traces?errors=1&tags=span.kind%3Dserver"), "#traces .chip.bad");
    page.await("!!document.querySelector('#traces a[href*=\"" + job.traceId() + "\"]')");

    page.click("#traces a[href*='" + job.traceId() + "']");
    page.await("document.querySelector('.facts .chip.bad')");
    page.click(".facts .chip.bad");
    assertThat(page.textOf("#detail")).contains("error.type", "exception");
    assertThat(page.textOf("details.log")).contains("log line", job.id());
  }

  @Test
  void aRunningJobIsShownWhileItRuns() throws IOException {
    Path gate = Files.createFile(directory.resolve("gate"));
    Submitted job =
        transcriptions.submit(Form.of(Recording.meeting(SECONDS)).field("prompt", "block:" + gate));
    transcriptions.running(job, "engine.scripted.process");
    try {
      show(job);
      assertThat(page.count("#live")).isEqualTo(1);
      page.await("document.querySelectorAll('" + ROWS + " .chip.live').length >= 2");
      String length = page.textOf("#length");
      page.await("document.querySelector('#length').textContent !== '" + length + "'");
      page.press("End");
    } finally {
      Files.delete(gate);
    }
    transcriptions.completed(job);
    page.await("!document.querySelector('#live')");
    assertThat(page.textOf("#waterfall")).contains("orchestrator.mark_job_completed");
    assertThat(page.count(SELECTED)).isEqualTo(1);
    assertThat(page.text("document.activeElement.ariaSelected")).isEqualTo("true");
  }

  @Test
  void itIsDarkForWhoPrefersItAndForWhoChoosesIt() throws IOException {
    page.prefersDark(false);
    page.open(client.server().resolve("/traces"), "#search");
    String light = background();
    page.prefersDark(true);
    page.await("getComputedStyle(document.body).backgroundColor !== '" + light + "'");
    String dark = background();

    page.click("[data-toggle-theme]");
    assertThat(background()).isEqualTo(light);
    page.open(client.server().resolve("/"), "#upload");
    assertThat(background()).isEqualTo(light);
    page.text("localStorage.clear()");
    assertThat(dark).isNotEqualTo(light);
  }

  @Test
  void hostileNamesInAFileStayText() throws IOException {
    String attack = "<img src=x onerror=\"document.title='owned'\">";
    Path file = HostileTrace.write(directory.resolve("hostile.json"), attack);
    page.open(client.server().resolve("/traces"), "#search");

    page.choose("#file", file);
    page.await("document.querySelectorAll('" + ROWS + "').length === 4");
    page.press("ArrowDown");

    assertThat(page.textOf(SELECTED)).isEqualTo(attack);
    assertThat(page.textOf("#detail")).contains("<script>", attack);
    assertThat(page.count("#main img, #main script, #main iframe")).isZero();
    assertThat(page.text("document.title")).startsWith(attack);
    assertThat(page.count("a[href^='javascript']")).isZero();
    assertThat(page.count(".gpu .bar")).isEqualTo(1);
    assertThat(client.get("/api/traces/" + HostileTrace.TRACE_ID).status()).isEqualTo(404);
  }

  @Test
  void aGraphicsCardHasALineOfItsOwnOnTheSameScale() throws IOException {
    page.open(client.server().resolve("/traces"), "#search");

    page.choose("#file", GpuTraceFile.write(directory.resolve("gpu.json")));
    page.await("document.querySelectorAll('" + ROWS + "').length === 5");

    assertThat(page.text("[...document.querySelectorAll('.gpu .bar')].map(b => b.title).join()"))
        .isEqualTo("gpu.transfer h2d,gpu.kernel resize_rows_u8,gpu.transfer d2h");
    assertThat(
            page.text(
                "(() => { const line = document.querySelector('.gpu .time').getBoundingClientRect();"
                    + " return [...document.querySelectorAll('.gpu .bar')].map(b => {"
                    + " const bar = b.getBoundingClientRect();"
                    + " return Math.round(10 * (bar.left - line.left) / line.width) + '+'"
                    + " + Math.round(10 * bar.width / line.width); }).join(); })()"))
        .isEqualTo("1+1,3+2,7+1");
    assertThat(page.textOf(".legend")).contains("GPU");
  }

  @Test
  void aTraceThatWasSavedAsOtlpOpensAgain() throws IOException {
    Submitted job = done();
    Path file = directory.resolve("otlp.json");
    Files.write(file, client.get("/api/v3/traces/" + job.traceId()).bytes());
    page.open(client.server().resolve("/traces"), "#search");

    page.choose("#file", file);
    page.await("document.querySelectorAll('" + ROWS + "').length > 20");

    assertThat(page.count(ROWS)).isEqualTo(transcriptions.trace(job).spans().size());
    assertThat(page.textOf(".facts")).contains("from a file", job.traceId());
  }

  @Test
  void aFileThatIsNoTraceIsSaidToBeNone() throws IOException {
    Path file = directory.resolve("other.json");
    Files.writeString(file, Json.createObjectBuilder().add("data", 1).build().toString());
    page.open(client.server().resolve("/traces"), "#search");

    page.choose("#file", file);

    page.await("document.querySelector('#status').textContent.includes('file has')");
  }

  private String background() {
    return page.text("getComputedStyle(document.body).backgroundColor");
  }

  private void show(Submitted job) {
    page.open(client.server().resolve("/traces/" + job.traceId()), ROWS);
  }

  private Submitted done() throws IOException {
    Submitted job = transcriptions.submit(Form.of(Recording.meeting(SECONDS)));
    transcriptions.completed(job);
    transcriptions.endedTrace(job);
    return job;
  }
}
