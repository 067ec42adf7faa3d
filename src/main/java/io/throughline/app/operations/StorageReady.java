package io.throughline.app.operations;

import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the object storage can be read. */
@Readiness
@ApplicationScoped
public class StorageReady implements HealthCheck {

  @Inject ObjectStorage storage;
  @Inject Telemetry telemetry;

  @Override
  public HealthCheckResponse call() {
    boolean readable = telemetry.<Boolean, RuntimeException>untraced(span -> isReadable());
    return HealthCheckResponse.named("object-storage")
        .status(readable)
        .withData("system", storage.system())
        .build();
  }

  private boolean isReadable() {
    try (Stream<ObjectStorage.StoredObject> none = storage.list("health-probe/")) {
      return none.findAny().isEmpty();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
