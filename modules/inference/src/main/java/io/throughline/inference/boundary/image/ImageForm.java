package io.throughline.inference.boundary.image;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.image.ImageJobType;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.RequestValue;
import io.throughline.upload.api.ImageCodec.Encoding;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.ReceivedForm;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads the text fields of a picture form; every wrong value names its field. */
final class ImageForm {

  private static final int QUALITY = 90;
  private static final double MARGIN = 0.05;
  private static final double LEAST_MARGIN = 0.01;
  private static final double LARGEST_MARGIN = 0.4;
  private static final int LARGEST_FEATHER = 20;
  private static final int LONGEST_CAPTION = 1000;

  private final ReceivedForm form;

  ImageForm(ReceivedForm form) {
    this.form = form;
  }

  /**
   * What is to be done.
   *
   * @param picture what it is done to
   */
  ImageOperation operation(ImageJobType type, ImageProperties picture) {
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
      case BACKGROUND_REMOVE ->
          new RemoveBackground(
              subject(picture),
              number("feather", 0, LARGEST_FEATHER, 0),
              integer("iterations", 1, 10, 5),
              background());
    };
  }

  /** The rectangle, or all but a margin. */
  private Area subject(ImageProperties picture) {
    int width = picture.uprightWidth();
    int height = picture.uprightHeight();
    Optional<String> text = form.field("rectangle");
    if (text.isEmpty()) {
      double share = number("margin", LEAST_MARGIN, LARGEST_MARGIN, MARGIN);
      int margin = (int) Math.ceil(share * Math.min(width, height));
      if (Math.min(width, height) - 2 * margin < 1) {
        throw new InvalidRequestException("margin", "leaves nothing of so small a picture");
      }
      return new Area(margin, margin, width - 2 * margin, height - 2 * margin);
    }
    try {
      Area area = Area.of(text.get().replace(" ", ""));
      if ((long) area.x() + area.width() <= width
          && (long) area.y() + area.height() <= height
          && area.width() * (long) area.height() < width * (long) height) {
        return area;
      }
    } catch (IllegalArgumentException e) {
      // as wrong as an area that is not in the picture
    }
    throw new InvalidRequestException(
        "rectangle",
        "must be x,y,width,height of a part of the picture, which is "
            + width
            + " x "
            + height
            + " pixels");
  }

  private Optional<Color> background() {
    Optional<String> text = form.field("background");
    if (text.isEmpty()) {
      if (encoding().format() == ImageFormat.JPEG) {
        throw new InvalidRequestException(
            "background", "must be a colour such as #ffffff, for JPEG knows no transparency");
      }
      return Optional.empty();
    }
    try {
      return text.map(String::strip).map(Color::of);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("background", "must be a colour such as #ffffff");
    }
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
    return number(field, 0, 1, otherwise);
  }

  private double number(String field, double min, double max, double otherwise) {
    String text = form.field(field).orElse(null);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // as wrong as a number that is too large
    }
    throw new InvalidRequestException(
        field, "must be a number from " + shown(min) + " to " + shown(max));
  }

  private static String shown(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
