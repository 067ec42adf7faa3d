package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.throughline.app.it.OnServer.Flavour;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that the server refuses by their content, whatever their name says. */
@OnServer(Flavour.SCRIPTED)
class BadRecordingIT {

  private final LibertyServer server;
  private Baseline before;

  BadRecordingIT(LibertyServer server) {
    this.server = server;
  }

  @BeforeEach
  void look() throws IOException {
    before = Baseline.of(server);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("empty file", new byte[0], 422, "empty-file"),
        arguments("HTML", BadMedia.text("<html><script>alert(1)</script>"), 415, TYPE),
        arguments("program", BadMedia.text("MZ\u0090\0\3\0\0\0"), 415, TYPE),
        arguments("ELF program", BadMedia.text("\u007fELF\2\1\1\0"), 415, TYPE),
        arguments("PHP", BadMedia.text("<?php system($_GET['c']); ?>"), 415, TYPE),
        arguments("SVG", BadMedia.text("<svg xmlns='http://www.w3.org/2000/svg'/>"), 415, TYPE),
        arguments("PNG", BadMedia.text("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), 415, TYPE),
        arguments("GIF", BadMedia.text("GIF89a"), 415, TYPE),
        arguments("zip", BadMedia.zip(), 415, TYPE),
        arguments("GIF and JAR", BadMedia.pictureAndZip("GIF89a"), 415, TYPE),
        arguments("PNG and zip", BadMedia.pictureAndZip("\u0089PNG\r\n\u001a\n"), 415, TYPE),
        arguments("playlist", BadMedia.text("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"), 415, TYPE),
        arguments("concat script", BadMedia.text("ffconcat version 1.0\nfile x\n"), 415, TYPE),
        arguments("AVI", BadMedia.text("RIFF\0\1\0\0AVI LIST"), 415, TYPE),
        arguments("ID3 tag and nothing else", BadMedia.id3TagWithoutMusic(), 422, BROKEN),
        arguments("WAV without channels", BadMedia.wav(0, 16_000), 422, BROKEN),
        arguments("WAV at 0 Hz", BadMedia.wav(1, 0), 422, BROKEN),
        arguments("WAV at 4 GHz", BadMedia.wav(1, 0xFFFF_FFFF), 422, BROKEN),
        arguments("WAV that was cut off", BadMedia.cutOffWav(), 422, BROKEN),
        arguments("WAV of header only", Recording.wav(1, 16_000, 0, new byte[0]), 422, BROKEN),
        arguments("eleven hours in 80 kB", BadMedia.elevenHours(), 422, "too-long"));
  }

  private static final String TYPE = "unsupported-media-type";
  private static final String BROKEN = "broken-media";

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("refused")
  void isRefusedAndLeavesNothingBehind(String what, byte[] content, int status, String type)
      throws IOException {
    Answer answer = server.client().post(Transcriptions.PATH, Form.of(content));

    Problems.assertProblem(answer, status, type, "file");
    before.assertUnchanged();
  }

  @Test
  void aWavFileOfUnknownLengthIsAsLongAsItIs() throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);

    JsonObject done =
        transcriptions.completed(transcriptions.submit(Form.of(BadMedia.wavFromPipe())));

    assertThat(done.getJsonNumber("audio_duration_seconds").doubleValue()).isEqualTo(1.0);
  }
}
