package io.throughline.telemetry.otel;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Traced;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the span that {@link Traced} asks for. */
@Traced
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class TracedInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Map<Method, SpanSpec> SPECS = new ConcurrentHashMap<>();

  @Inject transient Telemetry telemetry;

  @AroundInvoke
  Object trace(InvocationContext invocation) throws Exception {
    if (telemetry == Telemetry.off()) {
      return invocation.proceed();
    }
    SpanSpec spec = SPECS.computeIfAbsent(invocation.getMethod(), TracedInterceptor::spec);
    return telemetry.<Object, Exception>inSpan(spec, span -> invocation.proceed());
  }

  private static SpanSpec spec(Method method) {
    Traced traced = method.getAnnotation(Traced.class);
    if (traced == null) {
      traced = method.getDeclaringClass().getAnnotation(Traced.class);
    }
    String fallback = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    String name = traced == null || traced.value().isEmpty() ? fallback : traced.value();
    return SpanSpec.of(
        name, traced == null ? io.throughline.telemetry.api.SpanKind.INTERNAL : traced.kind());
  }
}
