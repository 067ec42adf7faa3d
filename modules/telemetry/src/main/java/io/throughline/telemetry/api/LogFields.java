package io.throughline.telemetry.api;

import java.util.HashMap;
import java.util.Map;

/**
 * What every log line of the current thread says about the work it belongs to, besides the trace.
 * The server's executors carry it onto their threads; {@link #onto} carries it to the worker of a
 * job, on whichever node and after whichever restart.
 *
 * @param requestId id of the request that caused the work, or empty
 * @param jobId id of the job being worked on, or empty
 */
public record LogFields(String requestId, String jobId) {

  private static final LogFields NONE = new LogFields("", "");

  /** Holds nothing when there are no fields, so that a server's threads do not hold this class. */
  private static final ThreadLocal<LogFields> CURRENT = new ThreadLocal<>();

  /** Name under which a {@link TraceCarrier} keeps the request's id. */
  private static final String REQUEST_ID = "throughline-request-id";

  /** Puts back what was there before. To be closed by the thread that opened it. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** The fields of this thread. */
  public static LogFields current() {
    LogFields fields = CURRENT.get();
    return fields == null ? NONE : fields;
  }

  /** The fields that travelled with {@code carrier}. */
  public static LogFields of(TraceCarrier carrier) {
    return NONE.withRequest(carrier.fields().getOrDefault(REQUEST_ID, ""));
  }

  public LogFields withRequest(String id) {
    return new LogFields(id, jobId);
  }

  public LogFields withJob(String id) {
    return new LogFields(requestId, id);
  }

  /** The same carrier, with the request's id in it. */
  public TraceCarrier onto(TraceCarrier carrier) {
    if (requestId.isEmpty()) {
      return carrier;
    }
    Map<String, String> fields = new HashMap<>(carrier.fields());
    fields.put(REQUEST_ID, requestId);
    return new TraceCarrier(fields);
  }

  /** Makes these the fields of this thread until the scope is closed. */
  public Scope makeCurrent() {
    LogFields before = current();
    set(this);
    return () -> set(before);
  }

  private static void set(LogFields fields) {
    if (fields.equals(NONE)) {
      CURRENT.remove();
    } else {
      CURRENT.set(fields);
    }
  }
}
