package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.CLIENT;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static io.throughline.app.it.trace.ExpectedValue.milliseconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.testing.server.InferenceServer;
import io.throughline.testing.server.Reply;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures that an inference server works on. */
class TritonIT {

  private static final String UPSCALE = "/api/v1/images/upscale";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static InferenceServer remote;
  private static LibertyServer server;

  private final ImageJobs jobs = new ImageJobs(server.client());

  @BeforeAll
  static void start() throws Exception {
    remote = new InferenceServer(InferenceServer.Layout.BYTE_PIXELS);
    server =
        ServerExtension.scripted("triton")
            .with("throughline.triton.url", remote.url())
            .with("throughline.triton.models", "upscale=" + InferenceServer.MODEL);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    remote.close();
  }

  @BeforeEach
  void answerWell() {
    remote.replying();
  }

  @Test
  void theServersWorkIsPartOfTheJobsTraceAndGetsItsContext() throws IOException {
    byte[] picture = TestPicture.landscape(120, 80, "png");
    jobs.completed(server.client().post(UPSCALE, TestPicture.form(picture)));
    int before = remote.requests().size();

    JsonObject job = jobs.completed(server.client().post(UPSCALE, TestPicture.form(picture)));

    byte[] result = server.client().get(job.getString("output_url")).bytes();
    BufferedImage made = TestPicture.read(result);
    BufferedImage source = TestPicture.read(picture);
    assertThat(made.getWidth()).isEqualTo(240);
    for (int x = 0; x < 240; x++) {
      assertThat(made.getRGB(x, 50)).isEqualTo(source.getRGB(x / 2, 25));
    }
    assertThat(remote.requests()).hasSize(before + 1);
    assertThat(remote.requests().get(before).header("traceparent").orElseThrow())
        .startsWith("00-" + job.getString("trace_id"));
    Transcriptions.on(server)
        .endedTrace(job.getString("trace_id"))
        .assertIs(ImageTrace.upscaled(picture.length, result.length, 2, inferred()));
  }

  private static ExpectedSpan inferred() {
    return span("triton.infer", CLIENT)
        .with("model.name", InferenceServer.MODEL)
        .with("server.address", "localhost")
        .with("server.port", remote.port())
        .with("inference.duration_ms", milliseconds())
        .children(
            span("POST", CLIENT)
                .with("http.request.method", "POST")
                .with("server.address", "localhost")
                .with("server.port", remote.port())
                .with("url.full", remote.url() + "/v2/models/double/infer")
                .with("http.response.status_code", 200));
  }

  @Test
  void aRequestThatTheServerRefusesFailsTheJobAtOnce() throws IOException {
    byte[] picture = TestPicture.landscape(30, 20, "png");
    jobs.completed(server.client().post(UPSCALE, TestPicture.form(picture)));
    remote.replying(Reply.status(400));
    int before = remote.requests().size();

    JsonObject job = jobs.ended(server.client().post(UPSCALE, TestPicture.form(picture)));

    assertThat(job.getString("status")).isEqualTo("failed");
    assertThat(remote.requests()).hasSize(before + 1);
  }

  @Test
  void aServerThatIsOverloadedIsAskedAgain() throws IOException {
    byte[] picture = TestPicture.landscape(30, 20, "png");
    remote.replying(Reply.status(503));
    int before = remote.requests().size();
    Answer accepted = server.client().post(UPSCALE, TestPicture.form(picture));
    Await.until("it was asked", LIMIT, () -> remote.requests().size() > before);

    remote.replying();

    jobs.completed(accepted);
  }

  @Test
  void itsModelIsListedWithTheEnginesAndWithoutAskingIt() throws IOException {
    remote.replying(Reply.status(503));
    int before = remote.requests().size();

    ModelListing listed = ModelListing.of(server);

    assertThat(listed.only(InferenceServer.MODEL))
        .hasToString(
            "{\"id\":\"double\",\"object\":\"model\",\"created\":0,\"owned_by\":\"triton\","
                + "\"stage\":\"image\",\"job_types\":[\"upscale\"]}");
    assertThat(listed.only("raster").getString("stage")).isEqualTo("image");
    assertThat(remote.requests()).hasSize(before);
  }

  @Test
  void otherKindsOfJobsAreDoneHere() throws IOException {
    int before = remote.requests().size();

    jobs.completed(
        server
            .client()
            .post(
                "/api/v1/images/enhance", TestPicture.form(TestPicture.landscape(30, 20, "png"))));

    assertThat(remote.requests()).hasSize(before);
  }
}
