package io.throughline.app.faults.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an engine is to do with one job: {@code label;transcribe=20;align=20;halt}. It travels as
 * the prompt and then as the text, so that the result of a job says whose it is.
 *
 * @param label of the job, without blanks
 * @param options as written
 */
public record Script(String label, List<String> options) {

  /** Names the file in which executions are recorded. */
  public static final String RECORD = "throughline.faults.executions";

  private static final String HALT = "halt";
  private static final String HEAP = "heap";
  private static final int EXIT = 137;

  static Script of(String text) {
    String[] parts = text.split(";");
    return new Script(parts[0], List.of(parts).subList(1, parts.length));
  }

  /** Records that a stage begins, works for as long as the script says, and records its end. */
  void perform(String stage) throws InterruptedException {
    record(stage, "begin");
    new CountDownLatch(1).await(millis(stage), TimeUnit.MILLISECONDS);
    if (options.contains(HALT)) {
      Runtime.getRuntime().halt(EXIT);
    }
    if (options.contains(HEAP)) {
      exhaust();
    }
    record(stage, "end");
  }

  private long millis(String stage) {
    return options.stream()
        .filter(option -> option.startsWith(stage + "="))
        .mapToLong(option -> Long.parseLong(option.substring(stage.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static void exhaust() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() >= 0) {
      all.add(new byte[1 << 20]);
    }
  }

  /** One short write at the end of the file: whole, also when several processes write. */
  private void record(String stage, String what) {
    String line = label + " " + stage + " " + what + " " + System.currentTimeMillis() + "\n";
    try {
      Files.writeString(
          Path.of(System.getProperty(RECORD)),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException("an execution cannot be recorded", e);
    }
  }
}
