package io.throughline.upload.control;

import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.StorageFullException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong around an upload. */
final class UploadWorkbenchFailures {

  private UploadWorkbenchFailures() {}

  /** The client's connection. */
  static void reset() throws IOException {
    throw new IOException("connection reset");
  }

  /**
   * A store that is full when its room is used up.
   *
   * @param room objects that still fit
   */
  static ObjectStorage full(ObjectStorage storage, AtomicInteger room) {
    return (ObjectStorage)
        Proxy.newProxyInstance(
            ObjectStorage.class.getClassLoader(),
            new Class<?>[] {ObjectStorage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("put") && room.getAndDecrement() <= 0) {
                throw new StorageFullException("full", null);
              }
              return called(() -> method.invoke(storage, arguments));
            });
  }

  /** A database whose connection breaks when it has committed and not yet said so. */
  static UploadSessionStore breaksOffAfterCommit(UploadSessionStore sessions) {
    return (UploadSessionStore)
        Proxy.newProxyInstance(
            UploadSessionStore.class.getClassLoader(),
            new Class<?>[] {UploadSessionStore.class},
            (proxy, method, arguments) -> {
              Object result = called(() -> method.invoke(sessions, arguments));
              if (method.getName().equals("append")) {
                throw new IllegalStateException("connection broke");
              }
              return result;
            });
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object called(Call call) throws Throwable {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
