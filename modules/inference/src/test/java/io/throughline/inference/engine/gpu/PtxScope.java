package io.throughline.inference.engine.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the names in a kernel mean. */
final class PtxScope {

  private final Map<String, Integer> registers = new HashMap<>();
  private final Map<String, Long> symbols = new HashMap<>();

  void define(String name, long value) {
    symbols.put(name, value);
  }

  int registers() {
    return registers.size();
  }

  int label(String name) {
    return Math.toIntExact(symbols.get(name));
  }

  int register(String name) {
    return registers.computeIfAbsent(name, n -> registers.size());
  }

  PtxOperand operand(String text) {
    if (text.startsWith("0f")) {
      return constant(Long.parseLong(text.substring(2), 16));
    }
    if (text.startsWith("0d")) {
      return constant(Long.parseUnsignedLong(text.substring(2), 16));
    }
    if (text.matches("-?\\d+")) {
      return constant(Long.parseLong(text));
    }
    if (symbols.containsKey(text)) {
      return constant(symbols.get(text));
    }
    PtxOperand special = special(text);
    if (special != null) {
      return special;
    }
    int index = register(text);
    return thread -> thread.registers[index];
  }

  private static PtxOperand constant(long value) {
    return thread -> value;
  }

  private static PtxOperand special(String text) {
    return switch (text) {
      case "%tid.x" -> thread -> thread.index;
      case "%ntid.x" -> thread -> thread.block.grid.threads();
      case "%ctaid.x" -> thread -> thread.block.x;
      case "%ctaid.y" -> thread -> thread.block.y;
      case "%nctaid.x" -> thread -> thread.block.grid.x();
      case "%nctaid.y" -> thread -> thread.block.grid.y();
      default -> null;
    };
  }

  /** An address: {@code [register+offset]}. */
  PtxOperand address(String text) {
    String inside = text.substring(1, text.length() - 1);
    int plus = inside.indexOf('+');
    if (plus < 0) {
      return operand(inside);
    }
    PtxOperand base = operand(inside.substring(0, plus));
    long offset = Long.parseLong(inside.substring(plus + 1));
    return thread -> base.of(thread) + offset;
  }

  /** The members of {@code {a, b}}, or the one of {@code a}. */
  List<String> vector(String text) {
    return text.startsWith("{")
        ? Arrays.stream(text.substring(1, text.length() - 1).split(",")).map(String::strip).toList()
        : List.of(text);
  }

  int[] targets(String text) {
    return vector(text).stream().mapToInt(this::register).toArray();
  }

  PtxOperand[] sources(String text) {
    return vector(text).stream().map(this::operand).toArray(PtxOperand[]::new);
  }

  /** Operands between commas that are not inside braces or brackets. */
  static List<String> split(String operands) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    StringBuilder part = new StringBuilder();
    for (char c : operands.toCharArray()) {
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    return parts;
  }
}
