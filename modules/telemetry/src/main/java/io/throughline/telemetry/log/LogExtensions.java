package io.throughline.telemetry.log;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import com.ibm.websphere.logging.hpel.LogRecordContext.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fields that Open Liberty adds to a line of its JSON logs, asked for on the thread that logs.
 * An absent value leaves the field out. The server keeps only weak references to them, hence they
 * are held here. {@code bootstrap.properties} gives the fields their names in the log.
 */
final class LogExtensions {

  private final Map<String, Extension> extensions = new LinkedHashMap<>();

  LogExtensions(String service, Optional<String> cloudProject) {
    add("service", () -> service);
    add("trace_id", LogTrace::traceId);
    add("span_id", LogTrace::spanId);
    add("request_id", LogTrace::requestId);
    add("job_id", LogTrace::jobId);
    cloudProject.ifPresent(this::addCloudLogging);
  }

  /** The special fields of Google Cloud Logging's structured logs. */
  private void addCloudLogging(String project) {
    String prefix = "projects/" + project + "/traces/";
    add("gcp_trace", () -> LogTrace.traceId() == null ? null : prefix + LogTrace.traceId());
    add("gcp_span_id", LogTrace::spanId);
    add("gcp_trace_sampled_bool", LogTrace::sampled);
  }

  private void add(String name, Supplier<String> value) {
    extensions.put(name, value::get);
  }

  void register() {
    extensions.forEach(LogRecordContext::registerExtension);
  }

  void unregister() {
    extensions.keySet().forEach(LogRecordContext::unregisterExtension);
  }
}
