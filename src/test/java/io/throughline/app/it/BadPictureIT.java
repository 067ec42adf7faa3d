package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no good picture is refused with a reason, and nothing of it stays. */
@OnServer(Flavour.SCRIPTED)
class BadPictureIT {

  private static final String PATH = "/api/v1/images/enhance";

  private final LibertyServer server;

  BadPictureIT(LibertyServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedAndLeavesNothing(BadPicture bad) throws IOException {
    Baseline before = Baseline.of(server);

    Answer answer = server.client().post(PATH, TestPicture.form(bad.bytes()));

    Problems.assertProblem(answer, bad.status(), bad.type(), "file");
    before.assertUnchanged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "jpg"})
  void whatIsAnArchiveTooBecomesAPictureOnly(String format) throws IOException {
    ImageJobs jobs = new ImageJobs(server.client());
    Answer accepted = server.client().post(PATH, TestPicture.form(BadPicture.polyglot(format)));

    JsonObject job = jobs.completed(accepted);

    byte[] made = server.client().get(job.getString("output_url")).bytes();
    assertThat(new String(made, StandardCharsets.ISO_8859_1))
        .doesNotContain("Evil.class", "planted", "PK\u0003\u0004");
  }
}
