package io.throughline.inference.triton;

import io.throughline.inference.api.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a model takes or gives a picture: red, green and blue as bytes from 0 to 255 or as 32-bit
 * floats from 0 to 1, in planes or pixel by pixel, in a batch of one or by itself.
 *
 * @param name of the input or output
 * @param isFloat {@code FP32}, else {@code UINT8}
 * @param isPlanar channels before rows and columns
 * @param isBatched a first dimension that counts pictures
 */
record ImageTensor(String name, boolean isFloat, boolean isPlanar, boolean isBatched) {

  private static final int CHANNELS = 3;

  /**
   * What a model's metadata says, or empty if it is no picture.
   *
   * @param shape with -1 for what may vary
   */
  static Optional<ImageTensor> of(String name, String datatype, List<Long> shape) {
    boolean isFloat = datatype.equals("FP32");
    if (!isFloat && !datatype.equals("UINT8")) {
      return Optional.empty();
    }
    boolean isBatched = shape.size() == 4;
    if (!isBatched && shape.size() != 3 || isBatched && shape.get(0) != -1 && shape.get(0) != 1) {
      return Optional.empty();
    }
    List<Long> picture = shape.subList(shape.size() - 3, shape.size());
    if (picture.get(0) == CHANNELS) {
      return Optional.of(new ImageTensor(name, isFloat, true, isBatched));
    }
    return picture.get(2) == CHANNELS
        ? Optional.of(new ImageTensor(name, isFloat, false, isBatched))
        : Optional.empty();
  }

  String datatype() {
    return isFloat ? "FP32" : "UINT8";
  }

  /** Bytes of a picture of that size. */
  long size(long width, long height) {
    return width * height * CHANNELS * (isFloat ? Float.BYTES : 1);
  }

  List<Long> shape(Picture picture) {
    List<Long> shape = new ArrayList<>();
    if (isBatched) {
      shape.add(1L);
    }
    long width = picture.width();
    long height = picture.height();
    shape.addAll(
        isPlanar
            ? List.of((long) CHANNELS, height, width)
            : List.of(height, width, (long) CHANNELS));
    return shape;
  }

  /** The picture's colours, little endian as the protocol has it. */
  byte[] encode(Picture picture) {
    byte[] bytes = new byte[Math.toIntExact(size(picture.width(), picture.height()))];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int pixels = picture.width() * picture.height();
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        int sample = picture.samples()[i * picture.channels() + c] & 0xFF;
        int at = isPlanar ? c * pixels + i : i * CHANNELS + c;
        if (isFloat) {
          buffer.putFloat(at * Float.BYTES, sample / 255f);
        } else {
          bytes[at] = (byte) sample;
        }
      }
    }
    return bytes;
  }

  /**
   * The picture that a model has made, or empty if it is none.
   *
   * @param bytes what {@code offset} and {@code length} are within
   */
  Optional<Picture> decode(List<Long> shape, byte[] bytes, int offset, int length) {
    int dimensions = isBatched ? 4 : 3;
    if (shape.size() != dimensions || isBatched && shape.get(0) != 1) {
      return Optional.empty();
    }
    List<Long> picture = shape.subList(dimensions - 3, dimensions);
    long height = picture.get(isPlanar ? 1 : 0);
    long width = picture.get(isPlanar ? 2 : 1);
    boolean isPossible =
        picture.get(isPlanar ? 0 : 2) == CHANNELS
            && height > 0
            && width > 0
            && height <= Integer.MAX_VALUE
            && width <= Integer.MAX_VALUE / CHANNELS / height
            && size(width, height) == length;
    if (!isPossible) {
      return Optional.empty();
    }
    return Optional.of(
        decoded(
            Picture.blank((int) width, (int) height, CHANNELS),
            ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN)));
  }

  private Picture decoded(Picture made, ByteBuffer buffer) {
    int pixels = made.width() * made.height();
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        int at = isPlanar ? c * pixels + i : i * CHANNELS + c;
        made.samples()[i * CHANNELS + c] =
            isFloat ? sample(buffer.getFloat(at * Float.BYTES)) : buffer.get(at);
      }
    }
    return made;
  }

  /** What is no number becomes black. */
  private static byte sample(float value) {
    return (byte) Math.round(255 * Math.min(1f, Math.max(0f, Float.isNaN(value) ? 0 : value)));
  }
}
