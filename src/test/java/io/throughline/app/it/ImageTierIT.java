package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers of a small tier are held to its limits. */
class ImageTierIT {

  private static final String PATH = "/api/v1/images/";

  private static LibertyServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerExtension.scripted("tiers")
            .with("throughline.image.tiers", "pro:900000,50000000,100000000;free:3000,6000,20000")
            .with("throughline.image.tier", "free");
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theLimitsAreTheCallersAndOtherTiersAreShown() throws IOException {
    JsonObject limits = server.client().get(PATH + "limits").json();

    assertThat(limits.getString("tier")).isEqualTo("free");
    assertThat(limits.getInt("max_bytes")).isEqualTo(3000);
    assertThat(limits.getInt("max_pixels")).isEqualTo(6000);
    assertThat(limits.getInt("max_output_pixels")).isEqualTo(20000);
    assertThat(limits.getJsonObject("tiers")).containsOnlyKeys("pro", "free");
  }

  @Test
  void aFileOfMoreBytesIsRefusedAtTheCapAndLeavesNothing() throws IOException {
    Baseline before = Baseline.of(server);

    Answer answer =
        server
            .client()
            .post(PATH + "enhance", TestPicture.form(TestPicture.landscape(70, 70, "bmp")));

    Problems.assertProblem(answer, 413, "too-large", "file");
    assertThat(answer.text()).contains("3000 bytes");
    before.assertUnchanged();
  }

  @Test
  void aPictureOfMorePixelsIsRefused() throws IOException {
    Baseline before = Baseline.of(server);

    Answer answer =
        server
            .client()
            .post(PATH + "enhance", TestPicture.form(TestPicture.landscape(100, 80, "png")));

    Problems.assertProblem(answer, 422, "too-many-pixels", "file");
    assertThat(answer.text()).contains("6000 pixels");
    before.assertUnchanged();
  }

  @Test
  void aResultOfMorePixelsIsRefused() throws IOException {
    Answer answer =
        server
            .client()
            .post(
                PATH + "upscale",
                TestPicture.form(TestPicture.landscape(60, 40, "png")).field("scale", "4"));

    Problems.assertProblem(answer, 422, "too-many-pixels", "scale");
    assertThat(answer.text()).contains("20000 pixels");
  }
}
