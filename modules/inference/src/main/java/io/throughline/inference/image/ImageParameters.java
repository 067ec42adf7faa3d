package io.throughline.inference.image;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.job.api.Job;
import io.throughline.upload.api.ImageCodec.Encoding;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ImageProperties;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a picture job was asked to do; kept as JSON in the job row.
 *
 * @param operation what is done to the picture
 * @param encoding how the result is written
 * @param source what the picture's header says
 * @param caption what it shows, in the words of whoever sent it
 */
public record ImageParameters(
    ImageOperation operation, Encoding encoding, ImageProperties source, Optional<String> caption) {

  private static final JsonProvider JSON = JsonProvider.provider();

  /** The parameters as the job's row keeps them. */
  public String toJson() {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("format", encoding.format().name())
            .add("quality", encoding.quality())
            .add("width", source.width())
            .add("height", source.height())
            .add("orientation", source.orientation())
            .add("alpha", source.hasAlpha());
    caption.ifPresent(text -> json.add("caption", text));
    operation
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                json.add(name, number.doubleValue());
              } else {
                json.add(name, value.toString());
              }
            });
    return json.build().toString();
  }

  /** Reads the parameters of a picture job. */
  static ImageParameters of(Job job) {
    ImageJobType type = ImageJobType.of(job);
    try (JsonReader reader = JSON.createReader(new StringReader(job.parameters()))) {
      JsonObject json = reader.readObject();
      return new ImageParameters(
          operation(type, json),
          new Encoding(ImageFormat.valueOf(json.getString("format")), json.getInt("quality")),
          new ImageProperties(
              json.getInt("width"),
              json.getInt("height"),
              json.getInt("orientation"),
              json.getBoolean("alpha")),
          Optional.ofNullable(json.getString("caption", null)));
    }
  }

  private static ImageOperation operation(ImageJobType type, JsonObject json) {
    return switch (type) {
      case UPSCALE -> new Upscale((int) number(json, "scale"), number(json, "denoise"));
      case ENHANCE ->
          new Enhance(
              number(json, "denoise"),
              number(json, "contrast"),
              number(json, "saturation"),
              number(json, "sharpen"));
      case STYLE_COMIC ->
          new Comic((int) number(json, "levels"), number(json, "edges"), number(json, "smoothing"));
      case STYLE_AGED ->
          new Aged(
              number(json, "sepia"),
              number(json, "fade"),
              number(json, "grain"),
              number(json, "vignette"),
              (int) number(json, "seed"));
      case BACKGROUND_REMOVE ->
          new RemoveBackground(
              Area.of(json.getString("rectangle")),
              number(json, "feather"),
              (int) number(json, "iterations"),
              Optional.ofNullable(json.getString("background", null)).map(Color::of));
    };
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }

  /** Pixels of the picture that is made. */
  public long resultPixels() {
    return source.pixels() * factor() * factor();
  }

  /** Pixels of the longer side of the picture that is made. */
  public long resultSide() {
    return Math.max(source.width(), source.height()) * factor();
  }

  private long factor() {
    return operation instanceof Upscale upscale ? upscale.scale() : 1;
  }

  /** What was asked for, by the names of the form's fields; without the caption. */
  Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    operation.values().forEach((name, value) -> shown.put(name, value.toString()));
    shown.put("format", encoding.format().name().toLowerCase(Locale.ROOT));
    return shown;
  }
}
