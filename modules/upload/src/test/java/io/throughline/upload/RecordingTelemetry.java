package io.throughline.upload;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanBody;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps ended spans in the order they ended, for one thread. */
public final class RecordingTelemetry implements Telemetry {

  /**
   * @param parent name of the span it was in; empty for none
   * @param error simple name of the exception that ended it or was recorded; empty for none
   */
  public record Ended(
      String name,
      String kind,
      String parent,
      Map<String, Object> attributes,
      List<String> events,
      String error) {}

  public final List<Ended> spans = new ArrayList<>();
  private final List<String> open = new ArrayList<>(List.of(""));
  private String recorded = "";
  private boolean muted;

  @Override
  public <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X {
    if (muted) {
      return off().inSpan(spec, body);
    }
    Map<String, Object> attributes = new TreeMap<>(spec.attributes());
    List<String> events = new ArrayList<>();
    String parent = open.get(open.size() - 1);
    String error = "";
    open.add(spec.name());
    try {
      T result = body.run(recording(attributes, events));
      error = recorded;
      return result;
    } catch (Exception e) {
      error = e.getClass().getSimpleName();
      throw e;
    } finally {
      recorded = "";
      open.remove(open.size() - 1);
      spans.add(new Ended(spec.name(), spec.kind().name(), parent, attributes, events, error));
    }
  }

  private static ActiveSpan recording(Map<String, Object> attributes, List<String> events) {
    return new ActiveSpan() {
      @Override
      public ActiveSpan set(String key, Object value) {
        attributes.put(key, value);
        return this;
      }

      @Override
      public ActiveSpan event(String name, Map<String, ?> eventAttributes) {
        events.add(name);
        return this;
      }

      @Override
      public ActiveSpan rename(String other) {
        return this;
      }

      @Override
      public String traceId() {
        return "";
      }

      @Override
      public String spanId() {
        return "";
      }
    };
  }

  @Override
  public void record(SpanSpec spec, Instant start, Instant end) {
    String parent = open.get(open.size() - 1);
    spans.add(
        new Ended(
            spec.name(),
            spec.kind().name(),
            parent,
            new TreeMap<>(spec.attributes()),
            List.of(),
            ""));
  }

  @Override
  public <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X {
    boolean before = muted;
    muted = true;
    try {
      return off().untraced(body);
    } finally {
      muted = before;
    }
  }

  @Override
  public <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X {
    return off().under(carrier, body);
  }

  @Override
  public void recordFailure(Throwable failure) {
    recorded = failure.getClass().getSimpleName();
  }

  @Override
  public ActiveSpan current() {
    return off().current();
  }

  @Override
  public TraceCarrier capture() {
    return TraceCarrier.empty();
  }

  private static Telemetry off() {
    return Telemetry.off();
  }
}
