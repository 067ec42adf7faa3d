package io.throughline.inference.engine.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PTX as nvcc writes it: one statement a line. */
final class PtxModule {

  private static final Pattern ENTRY =
      Pattern.compile("\\.entry (\\w+)\\((.*?)\\)(.*?)\\{\\n(.*?)\\n}", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\.param \\.(\\w+)");
  private static final Pattern THREADS = Pattern.compile("\\.maxntid (\\d+)");
  private static final Pattern SHARED =
      Pattern.compile("\\.shared \\.align (\\d+) \\.b8 (\\S+)\\[(\\d*)]");
  private static final Pattern SCALAR =
      Pattern.compile("\\.shared \\.align (\\d+) \\.[bu]32 (\\S+)");

  private PtxModule() {}

  static Map<String, PtxEntry> read(String ptx) {
    Map<String, PtxEntry> entries = new HashMap<>();
    Matcher entry = ENTRY.matcher(ptx);
    List<String> outside = lines(ptx.substring(0, ptx.indexOf(".visible")));
    while (entry.find()) {
      List<String> parameters = new ArrayList<>();
      Matcher parameter = PARAMETER.matcher(entry.group(2));
      while (parameter.find()) {
        parameters.add(parameter.group(1));
      }
      Matcher threads = THREADS.matcher(entry.group(3));
      int most = threads.find() ? Integer.parseInt(threads.group(1)) : 0;
      List<String> body = new ArrayList<>(lines(entry.group(4)));
      body.addAll(outside);
      entries.put(entry.group(1), compiled(entry.group(1), parameters, most, body));
    }
    return entries;
  }

  private static List<String> lines(String text) {
    return text.lines()
        .flatMap(line -> List.of(line.strip().replaceAll("^\\{(?=\\.reg)", "").split(";")).stream())
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("}"))
        .toList();
  }

  private static PtxEntry compiled(
      String name, List<String> parameters, int threads, List<String> lines) {
    PtxScope scope = new PtxScope();
    int offset = 0;
    for (int i = 0; i < parameters.size(); i++) {
      int size = parameters.get(i).endsWith("64") ? 8 : 4;
      offset = (offset + size - 1) / size * size;
      scope.define(name + "_param_" + i, offset);
      offset += size;
    }
    int shared = shared(lines, scope);
    List<String> statements = new ArrayList<>();
    for (String line : lines) {
      if (line.endsWith(":")) {
        scope.define(line.substring(0, line.length() - 1), statements.size());
      } else if (!line.startsWith(".")) {
        statements.add(line);
      }
    }
    PtxStep[] code =
        statements.stream().map(line -> PtxInstruction.of(line, scope)).toArray(PtxStep[]::new);
    return new PtxEntry(name, List.copyOf(parameters), threads, shared, scope.registers(), code);
  }

  /** Places shared variables, the one whose size the launch says at the end. */
  private static int shared(List<String> lines, PtxScope scope) {
    int size = 0;
    for (String line : lines) {
      Matcher array = SHARED.matcher(line);
      Matcher scalar = SCALAR.matcher(line);
      if (array.find()) {
        int alignment = Integer.parseInt(array.group(1));
        size = (size + alignment - 1) / alignment * alignment;
        scope.define(array.group(2), size);
        size += array.group(3).isEmpty() ? 0 : Integer.parseInt(array.group(3));
      } else if (scalar.find()) {
        size = (size + 3) / 4 * 4;
        scope.define(scalar.group(2), size);
        size += 4;
      }
    }
    return size;
  }
}
