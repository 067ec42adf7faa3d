package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.util.List;

/** Instructions in which the lanes of a warp exchange values (PTX ISA 8.0, 9.7.8, 9.7.13). */
final class PtxWarpInstruction {

  private PtxWarpInstruction() {}

  static PtxWarpStep of(List<String> opcode, List<String> operands, PtxScope scope) {
    return switch (opcode.get(0)) {
      case "shfl" -> exchange(operands, scope);
      case "ldmatrix" -> matrices(operands, scope);
      default -> multiply(opcode, operands, scope);
    };
  }

  /** Each lane gets the value of the one whose number differs in the given bits. */
  private static PtxWarpStep exchange(List<String> operands, PtxScope scope) {
    int target = scope.register(operands.get(0).split("\\|")[0]);
    PtxOperand value = scope.operand(operands.get(1));
    PtxOperand mask = scope.operand(operands.get(2));
    return warp -> {
      long[] values = new long[warp.length];
      for (int lane = 0; lane < warp.length; lane++) {
        values[lane] = value.of(warp[lane]);
      }
      for (int lane = 0; lane < warp.length; lane++) {
        warp[lane].registers[target] = values[lane ^ (int) mask.of(warp[lane])];
      }
    };
  }

  /** Four matrices of 8 x 8 elements of 16 bits; lane {@code 8 m + r} says where row r of m is. */
  private static PtxWarpStep matrices(List<String> operands, PtxScope scope) {
    int[] targets = scope.targets(operands.get(0));
    PtxOperand address = scope.address(operands.get(1));
    return warp -> {
      ByteBuffer shared = warp[0].block.shared;
      for (int m = 0; m < 4; m++) {
        for (int lane = 0; lane < 32; lane++) {
          long row = address.of(warp[8 * m + lane / 4]);
          if (row % 16 != 0) {
            throw new AssertionError("a matrix row that is not aligned to 16 bytes");
          }
          warp[lane].registers[targets[m]] = shared.getInt((int) row + lane % 4 * 4) & 0xFFFFFFFFL;
        }
      }
    };
  }

  /** 16 x 8 sums of 8 or 16 products each. */
  private static PtxWarpStep multiply(List<String> opcode, List<String> operands, PtxScope scope) {
    int terms = opcode.get(3).equals("m16n8k16") ? 16 : 8;
    boolean brain = opcode.get(7).equals("bf16");
    int[] sums = scope.targets(operands.get(0));
    PtxOperand[] a = scope.sources(operands.get(1));
    PtxOperand[] b = scope.sources(operands.get(2));
    PtxOperand[] c = scope.sources(operands.get(3));
    return warp -> {
      float[][] left = new float[16][terms];
      float[][] right = new float[8][terms];
      for (int lane = 0; lane < 32; lane++) {
        for (int i = 0; i < a.length; i++) {
          place(left[lane / 4 + i % 2 * 8], lane % 4 * 2 + i / 2 * 8, a[i].of(warp[lane]), brain);
        }
        for (int i = 0; i < b.length; i++) {
          place(right[lane / 4], lane % 4 * 2 + i * 8, b[i].of(warp[lane]), brain);
        }
      }
      for (int lane = 0; lane < 32; lane++) {
        long[] results = new long[4];
        for (int i = 0; i < 4; i++) {
          double sum = PtxType.f32(c[i].of(warp[lane]));
          for (int k = 0; k < terms; k++) {
            sum += left[lane / 4 + i / 2 * 8][k] * right[lane % 4 * 2 + i % 2][k];
          }
          results[i] = PtxType.bits((float) sum);
        }
        for (int i = 0; i < 4; i++) {
          warp[lane].registers[sums[i]] = results[i];
        }
      }
    };
  }

  private static void place(float[] row, int at, long pair, boolean brain) {
    row[at] = value((short) pair, brain);
    row[at + 1] = value((short) (pair >>> 16), brain);
  }

  private static float value(short bits, boolean brain) {
    return brain ? Float.intBitsToFloat(bits << 16) : Half.toFloat(bits);
  }
}
