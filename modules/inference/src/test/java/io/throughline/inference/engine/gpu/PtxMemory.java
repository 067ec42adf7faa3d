package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Instructions that read and write memory. */
final class PtxMemory {

  private PtxMemory() {}

  static PtxStep of(List<String> opcode, List<String> operands, PtxScope scope) {
    String type = opcode.get(opcode.size() - 1);
    String space = opcode.get(1);
    return switch (opcode.get(0)) {
      case "ld" ->
          load(space, type, scope.targets(operands.get(0)), scope.address(operands.get(1)));
      case "st" ->
          store(space, type, scope.address(operands.get(0)), scope.sources(operands.get(1)));
      default -> atomic(opcode, operands, scope);
    };
  }

  private static PtxStep load(String space, String type, int[] targets, PtxOperand address) {
    int size = PtxType.size(type);
    return thread -> {
      long from = address.of(thread);
      int at = locate(thread, space, from, size * targets.length);
      ByteBuffer memory = memory(thread, space);
      for (int i = 0; i < targets.length; i++) {
        thread.registers[targets[i]] = get(memory, at + i * size, size);
      }
    };
  }

  private static PtxStep store(String space, String type, PtxOperand address, PtxOperand[] from) {
    int size = PtxType.size(type);
    return thread -> {
      int at = locate(thread, space, address.of(thread), size * from.length);
      ByteBuffer memory = memory(thread, space);
      for (int i = 0; i < from.length; i++) {
        put(memory, at + i * size, size, from[i].of(thread));
      }
    };
  }

  private static PtxStep atomic(List<String> opcode, List<String> operands, PtxScope scope) {
    String space = opcode.get(1);
    LongBinaryOperator change =
        switch (opcode.get(2)) {
          case "add" -> Long::sum;
          case "max" -> Math::max;
          default -> throw new IllegalArgumentException(opcode.toString());
        };
    int target = scope.register(operands.get(0));
    PtxOperand address = scope.address(operands.get(1));
    PtxOperand by = scope.operand(operands.get(2));
    return thread -> {
      int at = locate(thread, space, address.of(thread), 4);
      ByteBuffer memory = memory(thread, space);
      long before = get(memory, at, 4);
      put(memory, at, 4, change.applyAsLong(before, by.of(thread) & 0xFFFFFFFFL));
      thread.registers[target] = before;
    };
  }

  /** Asynchronous copies of 16 bytes from global to shared memory, and waiting for them. */
  static PtxStep copy(List<String> opcode, List<String> operands, PtxScope scope) {
    if (opcode.get(2).equals("commit_group")) {
      return PtxThread::endGroup;
    }
    if (opcode.get(2).equals("wait_group")) {
      int groups = Integer.parseInt(operands.get(0));
      return thread -> thread.awaitAllBut(groups);
    }
    PtxOperand target = scope.address(operands.get(0));
    PtxOperand source = scope.address(operands.get(1));
    PtxOperand bytes = scope.operand(operands.get(3));
    return thread -> {
      int to = locate(thread, "shared", target.of(thread), 16);
      byte[] content = new byte[16];
      int given = (int) bytes.of(thread);
      if (given > 0) {
        int from = locate(thread, "global", source.of(thread), 16);
        memory(thread, "global").get(from, content, 0, given);
      }
      thread.begin(() -> thread.block.shared.put(to, content));
    };
  }

  private static int locate(PtxThread thread, String space, long address, int bytes) {
    if (address % bytes != 0) {
      throw new AssertionError(bytes + " bytes at an address that is no multiple of them");
    }
    if (space.equals("global")) {
      return thread.block.heap.locate(address, bytes);
    }
    int at = (int) address;
    if (at < 0 || at + bytes > memory(thread, space).capacity()) {
      throw new AssertionError("access beyond " + space + " memory");
    }
    return at;
  }

  private static ByteBuffer memory(PtxThread thread, String space) {
    return switch (space) {
      case "global" -> thread.block.heap.memory();
      case "shared" -> thread.block.shared;
      default -> thread.block.parameters;
    };
  }

  private static long get(ByteBuffer memory, int at, int size) {
    return switch (size) {
      case 1 -> memory.get(at) & 0xFF;
      case 2 -> memory.getShort(at) & 0xFFFF;
      case 4 -> memory.getInt(at) & 0xFFFFFFFFL;
      default -> memory.getLong(at);
    };
  }

  private static void put(ByteBuffer memory, int at, int size, long value) {
    switch (size) {
      case 1 -> memory.put(at, (byte) value);
      case 2 -> memory.putShort(at, (short) value);
      case 4 -> memory.putInt(at, (int) value);
      default -> memory.putLong(at, value);
    }
  }
}
