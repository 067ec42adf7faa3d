package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables of docs/metrics.md. */
final class MetricsTable {

  /** A metric as the documentation has it. */
  record Row(String type, Set<String> labels, boolean always) {}

  /** Of the tables of metrics; that of the settings has fewer. */
  private static final int COLUMNS = 6;

  private MetricsTable() {}

  /** Rows by Prometheus name; those under a heading with "only" are not always there. */
  static Map<String, Row> read() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    boolean always = true;
    for (String line : Files.readAllLines(ServerFiles.repository().resolve("docs/metrics.md"))) {
      if (line.startsWith("#")) {
        always = !line.contains("only");
      } else if (line.startsWith("| `")) {
        String[] cells = line.split("\\|");
        if (cells.length == COLUMNS + 1) {
          rows.put(code(cells[1]), new Row(cells[3].strip(), labels(cells[5]), always));
        }
      }
    }
    return rows;
  }

  /** Checks that all that is measured stands there with its type and its labels. */
  static void assertDocuments(Scrape scrape) throws IOException {
    Map<String, Row> documented = read();
    assertThat(documented.keySet()).containsAll(scrape.families().keySet());
    scrape
        .families()
        .forEach(
            (name, type) -> {
              assertThat(type).describedAs(name).isEqualTo(documented.get(name).type());
              assertThat(documented.get(name).labels())
                  .describedAs("labels of " + name)
                  .containsAll(scrape.labelsOf(name));
            });
  }

  private static String code(String cell) {
    return cell.replace("`", "").strip();
  }

  private static Set<String> labels(String cell) {
    return Arrays.stream(code(cell).split(","))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
