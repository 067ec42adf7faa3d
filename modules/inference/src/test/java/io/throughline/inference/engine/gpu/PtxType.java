package io.throughline.inference.engine.gpu;

/** Numbers in registers. */
final class PtxType {

  private PtxType() {}

  static float f32(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xFFFFFFFFL;
  }

  /** Bytes of a type. */
  static int size(String type) {
    return Integer.parseInt(type.substring(1)) / 8;
  }

  /** A register's bits as a number: signed types with their sign. */
  static long integer(String type, long bits) {
    return switch (type) {
      case "s32" -> (int) bits;
      case "u32", "b32" -> bits & 0xFFFFFFFFL;
      case "u16", "b16" -> bits & 0xFFFF;
      case "s16" -> (short) bits;
      case "u8", "b8" -> bits & 0xFF;
      default -> bits;
    };
  }

  static int compare(String type, long a, long b) {
    return type.equals("u64")
        ? Long.compareUnsigned(a, b)
        : Long.compare(integer(type, a), integer(type, b));
  }

  /** A number as a register's bits. */
  static long register(String type, long value) {
    return switch (size(type)) {
      case 1 -> value & 0xFF;
      case 2 -> value & 0xFFFF;
      case 4 -> value & 0xFFFFFFFFL;
      default -> value;
    };
  }
}
