package io.throughline.app.config;

import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.control.FfmpegAudioDecoder;
import io.throughline.upload.control.FfmpegPrograms;
import io.throughline.upload.control.StreamingFormReceiver;
import io.throughline.upload.control.UploadLimits;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses the upload module's adapters. */
@ApplicationScoped
public class UploadWiring {

  @Inject @DataDirectory Path data;
  @Inject Telemetry telemetry;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "throughline.upload.max-bytes", defaultValue = "2147483648")
  long maxBytes;

  @Inject
  @ConfigProperty(name = "throughline.upload.max-duration", defaultValue = "PT4H")
  Duration maxDuration;

  @Produces
  @Singleton
  ObjectStorage objectStorage() throws IOException {
    FileObjectStorage files = new FileObjectStorage(data.resolve("objects"));
    files.deleteStale(clock.instant());
    return new TracedObjectStorage(files, telemetry);
  }

  @Produces
  @Singleton
  FormReceiver formReceiver(ObjectStorage storage) {
    return new StreamingFormReceiver(storage, telemetry, limits());
  }

  @Produces
  @Singleton
  AudioDecoder audioDecoder() {
    return new FfmpegAudioDecoder(FfmpegPrograms.bundled(data.resolve("programs")), limits());
  }

  private UploadLimits limits() {
    return UploadLimits.defaults().withMaxBytes(maxBytes).withMaxDuration(maxDuration);
  }
}
