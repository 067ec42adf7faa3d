package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Picture jobs, from the form to the picture that comes back. */
@OnServer(Flavour.SCRIPTED)
class ImageIT {

  private static final String PATH = "/api/v1/images/";

  private final LibertyServer server;
  private final Client client;
  private final ImageJobs jobs;

  ImageIT(LibertyServer server) {
    this.server = server;
    this.client = server.client();
    this.jobs = new ImageJobs(client);
  }

  @Test
  void upscalingIsOneTraceAndMultipliesTheSize() throws IOException {
    Form warming = TestPicture.form(TestPicture.landscape(20, 20, "png"));
    jobs.completed(client.post(PATH + "enhance", warming));
    byte[] picture = TestPicture.landscape(120, 80, "png");
    Answer accepted = client.post(PATH + "upscale", TestPicture.form(picture).field("scale", "4"));
    assertThat(accepted.status()).describedAs("%s", accepted).isEqualTo(202);
    assertThat(accepted.json().getString("status")).isEqualTo("queued");
    JsonObject job = jobs.completed(accepted);

    byte[] result = client.get(job.getString("output_url")).bytes();

    BufferedImage large = TestPicture.read(result);
    assertThat(large.getWidth()).isEqualTo(480);
    assertThat(large.getHeight()).isEqualTo(320);
    assertThat(job.getJsonObject("parameters").getString("scale")).isEqualTo("4");
    Transcriptions.on(server)
        .endedTrace(job.getString("trace_id"))
        .assertIs(ImageTrace.upscaled(picture.length, result.length, 4, ImageTrace.raster()));
  }

  @ParameterizedTest
  @CsvSource({"enhance", "style/comic", "style/aged"})
  void everyOperationKeepsTheSizeAndChangesThePicture(String operation) throws IOException {
    byte[] picture = TestPicture.landscape(160, 100, "jpg");
    JsonObject job = jobs.completed(client.post(PATH + operation, TestPicture.form(picture)));

    BufferedImage made = TestPicture.read(client.get(job.getString("output_url")).bytes());

    BufferedImage before = TestPicture.read(picture);
    assertThat(made.getWidth()).isEqualTo(160);
    assertThat(made.getHeight()).isEqualTo(100);
    assertThat(made.getRGB(80, 30)).isNotEqualTo(before.getRGB(80, 30));
  }

  @Test
  void aSubjectIsKeptAndItsBackgroundBecomesTransparent() throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(120, 120, "png"))
            .field("rectangle", "55,15,40,40")
            .field("iterations", "3");
    JsonObject job = jobs.completed(client.post(PATH + "background/remove", form));

    BufferedImage made = TestPicture.read(client.get(job.getString("output_url")).bytes());

    assertThat(made.getRGB(75, 35)).as("the sun").isEqualTo(0xFFDC281E);
    assertThat(made.getRGB(5, 5) >>> 24).as("the sky").isZero();
    assertThat(made.getRGB(100, 100) >>> 24).as("the meadow").isZero();
    assertThat(job.getString("type")).isEqualTo("background-remove");
    assertThat(job.getJsonObject("parameters").getString("rectangle")).isEqualTo("55,15,40,40");
  }

  @Test
  void aJobThatIsCancelledAtWorkStopsAndLeavesNothing() throws IOException {
    Form warming = TestPicture.form(TestPicture.landscape(20, 20, "png"));
    jobs.completed(client.post(PATH + "enhance", warming));
    byte[] picture = TestPicture.noise(550, 550);
    Form form = TestPicture.form(picture).field("rectangle", "20,20,500,500");
    Answer accepted = client.post(PATH + "background/remove", form.field("iterations", "10"));
    assertThat(accepted.status()).describedAs("%s", accepted).isEqualTo(202);
    Submitted job =
        new Submitted(accepted.json().getString("job_id"), accepted.json().getString("trace_id"));
    Transcriptions traces = Transcriptions.on(server);
    traces.running(job, "engine.raster.process");

    Answer cancelled = client.post("/api/v1/jobs/" + job.id() + "/cancel");

    assertThat(cancelled.status()).describedAs("%s", cancelled).isEqualTo(200);
    assertThat(jobs.ended(accepted).getString("status")).isEqualTo("cancelled");
    Map<String, String> parameters =
        Map.of("rectangle", "20,20,500,500", "feather", "0.0", "iterations", "10", "format", "png");
    traces
        .endedTrace(job)
        .assertIs(
            new ImageTrace(
                    "background-remove",
                    PATH + "background/remove",
                    picture.length,
                    550,
                    550,
                    parameters)
                .cancelled(ImageTrace.raster()));
    assertThat(StoredObjects.of(server).resultsOf(job.id())).isEmpty();
    assertThat(server.data().resolve("work")).isEmptyDirectory();
  }

  @Test
  void aColourIsPutWhereTheBackgroundWas() throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(120, 120, "png"))
            .field("rectangle", "55,15,40,40")
            .field("background", "#00ff00")
            .field("output_format", "jpeg");
    JsonObject job = jobs.completed(client.post(PATH + "background/remove", form));

    BufferedImage made = TestPicture.read(client.get(job.getString("output_url")).bytes());

    assertThat(made.getColorModel().hasAlpha()).isFalse();
    assertThat(made.getRGB(5, 5) >> 8 & 0xFF).isGreaterThan(240);
    assertThat(made.getRGB(5, 5) >> 16 & 0xFF).isLessThan(15);
  }

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpeg, image/jpeg", "webp, image/webp"})
  void theResultHasTheFormatThatWasAskedFor(String format, String mimeType) throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(40, 30, "gif")).field("output_format", format);
    JsonObject job = jobs.completed(client.post(PATH + "enhance", form));

    Answer result = client.get(job.getString("output_url"));

    assertThat(result.header("Content-Type")).hasValue(mimeType);
    assertThat(result.header("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void aLinkThatSomebodyHasChangedIsRefused() throws IOException {
    Form form = TestPicture.form(TestPicture.landscape(20, 20, "png"));
    String url = jobs.completed(client.post(PATH + "enhance", form)).getString("output_url");

    Problems.assertProblem(
        client.get(url.replaceFirst("expires=1", "expires=2")), 403, "forbidden", null);
    Problems.assertProblem(client.get(url.substring(0, url.indexOf('?'))), 403, "forbidden", null);
  }

  @Test
  void aDeletedJobTakesItsPicturesAlong() throws IOException {
    Baseline before = Baseline.of(server);
    Form form = TestPicture.form(TestPicture.landscape(20, 20, "png"));
    JsonObject job = jobs.completed(client.post(PATH + "enhance", form));

    assertThat(client.delete("/api/v1/jobs/" + job.getString("job_id")).status()).isEqualTo(204);

    before.assertUnchanged();
    Problems.assertProblem(client.get(job.getString("output_url")), 404, "not-found", null);
  }

  @ParameterizedTest
  @CsvSource({
    "upscale, scale, 3",
    "upscale, denoise, 2",
    "enhance, sharpen, NaN",
    "enhance, output_format, gif",
    "enhance, quality, 0",
    "style/comic, levels, 1",
    "style/aged, seed, -1",
    "style/aged, grain, much",
    "background/remove, rectangle, '10,10,11,2'",
    "background/remove, rectangle, '0,0,20,20'",
    "background/remove, rectangle, here",
    "background/remove, margin, 0.5",
    "background/remove, feather, 21",
    "background/remove, iterations, 11",
    "background/remove, background, green"
  })
  void aWrongValueNamesItsFieldAndLeavesNothing(String operation, String field, String value)
      throws IOException {
    Baseline before = Baseline.of(server);
    Form form = TestPicture.form(TestPicture.landscape(20, 20, "png")).field(field, value);

    Answer answer = client.post(PATH + operation, form);

    Problems.assertProblem(answer, 422, "invalid-field", field);
    before.assertUnchanged();
  }

  @Test
  void jpegNeedsAColourForTheBackground() throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(20, 20, "png")).field("output_format", "jpeg");

    Answer answer = client.post(PATH + "background/remove", form);

    Problems.assertProblem(answer, 422, "invalid-field", "background");
  }

  @Test
  void aResultThatWouldBeTooLargeIsRefused() throws IOException {
    byte[] picture = TestPicture.landscape(2600, 2500, "png");

    Answer answer = client.post(PATH + "upscale", TestPicture.form(picture).field("scale", "4"));

    Problems.assertProblem(answer, 422, "too-many-pixels", "scale");
  }

  @Test
  void aResultThatItsFormatCannotHoldIsRefused() throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(4100, 10, "png"))
            .field("scale", "4")
            .field("output_format", "webp");

    Problems.assertProblem(
        client.post(PATH + "upscale", form), 422, "invalid-field", "output_format");
  }

  @Test
  void aPictureIsFoundByItsCaption() throws IOException {
    Form form =
        TestPicture.form(TestPicture.landscape(30, 20, "png"))
            .field("caption", "A lighthouse on a cliff above the stormy sea");
    JsonObject job = jobs.completed(client.post(PATH + "enhance", form));

    Answer answer = Questions.on(server).ask("a storm at the lighthouse", "images");

    JsonObject found = answer.json().getJsonObject("media").getJsonArray("images").getJsonObject(0);
    assertThat(found.getString("link")).isEqualTo("/api/v1/jobs/" + job.getString("job_id"));
    assertThat(job.getJsonObject("parameters")).doesNotContainKey("caption");
  }

  @Test
  void theLimitsCanBeRead() throws IOException {
    JsonObject limits = client.get(PATH + "limits").json();

    assertThat(limits.getJsonNumber("max_pixels").longValue()).isEqualTo(50_000_000);
    assertThat(limits.getJsonArray("output_formats")).hasSize(3);
    assertThat(limits.getString("tier")).isEqualTo("standard");
    assertThat(limits.getJsonObject("tiers").getJsonObject("standard").getInt("max_bytes"))
        .isEqualTo((int) ServerExtension.SMALL_UPLOAD);
  }
}
