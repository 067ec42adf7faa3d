package io.throughline.telemetry.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds traces in a {@link SpanStore}. Thread-safe. */
public final class TraceSearch {

  private final SpanStore store;

  public TraceSearch(SpanStore store) {
    this.store = store;
  }

  /**
   * What kind of span a service makes.
   *
   * @param kind lower-case OpenTelemetry kind
   */
  public record Operation(String name, String kind) implements Comparable<Operation> {

    @Override
    public int compareTo(Operation other) {
      int byName = name.compareTo(other.name);
      return byName == 0 ? kind.compareTo(other.kind) : byName;
    }
  }

  /** The newest traces that are as wanted. */
  public List<TraceSummary> find(TraceQuery query) {
    return store
        .summaries()
        .filter(query::admits)
        .filter(trace -> !query.asksForSpans() || store.anyMatch(trace.traceId(), query::matches))
        .limit(query.limit())
        .toList();
  }

  /** Names of the services that have spans here, sorted. */
  public Set<String> services() {
    Set<String> services = new TreeSet<>();
    store.summaries().forEach(trace -> services.addAll(trace.services().keySet()));
    return services;
  }

  /**
   * What spans a service makes, sorted.
   *
   * @param service empty for all
   * @param kind empty for all
   */
  public Set<Operation> operations(String service, String kind) {
    Set<Operation> operations = new HashSet<>();
    store.eachSpan(
        span -> {
          String spanKind = SpanTags.kind(span);
          if ((service.isEmpty() || service.equals(SpanTags.service(span)))
              && (kind.isEmpty() || kind.equals(spanKind))) {
            operations.add(new Operation(span.getName(), spanKind));
          }
        });
    return new TreeSet<>(operations);
  }
}
