package io.throughline.telemetry.api;

/**
 * Work done inside a span.
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface SpanBody<T, X extends Exception> {
  T run(ActiveSpan span) throws X;
}
