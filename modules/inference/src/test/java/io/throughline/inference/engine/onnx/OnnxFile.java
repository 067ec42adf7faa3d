package io.throughline.inference.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes small networks in ONNX, whose files are protocol buffers. */
final class OnnxFile {

  private static final int FLOAT = 1;
  private static final int INT32 = 6;

  /** A message that is being written: fields by their number. */
  private static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message in(int field, Message value) {
      return bytes(field, value.bytes.toByteArray());
    }

    Message bytes(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
  }

  private OnnxFile() {}

  /**
   * A convolution of three by three pixels whose channels become pixels: pictures of twice the
   * size.
   *
   * @param seed of the weights; 0 makes each new pixel like the old one
   */
  static Path doubling(Path file, long seed, long height, long width) throws IOException {
    float[] weights = new float[12 * 3 * 9];
    Random random = new Random(seed);
    for (int out = 0; out < 12; out++) {
      for (int in = 0; in < 3; in++) {
        for (int k = 0; k < 9; k++) {
          // depth to space takes three channels for each of four places
          float same = out % 3 == in && k == 4 ? 1 : 0;
          float mixed = same * 0.5f + 0.05f * random.nextFloat();
          weights[(out * 3 + in) * 9 + k] = seed == 0 ? same : mixed;
        }
      }
    }
    Message pads = attribute("pads", 1, 1, 1, 1);
    Message conv = node("Conv", "c", "x", "w").in(5, pads);
    Message block = new Message().text(1, "blocksize").number(3, 2).number(20, 2);
    Message depth = node("DepthToSpace", "y", "c").in(5, block);
    Message graph =
        new Message()
            .in(1, conv)
            .in(1, depth)
            .text(2, "g")
            .in(5, tensor("w", weights, 12, 3, 3, 3))
            .in(11, value("x", FLOAT, 1, 3, height, width))
            .in(12, value("y", FLOAT, 1, 3, 2 * height, 2 * width));
    return written(file, graph);
  }

  /** Gives back what it gets. */
  static Path same(Path file, boolean isFloat, long... shape) throws IOException {
    int type = isFloat ? FLOAT : INT32;
    Message graph =
        new Message()
            .in(1, node("Identity", "y", "x"))
            .text(2, "g")
            .in(11, value("x", type, shape))
            .in(12, value("y", type, shape));
    return written(file, graph);
  }

  /** Adds two pictures. */
  static Path sum(Path file) throws IOException {
    Message graph =
        new Message()
            .in(1, node("Add", "y", "a", "b"))
            .text(2, "g")
            .in(11, value("a", FLOAT, 1, 3, -1, -1))
            .in(11, value("b", FLOAT, 1, 3, -1, -1))
            .in(12, value("y", FLOAT, 1, 3, -1, -1));
    return written(file, graph);
  }

  private static Path written(Path file, Message graph) throws IOException {
    Message opset = new Message().text(1, "").number(2, 13);
    Message model = new Message().number(1, 8).in(7, graph).in(8, opset);
    return Files.write(file, model.bytes.toByteArray());
  }

  private static Message node(String type, String output, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output).text(4, type);
  }

  private static Message attribute(String name, long... values) {
    Message attribute = new Message().text(1, name).number(20, 7);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute;
  }

  private static Message tensor(String name, float[] values, long... dimensions) {
    Message tensor = new Message();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
  }

  private static Message value(String name, int type, long... dimensions) {
    Message shape = new Message();
    int free = 0;
    for (long dimension : dimensions) {
      Message size =
          dimension < 0 ? new Message().text(2, name + free++) : new Message().number(1, dimension);
      shape.in(1, size);
    }
    Message tensor = new Message().number(1, type).in(2, shape);
    return new Message().text(1, name).in(2, new Message().in(1, tensor));
  }
}
