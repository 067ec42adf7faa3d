package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} said at one moment.
 *
 * @param families types by name, as in the TYPE lines
 */
record Scrape(Map<String, String> families, List<Sample> samples) {

  /** A line with a value. */
  record Sample(String name, Map<String, String> labels, double value) {}

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([0-9.eE+-]+|NaN|\\+Inf)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SUFFIX = Pattern.compile("_(bucket|sum|count)$");

  static Scrape of(LibertyServer server) throws IOException {
    Answer answer = server.client().get("/metrics");
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return parse(answer.text());
  }

  private static Scrape parse(String text) {
    Map<String, String> families = new TreeMap<>();
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              Matcher type = TYPE.matcher(line);
              Matcher sample = SAMPLE.matcher(line);
              if (type.matches()) {
                families.put(type.group(1), type.group(2));
              } else if (sample.matches()) {
                samples.add(
                    new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3))));
              } else {
                assertThat(line).describedAs("a line that is no sample").startsWith("# HELP ");
              }
            });
    return new Scrape(families, samples);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }

  private static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /**
   * The sum of all series of a name that have these labels.
   *
   * @param labels names and values in turn
   */
  double value(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> hasAll(sample, labels))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static boolean hasAll(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  /** The names that can be asked for. */
  Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of the labels that a family's series have; {@code le} is not one. */
  Set<String> labelsOf(String family) {
    return samples.stream()
        .filter(
            sample ->
                sample.name().equals(family)
                    || SUFFIX.matcher(sample.name()).replaceFirst("").equals(family))
        .flatMap(sample -> sample.labels().keySet().stream())
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
