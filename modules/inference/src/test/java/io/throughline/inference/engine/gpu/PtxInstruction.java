package io.throughline.inference.engine.gpu;

import java.util.List;

/** Turns a statement of PTX into what it does. */
final class PtxInstruction {

  private PtxInstruction() {}

  static PtxStep of(String statement, PtxScope scope) {
    if (!statement.startsWith("@")) {
      return plain(statement, scope);
    }
    int blank = statement.indexOf(' ');
    boolean negated = statement.charAt(1) == '!';
    PtxOperand predicate = scope.operand(statement.substring(negated ? 2 : 1, blank));
    PtxStep step = plain(statement.substring(blank + 1).strip(), scope);
    long wanted = negated ? 0 : 1;
    return thread -> {
      if (predicate.of(thread) == wanted) {
        step.run(thread);
      }
    };
  }

  private static PtxStep plain(String statement, PtxScope scope) {
    String[] parts = statement.split("\\s+", 2);
    List<String> opcode = List.of(parts[0].split("\\."));
    List<String> operands = parts.length == 1 ? List.of() : PtxScope.split(parts[1]);
    return switch (opcode.get(0)) {
      case "ret" -> thread -> thread.done = true;
      case "bra" -> branch(scope.label(operands.get(0)));
      case "bar" -> thread -> thread.waitsFor = PtxWarpStep.BARRIER;
      case "ld", "st", "atom" -> PtxMemory.of(opcode, operands, scope);
      case "cp" -> PtxMemory.copy(opcode, operands, scope);
      case "shfl", "ldmatrix", "mma" -> {
        PtxWarpStep together = PtxWarpInstruction.of(opcode, operands, scope);
        yield thread -> thread.waitsFor = together;
      }
      case "setp" -> compare(opcode, operands, scope);
      case "mov" -> move(operands, scope);
      default -> PtxArithmetic.of(opcode, operands, scope);
    };
  }

  private static PtxStep branch(int target) {
    return thread -> thread.next = target;
  }

  /** Also between a register and the halves it is made of. */
  private static PtxStep move(List<String> operands, PtxScope scope) {
    int[] targets = scope.targets(operands.get(0));
    PtxOperand[] sources = scope.sources(operands.get(1));
    if (targets.length == 2) {
      return thread -> {
        long value = sources[0].of(thread);
        thread.registers[targets[0]] = value & 0xFFFF;
        thread.registers[targets[1]] = value >>> 16 & 0xFFFF;
      };
    }
    return thread -> thread.registers[targets[0]] = sources[0].of(thread);
  }

  private static PtxStep compare(List<String> opcode, List<String> operands, PtxScope scope) {
    String how = opcode.get(1);
    String type = opcode.get(2);
    int target = scope.register(operands.get(0));
    PtxOperand a = scope.operand(operands.get(1));
    PtxOperand b = scope.operand(operands.get(2));
    if (type.equals("f32")) {
      return thread ->
          thread.registers[target] =
              compared(how, PtxType.f32(a.of(thread)), PtxType.f32(b.of(thread))) ? 1 : 0;
    }
    return thread -> {
      int order = PtxType.compare(type, a.of(thread), b.of(thread));
      thread.registers[target] = ordered(how, order) ? 1 : 0;
    };
  }

  private static boolean ordered(String how, int order) {
    return switch (how) {
      case "lt" -> order < 0;
      case "le" -> order <= 0;
      case "gt" -> order > 0;
      case "ge" -> order >= 0;
      case "eq" -> order == 0;
      case "ne" -> order != 0;
      default -> throw new IllegalArgumentException("setp." + how);
    };
  }

  private static boolean compared(String how, float a, float b) {
    return switch (how) {
      case "lt" -> a < b;
      case "le" -> a <= b;
      case "gt" -> a > b;
      case "ge" -> a >= b;
      case "eq" -> a == b;
      case "leu" -> !(a > b);
      default -> throw new IllegalArgumentException("setp." + how + ".f32");
    };
  }
}
