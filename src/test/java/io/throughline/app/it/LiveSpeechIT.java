package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live transcription as the README shows it: the sample client, and the engine in the WAR. */
@OnServer(Flavour.STANDARD)
class LiveSpeechIT {

  @TempDir Path directory;

  private final LibertyServer server;

  LiveSpeechIT(LibertyServer server) {
    this.server = server;
  }

  @Test
  void theSampleClientReadsAlongWhatIsSpoken() throws Exception {
    Path recording = Files.write(directory.resolve("start.wav"), Recording.meeting(5));

    String printed = printedBySampleClient(recording);

    assertThat(printed.lines().toList()).last().asString().startsWith("closed: 1000");
    assertThat(printed)
        .containsPattern("\"type\":\"vad.speech_start\",\"timestamp\":0\\.[456]")
        .containsPattern(
            "\"type\":\"transcript.final\",\"text\":\"good morning is the new contract ready")
        .contains("\"word\":\"contract\",\"start\":1.")
        .containsPattern("\"type\":\"session.end\".*\"total_duration\":5\\.0,");
  }

  private String printedBySampleClient(Path recording) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ServerFiles.repository().resolve("samples/StreamRecording.java").toString(),
                recording.toString(),
                "ws://localhost:" + server.port())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(client.waitFor(150, TimeUnit.SECONDS)).isTrue();
    } finally {
      client.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(client.exitValue()).describedAs(printed).isZero();
    return printed;
  }
}
