package io.throughline.inference.boundary.image;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.image.ImageJobType;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.RequestValue;
import io.throughline.upload.api.ImageCodec.Encoding;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ReceivedForm;
import java.util.Optional;

/** Reads the text fields of a picture form; every wrong value names its field. */
final class ImageForm {

  private static final int QUALITY = 90;
  private static final int LONGEST_CAPTION = 1000;

  private final ReceivedForm form;

  ImageForm(ReceivedForm form) {
    this.form = form;
  }

  ImageOperation operation(ImageJobType type) {
    return switch (type) {
      case UPSCALE -> new Upscale(scale(), strength("denoise", 0));
      case ENHANCE ->
          new Enhance(
              strength("denoise", 0.2),
              strength("contrast", 0.4),
              strength("saturation", 0.15),
              strength("sharpen", 0.4));
      case STYLE_COMIC ->
          new Comic(
              integer("levels", 2, 32, 7), strength("edges", 0.8), strength("smoothing", 0.6));
      case STYLE_AGED ->
          new Aged(
              strength("sepia", 0.8),
              strength("fade", 0.4),
              strength("grain", 0.5),
              strength("vignette", 0.5),
              integer("seed", 0, Integer.MAX_VALUE, 1));
    };
  }

  Encoding encoding() {
    ImageFormat format =
        switch (form.field("output_format").orElse("png")) {
          case "png" -> ImageFormat.PNG;
          case "jpeg", "jpg" -> ImageFormat.JPEG;
          case "webp" -> ImageFormat.WEBP;
          default ->
              throw new InvalidRequestException("output_format", "must be png, jpeg or webp");
        };
    return new Encoding(format, integer("quality", 1, 100, QUALITY));
  }

  Optional<String> caption() {
    Optional<String> caption = form.field("caption").map(String::strip);
    if (caption.filter(text -> text.length() > LONGEST_CAPTION).isPresent()) {
      throw new InvalidRequestException(
          "caption", "must have at most " + LONGEST_CAPTION + " characters");
    }
    return caption;
  }

  private int scale() {
    return switch (form.field("scale").orElse("2")) {
      case "2" -> 2;
      case "4" -> 4;
      default -> throw new InvalidRequestException("scale", "must be 2 or 4");
    };
  }

  private int integer(String field, int min, int max, int otherwise) {
    return RequestValue.integer(field, form.field(field).orElse(null), min, max).orElse(otherwise);
  }

  private double strength(String field, double otherwise) {
    String text = form.field(field).orElse(null);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // as wrong as a number that is too large
    }
    throw new InvalidRequestException(field, "must be a number from 0 to 1");
  }
}
