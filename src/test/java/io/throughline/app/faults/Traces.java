package io.throughline.app.faults;

import io.throughline.app.faults.Rows.AttemptRow;
import io.throughline.app.faults.Rows.JobRow;
import io.throughline.app.it.collector.ReceivedSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the spans that the nodes sent. A trace is connected if it is the only one of its job, has
 * one root at most, each attempt is a child of the span that sent the job and linked to the attempt
 * before, and each span that is missing between them is one that a killed process had no time to
 * send: the job's row or the attempt's names it, or a killed process sent its child.
 */
final class Traces {

  /**
   * @param connected traces that are connected
   * @param bridged those of them in which a span of a killed process is missing
   * @param broken what is wrong with the others, job by job
   */
  record Summary(int connected, int bridged, List<String> broken) {
    /** Of a row that does not look at traces. */
    static final Summary NONE = new Summary(0, 0, List.of());
  }

  private final Map<String, List<ReceivedSpan>> byTrace;
  private final Map<String, Set<String>> tracesOfJobs = new HashMap<>();
  private final Set<String> killed;

  /**
   * @param killed {@code service.instance.id} of processes that were killed
   */
  Traces(Collection<ReceivedSpan> spans, Set<String> killed) {
    this.killed = killed;
    byTrace = spans.stream().collect(Collectors.groupingBy(ReceivedSpan::trace));
    for (ReceivedSpan span : spans) {
      String job = span.attributes().get("job.id");
      if (job != null) {
        tracesOfJobs.computeIfAbsent(job, id -> new HashSet<>()).add(span.trace());
      }
    }
  }

  Summary judge(Collection<JobRow> jobs) {
    int connected = 0;
    int bridged = 0;
    List<String> broken = new ArrayList<>();
    for (JobRow job : jobs) {
      List<String> faults = new ArrayList<>();
      boolean whole = look(job, faults);
      if (!faults.isEmpty()) {
        broken.add(job.label() + " " + job.traceId() + ": " + faults);
      } else {
        connected++;
        bridged += whole ? 0 : 1;
      }
    }
    return new Summary(connected, bridged, broken);
  }

  /** True if no span is missing. */
  private boolean look(JobRow job, List<String> faults) {
    List<ReceivedSpan> spans = byTrace.getOrDefault(job.traceId(), List.of());
    Set<String> received = spans.stream().map(ReceivedSpan::id).collect(Collectors.toSet());
    Set<String> named = new HashSet<>(Set.of(job.span()));
    job.attempts().forEach(attempt -> named.add(attempt.span()));
    if (!tracesOfJobs.getOrDefault(job.id(), Set.of()).equals(Set.of(job.traceId()))) {
      faults.add("its spans are in traces " + tracesOfJobs.get(job.id()));
    }
    if (spans.stream().filter(span -> span.parent().isEmpty()).count() > 1) {
      faults.add("more than one root");
    }
    boolean whole = true;
    for (ReceivedSpan span : spans) {
      if (!span.parent().isEmpty() && !received.contains(span.parent())) {
        whole = false;
        if (!named.contains(span.parent()) && !killed.contains(process(span))) {
          faults.add("nobody knows the parent of " + span.name());
        }
      }
    }
    attempts(job, spans, faults);
    return whole && received.containsAll(named);
  }

  private void attempts(JobRow job, List<ReceivedSpan> spans, List<String> faults) {
    Map<String, ReceivedSpan> byId =
        spans.stream().collect(Collectors.toMap(ReceivedSpan::id, span -> span, (a, b) -> a));
    AttemptRow before = null;
    for (AttemptRow row : job.attempts()) {
      ReceivedSpan span = byId.get(row.span());
      if (span == null) {
        if (killed.stream().noneMatch(process -> row.node().startsWith(node(process) + "-"))) {
          faults.add("attempt " + row.attempt() + " is missing");
        }
      } else {
        if (!span.parent().equals(job.span())) {
          faults.add("attempt " + row.attempt() + " has another parent");
        }
        if (before != null && !span.links().contains(before.span())) {
          faults.add("attempt " + row.attempt() + " is not linked to the one before");
        }
      }
      before = row;
    }
  }

  private static String process(ReceivedSpan span) {
    return span.resource().getOrDefault("service.instance.id", "");
  }

  private static String node(String process) {
    return process.substring(0, process.lastIndexOf('-'));
  }
}
