package io.throughline.inference.engine.gpu;

import java.util.List;

/** Instructions that compute one register from others. */
final class PtxArithmetic {

  /** Operands of an instruction; those that it lacks are zero. */
  private interface Function {
    long of(long a, long b, long c, long d);
  }

  private PtxArithmetic() {}

  static PtxStep of(List<String> opcode, List<String> operands, PtxScope scope) {
    int target = scope.register(operands.get(0));
    PtxOperand[] given = {t -> 0, t -> 0, t -> 0, t -> 0};
    for (int i = 1; i < operands.size(); i++) {
      given[i - 1] = scope.operand(operands.get(i));
    }
    PtxOperand a = given[0];
    PtxOperand b = given[1];
    PtxOperand c = given[2];
    PtxOperand d = given[3];
    Function function = function(opcode);
    return thread ->
        thread.registers[target] =
            function.of(a.of(thread), b.of(thread), c.of(thread), d.of(thread));
  }

  private static Function function(List<String> opcode) {
    String name = opcode.get(0);
    String type = opcode.get(opcode.size() - 1);
    return switch (name) {
      case "cvta" -> (a, b, c, d) -> a;
      case "cvt" -> conversion(opcode);
      case "selp" -> (a, b, c, d) -> c == 1 ? a : b;
      case "prmt" -> (a, b, c, d) -> permuted(a, b, c);
      case "bfi" -> inserted(type);
      default ->
          switch (type) {
            case "f32" -> single(name);
            case "f64" -> twice(name);
            default -> integer(name, opcode.get(1), type);
          };
    };
  }

  private static Function single(String name) {
    return switch (name) {
      case "add" -> (a, b, c, d) -> PtxType.bits(PtxType.f32(a) + PtxType.f32(b));
      case "sub" -> (a, b, c, d) -> PtxType.bits(PtxType.f32(a) - PtxType.f32(b));
      case "mul" -> (a, b, c, d) -> PtxType.bits(PtxType.f32(a) * PtxType.f32(b));
      case "div" -> (a, b, c, d) -> PtxType.bits(PtxType.f32(a) / PtxType.f32(b));
      case "rcp" -> (a, b, c, d) -> PtxType.bits(1 / PtxType.f32(a));
      case "neg" -> (a, b, c, d) -> PtxType.bits(-PtxType.f32(a));
      case "sqrt" -> (a, b, c, d) -> PtxType.bits((float) Math.sqrt(PtxType.f32(a)));
      case "max" -> (a, b, c, d) -> PtxType.bits(Math.max(PtxType.f32(a), PtxType.f32(b)));
      case "min" -> (a, b, c, d) -> PtxType.bits(Math.min(PtxType.f32(a), PtxType.f32(b)));
      case "fma" ->
          (a, b, c, d) -> PtxType.bits(Math.fma(PtxType.f32(a), PtxType.f32(b), PtxType.f32(c)));
      default -> throw new IllegalArgumentException(name + ".f32");
    };
  }

  private static Function twice(String name) {
    return switch (name) {
      case "mul" -> (a, b, c, d) -> f64(f64(a) * f64(b));
      case "max" -> (a, b, c, d) -> f64(Math.max(f64(a), f64(b)));
      default -> throw new IllegalArgumentException(name + ".f64");
    };
  }

  private static double f64(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long f64(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static Function integer(String name, String mode, String type) {
    if (mode.equals("wide")) {
      return (a, b, c, d) -> PtxType.integer(type, a) * PtxType.integer(type, b) + c;
    }
    int bits = 8 * (type.equals("pred") ? 1 : PtxType.size(type));
    Function wide =
        switch (name) {
          case "add" -> (a, b, c, d) -> a + b;
          case "sub" -> (a, b, c, d) -> a - b;
          case "mul" -> (a, b, c, d) -> a * b;
          case "mad" -> (a, b, c, d) -> a * b + c;
          case "neg" -> (a, b, c, d) -> -a;
          case "and" -> (a, b, c, d) -> a & b;
          case "or" -> (a, b, c, d) -> a | b;
          case "xor" -> (a, b, c, d) -> a ^ b;
          case "not" -> type.equals("pred") ? (a, b, c, d) -> 1 - a : (a, b, c, d) -> ~a;
          case "shl" -> (a, b, c, d) -> b >= bits ? 0 : a << b;
          case "shr" -> (a, b, c, d) -> shifted(type, a, Math.min(b, bits));
          case "abs" -> (a, b, c, d) -> Math.abs(PtxType.integer(type, a));
          case "max" -> (a, b, c, d) -> PtxType.compare(type, a, b) >= 0 ? a : b;
          case "min" -> (a, b, c, d) -> PtxType.compare(type, a, b) <= 0 ? a : b;
          case "div" -> (a, b, c, d) -> divided(type, a, b);
          case "rem" -> (a, b, c, d) -> PtxType.integer(type, a) % PtxType.integer(type, b);
          default -> throw new IllegalArgumentException(name + "." + type);
        };
    return type.equals("pred") ? wide : (a, b, c, d) -> PtxType.register(type, wide.of(a, b, c, d));
  }

  private static long shifted(String type, long a, long by) {
    if (by == 64) {
      return type.startsWith("s") && a < 0 ? -1 : 0;
    }
    return type.startsWith("s") ? PtxType.integer(type, a) >> by : PtxType.integer(type, a) >>> by;
  }

  private static long divided(String type, long a, long b) {
    return type.equals("u64")
        ? Long.divideUnsigned(a, b)
        : PtxType.integer(type, a) / PtxType.integer(type, b);
  }

  private static Function conversion(List<String> opcode) {
    String to = opcode.get(opcode.size() - 2);
    String from = opcode.get(opcode.size() - 1);
    String mode = opcode.get(1);
    return switch (to + "." + from) {
      case "f32.f16" -> (a, b, c, d) -> PtxType.bits(Half.toFloat((short) a));
      case "f32.f32" ->
          switch (mode) {
            case "rmi" -> (a, b, c, d) -> PtxType.bits((float) Math.floor(PtxType.f32(a)));
            case "sat" -> (a, b, c, d) -> PtxType.bits(Math.max(0, Math.min(1, PtxType.f32(a))));
            default -> throw new IllegalArgumentException(opcode.toString());
          };
      case "s32.f32" -> (a, b, c, d) -> (int) PtxType.f32(a) & 0xFFFFFFFFL;
      case "s32.f64" -> (a, b, c, d) -> (int) f64(a) & 0xFFFFFFFFL;
      case "f64.s32" -> (a, b, c, d) -> f64((double) (int) a);
      case "f32.s32", "f32.u16", "f32.u32", "f32.s64" ->
          (a, b, c, d) -> PtxType.bits((float) PtxType.integer(from, a));
      default -> {
        if (to.startsWith("f") || from.startsWith("f")) {
          throw new IllegalArgumentException(opcode.toString());
        }
        yield (a, b, c, d) -> PtxType.register(to, PtxType.integer(from, a));
      }
    };
  }

  /** Bytes chosen from two registers. */
  private static long permuted(long a, long b, long selector) {
    long bytes = (b & 0xFFFFFFFFL) << 32 | a & 0xFFFFFFFFL;
    long result = 0;
    for (int i = 0; i < 4; i++) {
      int chosen = (int) (selector >>> 4 * i & 0xF);
      long value = bytes >>> 8 * (chosen & 7) & 0xFF;
      result |= ((chosen & 8) == 0 ? value : (byte) value < 0 ? 0xFF : 0) << 8 * i;
    }
    return result;
  }

  /** The low bits of one value at a place in another. */
  private static Function inserted(String type) {
    return (a, b, c, d) -> {
      long mask = (d >= 64 ? -1L : (1L << d) - 1) << c;
      return PtxType.register(type, b & ~mask | a << c & mask);
    };
  }
}
