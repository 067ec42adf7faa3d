package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.trace.ExpectedSpan;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures that an operator's own network makes larger. */
class UpscaleModelIT {

  private static final String UPSCALE = "/api/v1/images/upscale";

  /** A network in ONNX of one node, Resize, which makes each pixel four like it. */
  private static final String NETWORK =
      "CAg61AEKcgoBeAoACgFzEgF5IgZSZXNpemUqEgoEbW9kZSIHbmVhcmVzdKABAyovCh5jb29yZGluYXRl"
          + "X3RyYW5zZm9ybWF0aW9uX21vZGUiCmFzeW1tZXRyaWOgAQMqGAoMbmVhcmVzdF9tb2RlIgVmbG9vcqAB"
          + "AxIBZyoZCAQQAUIBc0oQAACAPwAAgD8AAABAAAAAQFofCgF4EhoKGAgBEhQKAggBCgIIAwoEEgJoeAoE"
          + "EgJ3eGIfCgF5EhoKGAgBEhQKAggBCgIIAwoEEgJoeQoEEgJ3eUIECgAQDQ==";

  private static LibertyServer server;

  private final ImageJobs jobs = new ImageJobs(server.client());

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerExtension.scripted("network").with("throughline.image.upscale-model", "double.onnx");
    Path models = Files.createDirectories(server.data().resolve("models"));
    Files.write(models.resolve("double.onnx"), Base64.getDecoder().decode(NETWORK));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theNetworkMakesThePictureAndShowsInTheTrace() throws IOException {
    byte[] picture = TestPicture.landscape(120, 80, "png");
    jobs.completed(server.client().post(UPSCALE, TestPicture.form(picture)));

    JsonObject job = jobs.completed(server.client().post(UPSCALE, TestPicture.form(picture)));

    byte[] result = server.client().get(job.getString("output_url")).bytes();
    BufferedImage made = TestPicture.read(result);
    BufferedImage source = TestPicture.read(picture);
    assertThat(made.getWidth()).isEqualTo(240);
    for (int x = 0; x < 240; x++) {
      assertThat(made.getRGB(x, 51)).isEqualTo(source.getRGB(x / 2, 25));
    }
    Transcriptions.on(server)
        .endedTrace(job.getString("trace_id"))
        .assertIs(ImageTrace.upscaled(picture.length, result.length, 2, network()));
  }

  @Test
  void theNetworkIsListedWithTheEnginesAndItsLimits() throws IOException {
    JsonObject listed = ModelListing.of(server).only("onnx-upscale");

    assertThat(listed.getString("owned_by")).isEqualTo("throughline");
    assertThat(listed.getString("engine")).isEqualTo("onnx-upscale");
    assertThat(listed.getString("model")).isEqualTo("double.onnx");
    assertThat(listed.getJsonArray("job_types")).hasToString("[\"upscale\"]");
    assertThat(listed.getJsonArray("limits").getString(0)).isEqualTo("Only makes pictures larger.");
  }

  private static ExpectedSpan network() {
    return span("engine.onnx-upscale.process", INTERNAL)
        .with("engine.id", "onnx-upscale")
        .with("engine.version", "1.0")
        .with("task.stage", "image");
  }
}
