package io.throughline.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.upload.api.ImageCodec.Encoding;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ImageProperties;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageParametersTest {

  static Stream<Arguments> operations() {
    return Stream.of(
        Arguments.of(ImageJobType.UPSCALE, new Upscale(4, 0.25)),
        Arguments.of(ImageJobType.ENHANCE, new Enhance(0.1, 0.2, 0.3, 0.4)),
        Arguments.of(ImageJobType.STYLE_COMIC, new Comic(9, 0.5, 0.75)),
        Arguments.of(ImageJobType.STYLE_AGED, new Aged(0.9, 0.8, 0.7, 0.6, Integer.MAX_VALUE)),
        Arguments.of(
            ImageJobType.BACKGROUND_REMOVE,
            new RemoveBackground(new Area(1, 2, 30, 40), 1.5, 3, Optional.empty())),
        Arguments.of(
            ImageJobType.BACKGROUND_REMOVE,
            new RemoveBackground(new Area(0, 0, 1, 1), 0, 1, Optional.of(Color.of("#00fF7f")))));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everythingThatWasAskedReadsBack(ImageJobType type, ImageOperation operation) {
    ImageParameters asked = parameters(operation, Optional.of("a \"quoted\" lighthouse"));

    assertThat(ImageParameters.of(job(type, asked))).isEqualTo(asked);
  }

  @Test
  void whatIsShownHasNoCaption() {
    ImageParameters asked = parameters(new Upscale(2, 0), Optional.of("my face"));

    assertThat(asked.shown())
        .containsOnlyKeys("scale", "denoise", "format")
        .containsEntry("scale", "2")
        .containsEntry("format", "webp");
  }

  private static ImageParameters parameters(ImageOperation operation, Optional<String> caption) {
    return new ImageParameters(
        operation,
        new Encoding(ImageFormat.WEBP, 80),
        new ImageProperties(640, 480, 6, true),
        caption);
  }

  private static Job job(ImageJobType type, ImageParameters parameters) {
    return new Job(
        "id",
        type.id(),
        JobState.RUNNING,
        "default",
        0,
        parameters.toJson(),
        Optional.empty(),
        TraceCarrier.empty(),
        "",
        1,
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        -1);
  }
}
