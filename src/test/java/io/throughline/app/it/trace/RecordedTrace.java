package io.throughline.app.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trace as the server's Jaeger JSON shows it.
 *
 * @param spans by start time
 */
public record RecordedTrace(String id, List<RecordedSpan> spans) {

  /** Reads the answer of {@code GET /api/traces/{id}}. */
  public static RecordedTrace of(JsonObject answer) {
    JsonObject trace = answer.getJsonArray("data").getJsonObject(0);
    return new RecordedTrace(
        trace.getString("traceID"),
        trace.getJsonArray("spans").getValuesAs(JsonObject.class).stream()
            .map(RecordedSpan::of)
            .sorted(Comparator.comparingLong(RecordedSpan::start))
            .toList());
  }

  public boolean ended() {
    return spans.stream().allMatch(RecordedSpan::ended);
  }

  public List<RecordedSpan> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The only span with this name. */
  public RecordedSpan span(String name) {
    List<RecordedSpan> found = spans(name);
    assertThat(found).describedAs("spans named %s", name).hasSize(1);
    return found.get(0);
  }

  List<RecordedSpan> childrenOf(RecordedSpan parent) {
    return spans.stream().filter(s -> s.parent().filter(parent.id()::equals).isPresent()).toList();
  }

  /** Spans whose parent is not part of this trace. */
  List<RecordedSpan> roots() {
    Set<String> ids = spans.stream().map(RecordedSpan::id).collect(Collectors.toSet());
    return spans.stream().filter(s -> s.parent().filter(ids::contains).isEmpty()).toList();
  }

  /** Checks names, kinds, parents, attributes, events and status of every span. */
  public void assertIs(ExpectedSpan root) {
    TreeComparison comparison = TreeComparison.of(this, root);
    assertThat(comparison.differences())
        .withFailMessage("trace %s is not as it should be:%n%s", id, comparison)
        .isZero();
  }

  /** Checks that each of these spans, found by name, starts when the one before has ended. */
  public void assertOneAfterTheOther(String... names) {
    for (int i = 1; i < names.length; i++) {
      assertThat(span(names[i]).start())
          .describedAs("start of %s, after the end of %s", names[i], names[i - 1])
          .isGreaterThanOrEqualTo(span(names[i - 1]).end());
    }
  }
}
