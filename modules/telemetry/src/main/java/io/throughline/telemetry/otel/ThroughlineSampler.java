package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.throughline.telemetry.config.TraceDetail;
import java.util.List;
import java.util.Optional;

/**
 * Drops what nobody wants to see as a trace (idle polling, health checks, reading traces) and what
 * the detail level leaves out, keeps what was forced, and leaves the rest to the configured
 * sampler.
 */
final class ThroughlineSampler implements Sampler {

  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
  private static final List<String> UNTRACED_PATHS =
      List.of(
          "/health/",
          "/metrics/",
          "/openapi/",
          "/console/",
          "/traces/",
          "/api/traces/",
          "/api/services/",
          "/api/operations/",
          "/api/v3/");

  private final Sampler delegate;
  private final TraceDetail detail;

  ThroughlineSampler(Sampler delegate, TraceDetail detail) {
    this.delegate = delegate;
    this.detail = detail;
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    if (Untraced.isMarked(parent) || (kind == SpanKind.SERVER && isOwnPath(attributes))) {
      return SamplingResult.drop();
    }
    Optional<TraceDetail> forced = ForcedTrace.detail(parent);
    TraceDetail wanted = forced.map(detail::or).orElse(detail);
    if (!wanted.shows(name, attributes.get(DATABASE) != null)) {
      return SamplingResult.drop();
    }
    if (forced.isPresent()) {
      return SamplingResult.recordAndSample();
    }
    return delegate.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  private static boolean isOwnPath(Attributes attributes) {
    String path = attributes.get(URL_PATH);
    return path != null && UNTRACED_PATHS.stream().anyMatch((path + "/")::startsWith);
  }

  @Override
  public String getDescription() {
    return "Throughline{" + delegate.getDescription() + "}";
  }
}
