package io.throughline.app.it;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/** Brings the classes that share a server together, so that only one server runs at a time. */
public final class ServerOrder implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.<ClassDescriptor>comparingInt(ServerOrder::flavour)
                .thenComparingInt(ServerOrder::order)
                .thenComparing(descriptor -> descriptor.getTestClass().getName()));
  }

  private static int flavour(ClassDescriptor descriptor) {
    return descriptor.findAnnotation(OnServer.class).map(s -> s.value().ordinal()).orElse(-1);
  }

  private static int order(ClassDescriptor descriptor) {
    return descriptor.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
  }
}
