package io.throughline.telemetry.api;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a span around a CDI bean's method: started before it, ended after it, with status ERROR,
 * {@code error.type} and one {@code exception} event when it throws.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Traced {

  /** Span name; empty means {@code SimpleClassName.method}. Never put values into it. */
  @Nonbinding
  String value() default "";

  /** Role of the span. */
  @Nonbinding
  SpanKind kind() default SpanKind.INTERNAL;
}
