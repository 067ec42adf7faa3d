package io.throughline.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.engine.image.PictureSize;
import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.remote.Calls;
import io.throughline.inference.remote.HttpExchanges;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.testing.server.InferenceServer;
import io.throughline.testing.server.InferenceServer.Layout;
import io.throughline.testing.server.Reply;
import io.throughline.testing.server.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TritonImagesTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Upscale DOUBLE = new Upscale(2, 0.25);

  private final InferenceServer server = new InferenceServer(Layout.FLOAT_PLANES);
  private final PictureSize sizes = new PictureSize();

  TritonImagesTest() throws IOException {}

  @AfterEach
  void close() {
    sizes.close();
    server.close();
  }

  @Test
  void theServersPictureIsTheResult() throws Exception {
    Picture source = noise(7, 5, 3);

    Picture made = worked(source, DOUBLE, LONG);

    assertThat(made.width()).isEqualTo(14);
    assertThat(made.height()).isEqualTo(10);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 14; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(made.samples()[(y * 14 + x) * 3 + c])
              .isEqualTo(source.samples()[(y / 2 * 7 + x / 2) * 3 + c]);
        }
      }
    }
  }

  @Test
  void transparencyComesAlong() throws Exception {
    Picture source = noise(6, 6, 4);
    for (int i = 0; i < 36; i++) {
      source.samples()[4 * i + 3] = (byte) 130;
    }

    Picture made = worked(source, DOUBLE, LONG);

    assertThat(made.channels()).isEqualTo(4);
    assertThat(made.samples()[3] & 0xFF).isEqualTo(130);
    assertThat(made.samples()[0]).isEqualTo(source.samples()[0]);
  }

  @Test
  void aModelOfAnotherFactorIsBroughtToTheSizeThatWasAskedFor() throws Exception {
    Picture made = worked(noise(9, 8, 3), new Upscale(4, 0), LONG);

    assertThat(made.width()).isEqualTo(36);
    assertThat(made.height()).isEqualTo(32);
  }

  @Test
  void parametersAndHintsGoWithTheRequestAndTheModelIsAskedAboutOnce() throws Exception {
    try (TritonImages images = images(LONG)) {
      ImageRequest request = new ImageRequest(noise(4, 4, 3), DOUBLE);
      images.work(ImageJobType.UPSCALE, request, 3, Progress.none());
      images.work(ImageJobType.UPSCALE, request, 0, Progress.none());
    }

    assertThat(server.requests())
        .extracting(Request::path)
        .containsExactly(
            "/v2/models/double/ready",
            "/v2",
            "/v2/models/double",
            "/v2/models/double/infer",
            "/v2/models/double/infer");
    assertThat(server.requests().get(3).body())
        .contains("\"scale\":2", "\"denoise\":0.25", "\"priority\":1", "\"timeout\":")
        .contains("\"shape\":[1,3,4,4]", "\"binary_data_size\":192");
    assertThat(server.requests().get(4).body()).doesNotContain("priority");
  }

  @Test
  void kindsOfJobsWithoutAModelThereAreDoneHere() throws Exception {
    Picture source = noise(4, 4, 3);
    try (TritonImages images = images(LONG)) {
      ImageRequest request = new ImageRequest(source, new Enhance(0, 0, 0, 0));

      assertThat(images.work(ImageJobType.ENHANCE, request, 0, Progress.none())).isSameAs(source);
    }
    assertThat(server.requests()).isEmpty();
  }

  static Stream<Reply> garbage() {
    return Stream.of(
        Reply.json("{}"),
        InferenceServer.headLength("999999", "{}"),
        InferenceServer.headLength("-1", "{}"),
        InferenceServer.headLength("2", "{}"),
        InferenceServer.headLength("5000", "[".repeat(5_000)),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "[1,3,8,8]", new byte[12]),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "[1,3,-8,8]", new byte[12]),
        InferenceServer.tensor(
            Layout.FLOAT_PLANES, "[1,3,4611686018427387904,4611686018427387904]", new byte[12]),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "[1,3,1e99,8]", new byte[12]),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "[1,1,8,8]", new byte[256]),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "\"wide\"", new byte[12]),
        InferenceServer.tensor(Layout.FLOAT_PLANES, "[]", new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatIsNoPictureIsRefused(Reply reply) {
    server.replying(reply);

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(RemoteServerException.class)
        .hasMessage("the inference server answered with something else");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,3,9,9]", "[1,3,8,12]", "[1,3,2,2]"})
  void aPictureOfAnotherShapeIsRefused(String shape) {
    String[] sides = shape.replaceAll("[\\[\\]]", "").split(",");
    int bytes = 12 * Integer.parseInt(sides[2]) * Integer.parseInt(sides[3]);
    server.replying(InferenceServer.tensor(Layout.FLOAT_PLANES, shape, new byte[bytes]));

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("made a picture of another size");
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() {
    server.replying(Reply.endless());

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(RemoteServerException.Unavailable.class);
  }

  @Test
  void aServerThatIsOverloadedIsWorthAnotherTry() {
    server.replying(Reply.status(503));

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(RemoteServerException.Unavailable.class)
        .hasMessageContaining("status 503");
  }

  @Test
  void aRequestThatTheServerRefusesIsNotWorthAnother() {
    server.replying(Reply.status(400));

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOfSatisfying(
            RemoteServerException.class, e -> assertThat(e.isRefusal()).isTrue());
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpInTime() {
    server.replying(server.silent());

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, Duration.ofMillis(400)))
        .isInstanceOf(RemoteServerException.Late.class);
  }

  @Test
  void anInterruptEndsTheExchange() {
    server.replying(server.silent());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aModelThatIsNotReadyIsWorthAnotherTry() {
    server.notReady();

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(RemoteServerException.Unavailable.class);
  }

  @Test
  void aModelThatTakesNoPictureSaysSo() {
    server.withInputShape("[-1,1,-1,-1]");

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the model double does not take and give one picture");
  }

  @Test
  void aServerWithoutBinaryTensorsSaysSo() {
    server.withoutBinaryTensors();

    assertThatThrownBy(() -> worked(noise(4, 4, 3), DOUBLE, LONG))
        .isInstanceOf(EngineException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upscale", "sing=a", "upscale=a/../b", "upscale=a,upscale=b"})
  void wrongModelsStopTheStart(String models) {
    assertThatThrownBy(() -> TritonServer.of("http://host:1", Optional.of(models), LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("THROUGHLINE_TRITON_MODELS must be like upscale=");
  }

  @Test
  void eachModelIsListedOnceWithTheKindsOfJobsThatItDoes() {
    TritonServer there =
        TritonServer.of(
            server.url(), Optional.of("upscale=double, style-comic=both,enhance=both"), LONG);

    assertThat(there.listed())
        .containsExactlyInAnyOrder(
            ListedModel.elsewhere("double", "triton", "image").doing(List.of("upscale")),
            ListedModel.elsewhere("both", "triton", "image")
                .doing(List.of("enhance", "style-comic")));
    assertThat(server.requests()).isEmpty();
  }

  private Picture worked(Picture picture, ImageOperation operation, Duration limit)
      throws Exception {
    try (TritonImages images = images(limit)) {
      return images.work(
          ImageJobType.UPSCALE, new ImageRequest(picture, operation), 0, Progress.none());
    }
  }

  private TritonImages images(Duration limit) {
    TritonServer there = TritonServer.of(server.url(), Optional.of("upscale=double"), limit);
    HttpExchanges exchanges =
        new HttpExchanges(HttpExchanges.client(), TritonServer.FAILURES, true, Telemetry.off());
    return new TritonImages(
        there,
        new TritonClient(there, exchanges),
        Calls.once(),
        (type, request, priority, progress) -> request.picture(),
        sizes,
        Telemetry.off());
  }

  private static Picture noise(int width, int height, int channels) {
    Picture picture = Picture.blank(width, height, channels);
    new Random(1).nextBytes(picture.samples());
    return picture;
  }
}
