package io.throughline.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table as it stands in docs/reliability.md. */
final class FaultTable {

  private static final String HEAD =
      "| # | Fault | Jobs | Kills | Lost | Unexpected | Duplicate | Stages repeated after commit |"
          + " Longest re-claim, s | Connected traces | |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|";

  private final Path file;
  private final List<String> lines = new ArrayList<>(List.of(HEAD));

  FaultTable(Path file) {
    this.file = file;
  }

  /** Adds a row and writes the file. */
  void add(Row row, Verdict verdict) throws IOException {
    Traces.Summary traces = verdict.traces();
    addLine(
        row,
        verdict.jobs()
            + " | "
            + verdict.kills()
            + " | "
            + verdict.lost()
            + " | "
            + verdict.unexpected()
            + " | "
            + verdict.duplicates()
            + " | "
            + verdict.repeated()
            + " | "
            + (verdict.reclaim().isZero() ? "–" : seconds(verdict.reclaim()))
            + " | "
            + (traces.connected() == 0 && traces.broken().isEmpty() ? "–" : shown(traces))
            + " | "
            + verdict.note());
  }

  /** Adds a row without a verdict. */
  void add(Row row, String why) throws IOException {
    addLine(row, "– | – | – | – | – | – | – | – | " + why);
  }

  private static String shown(Traces.Summary traces) {
    return traces.connected()
        + (traces.bridged() == 0 ? "" : " (" + traces.bridged() + " bridged)");
  }

  private void addLine(Row row, String cells) throws IOException {
    lines.add("| " + row.number() + " | " + row.title() + " | " + cells + " |");
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
