package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that are broken, and forms that ask for what there is not. */
@OnServer(Flavour.SCRIPTED)
class BadFormIT {

  private final LibertyServer server;
  private Baseline before;

  BadFormIT(LibertyServer server) {
    this.server = server;
  }

  @BeforeEach
  void look() throws IOException {
    before = Baseline.of(server);
  }

  static Stream<Arguments> broken() throws IOException {
    byte[] speech = Recording.meeting(1);
    Form thousands = Form.of(speech);
    for (int i = 0; i < 10_000; i++) {
      thousands.field("field" + i, "x");
    }
    return Stream.of(
        arguments("no parts", new Form()),
        arguments("two files", Form.of(speech).file("file", "other.wav", speech)),
        arguments("a field twice", Form.of(speech).field("model", "a").field("model", "b")),
        arguments("a part without a name", Form.of(speech).part("x=\"y\"", new byte[1])),
        arguments("10,000 parts", thousands));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenFormIsRefused(String what, Form form) throws IOException {
    Answer answer = server.client().post(Transcriptions.PATH, form);

    Problems.assertProblem(answer, 400, "malformed-multipart", "body");
    before.assertUnchanged();
  }

  @Test
  void aFormWithoutARecordingIsRefused() throws IOException {
    Answer answer = server.client().post(Transcriptions.PATH, new Form().field("language", "en"));

    Problems.assertProblem(answer, 422, "missing-file", "file");
    before.assertUnchanged();
  }

  @Test
  void aFormThatEndsInsideTheFileIsRefused() throws IOException {
    byte[] whole = Form.of(Recording.meeting(2)).bytes();
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

    Answer answer = post(half, new Form().contentType());

    Problems.assertProblem(answer, 400, "malformed-multipart", "body");
    before.assertUnchanged();
  }

  @Test
  void aFormWithoutABoundaryIsRefused() throws IOException {
    Answer answer = post(Form.of(Recording.meeting(1)).bytes(), "multipart/form-data");

    Problems.assertProblem(answer, 400, "malformed-multipart", "body");
    before.assertUnchanged();
  }

  @Test
  void aBodyThatIsNoFormIsRefused() throws IOException {
    Answer answer = post("{}".getBytes(StandardCharsets.UTF_8), "application/json");

    Problems.assertProblem(answer, 415, "unsupported-media-type", null);
    before.assertUnchanged();
  }

  private Answer post(byte[] body, String contentType) throws IOException {
    Client client = server.client();
    return client.send(
        client
            .request(Transcriptions.PATH)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "language, xx",
    "response_format, foo",
    "num_speakers, 0",
    "num_speakers, 1.5",
    "min_speakers, x",
    "max_speakers, 100",
    "temperature, 9",
    "temperature, NaN",
    "temperature, warm",
    "priority, 11",
    "speaker_detection, everybody"
  })
  void aWrongValueNamesItsField(String field, String value) throws IOException {
    Answer answer =
        server
            .client()
            .post(Transcriptions.PATH, Form.of(Recording.meeting(1)).field(field, value));

    Problems.assertProblem(answer, 422, "invalid-field", field);
    before.assertUnchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../tmp/throughline-escaped.wav",
        "..\\..\\throughline-escaped.wav",
        "%2e%2e%2fthroughline-escaped.wav",
        "nul\0throughline-escaped.wav",
        "line\r\nX-Injected: throughline-escaped",
        "\u202egnp.throughline-escaped",
        "CON",
        ".htaccess",
        "{300}"
      })
  void aHostileFileNameNeverReachesTheDisk(String name) throws IOException {
    String sent = name.equals("{300}") ? "n".repeat(300) : name;
    Form form =
        new Form().file("file", sent, Recording.meeting(1)).field("speaker_detection", "none");

    Transcriptions transcriptions = Transcriptions.on(server);
    transcriptions.completed(transcriptions.submit(form));

    List<String> added =
        StoredObjects.of(server).all().stream()
            .filter(file -> !before.objects().contains(file))
            .toList();
    assertThat(added)
        .allMatch(
            file ->
                file.matches(
                    "uploads/[0-9a-f-]{36}|results/[0-9a-f-]{36}/1\\.json|\\.incoming/.*"));
    assertThat(java.nio.file.Path.of("/tmp/throughline-escaped.wav")).doesNotExist();
  }
}
