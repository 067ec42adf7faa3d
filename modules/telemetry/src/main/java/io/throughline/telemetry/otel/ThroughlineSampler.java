package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Drops what nobody wants to see as a trace (idle polling, health checks, reading traces) and
 * leaves the rest to the configured sampler.
 */
final class ThroughlineSampler implements Sampler {

  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final List<String> UNTRACED_PATHS =
      List.of(
          "/health",
          "/metrics",
          "/openapi",
          "/console",
          "/traces",
          "/api/traces",
          "/api/services",
          "/api/operations",
          "/api/v3");

  private final Sampler delegate;

  ThroughlineSampler(Sampler delegate) {
    this.delegate = delegate;
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
    return delegate.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  private static boolean isOwnPath(Attributes attributes) {
    String path = attributes.get(URL_PATH);
    return path != null
        && UNTRACED_PATHS.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
  }

  @Override
  public String getDescription() {
    return "Throughline{" + delegate.getDescription() + "}";
  }
}
