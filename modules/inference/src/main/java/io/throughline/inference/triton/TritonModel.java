package io.throughline.inference.triton;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that takes one picture and gives one.
 *
 * @param name on its server
 * @param input how it takes the picture
 * @param output how it gives one
 */
record TritonModel(String name, ImageTensor input, ImageTensor output) {

  private static final int MOST_DIMENSIONS = 8;
  private static final BigDecimal LARGEST_DIMENSION = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** What the server's metadata says, or empty if it is no such model. */
  static Optional<TritonModel> of(String name, JsonObject metadata) {
    Optional<ImageTensor> input = only(metadata.get("inputs"));
    Optional<ImageTensor> output = only(metadata.get("outputs"));
    return input.flatMap(in -> output.map(out -> new TritonModel(name, in, out)));
  }

  private static Optional<ImageTensor> only(JsonValue tensors) {
    if (tensors instanceof JsonArray array
        && array.size() == 1
        && array.get(0) instanceof JsonObject tensor
        && tensor.get("name") instanceof JsonString name
        && tensor.get("datatype") instanceof JsonString datatype) {
      return shape(tensor.get("shape"))
          .flatMap(shape -> ImageTensor.of(name.getString(), datatype.getString(), shape));
    }
    return Optional.empty();
  }

  /** The numbers of a shape, or empty if it is none. */
  static Optional<List<Long>> shape(JsonValue value) {
    if (!(value instanceof JsonArray array) || array.size() > MOST_DIMENSIONS) {
      return Optional.empty();
    }
    List<Long> shape = new ArrayList<>();
    for (JsonValue dimension : array) {
      if (!(dimension instanceof JsonNumber number) || !isLong(number)) {
        return Optional.empty();
      }
      shape.add(number.longValue());
    }
    return Optional.of(shape);
  }

  private static boolean isLong(JsonNumber number) {
    return number.isIntegral() && number.bigDecimalValue().abs().compareTo(LARGEST_DIMENSION) <= 0;
  }
}
