package io.throughline.telemetry.otel;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;

/** A call of a bean's method, as the container hands it to an interceptor. */
record InterceptedCall(Method method, Callable<Object> body) implements InvocationContext {

  @Override
  public Object proceed() throws Exception {
    return body.call();
  }

  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Object getTarget() {
    return null;
  }

  @Override
  public Object getTimer() {
    return null;
  }

  @Override
  public Constructor<?> getConstructor() {
    return null;
  }

  @Override
  public Object[] getParameters() {
    return new Object[0];
  }

  @Override
  public void setParameters(Object[] parameters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> getContextData() {
    return Map.of();
  }
}
