package io.throughline.app.config;

import io.throughline.inference.image.ImageLimits;
import io.throughline.inference.image.ImageTiers;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.FinishedUploads;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ImageCodec;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.UrlReceiver;
import io.throughline.upload.control.ChunkReceiver;
import io.throughline.upload.control.FfmpegAudioDecoder;
import io.throughline.upload.control.FfmpegImageCodec;
import io.throughline.upload.control.FfmpegPrograms;
import io.throughline.upload.control.FinishedUploadReceiver;
import io.throughline.upload.control.GuardedUrlReceiver;
import io.throughline.upload.control.MeasuredAudioDecoder;
import io.throughline.upload.control.MeasuredFinishedUploads;
import io.throughline.upload.control.MeasuredFormReceiver;
import io.throughline.upload.control.MeasuredUrlReceiver;
import io.throughline.upload.control.PartObjects;
import io.throughline.upload.control.ResumableUploads;
import io.throughline.upload.control.StreamingFormReceiver;
import io.throughline.upload.control.UploadLimits;
import io.throughline.upload.control.UploadMetrics;
import io.throughline.upload.control.UploadObjects;
import io.throughline.upload.control.UploadRegister;
import io.throughline.upload.control.UploadSessionStore;
import io.throughline.upload.control.UrlPolicy;
import io.throughline.upload.store.TracedObjectStorage;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses the upload module's adapters. */
@ApplicationScoped
public class UploadWiring {

  private static final int PREPARE_PRIORITY = 1500;

  @Inject @DataDirectory Path data;
  @Inject Telemetry telemetry;
  @Inject Metrics metrics;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "throughline.upload.max-bytes", defaultValue = "2147483648")
  long maxBytes;

  @Inject
  @ConfigProperty(name = "throughline.upload.max-duration", defaultValue = "PT4H")
  Duration maxDuration;

  @Inject
  @ConfigProperty(name = "throughline.upload.expiry", defaultValue = "PT24H")
  Duration expiry;

  @Inject
  @ConfigProperty(name = "throughline.upload.url.allowed-hosts")
  Optional<List<String>> allowedHosts;

  @Inject
  @ConfigProperty(name = "throughline.image.max-pixels", defaultValue = "50000000")
  long maxPixels;

  @Inject
  @ConfigProperty(name = "throughline.image.max-output-pixels", defaultValue = "100000000")
  long maxOutputPixels;

  @Inject
  @ConfigProperty(name = "throughline.image.tiers")
  Optional<String> tiers;

  @Inject
  @ConfigProperty(name = "throughline.image.tier")
  Optional<String> tier;

  private FfmpegPrograms programs;
  private UploadMetrics uploadMetrics;

  @PostConstruct
  void locatePrograms() {
    uploadMetrics = new UploadMetrics(metrics, telemetry);
    programs = FfmpegPrograms.bundled(data.resolve("programs"));
  }

  @Produces
  @Singleton
  ObjectStorage objectStorage(StorageSettings storage) throws IOException {
    return new TracedObjectStorage(storage.open(data, clock.instant()), telemetry);
  }

  @Produces
  @Singleton
  FormReceiver formReceiver(ObjectStorage storage) {
    return new MeasuredFormReceiver(
        new StreamingFormReceiver(storage, telemetry, limits()), uploadMetrics);
  }

  @Produces
  @Singleton
  UrlReceiver urlReceiver(ObjectStorage storage) {
    return new MeasuredUrlReceiver(
        new GuardedUrlReceiver(
            storage,
            telemetry,
            limits(),
            UrlPolicy.defaults().withAllowedHosts(Set.copyOf(allowedHosts.orElse(List.of())))),
        uploadMetrics);
  }

  @Produces
  @Singleton
  ResumableUploads resumableUploads(UploadSessionStore sessions, ObjectStorage storage) {
    return new ResumableUploads(
        sessions, storage, telemetry, limits(), expiry, clock, UploadWiring::randomId);
  }

  @Produces
  @Singleton
  ObjectOwner uploadObjects(UploadRegister register) {
    return new UploadObjects(register);
  }

  @Produces
  @Singleton
  ObjectOwner partObjects(UploadSessionStore sessions) {
    return new PartObjects(sessions);
  }

  @Produces
  @Singleton
  ChunkReceiver chunkReceiver(ResumableUploads uploads) {
    return new ChunkReceiver(uploads, telemetry);
  }

  @Produces
  @Singleton
  FinishedUploads finishedUploads(ResumableUploads uploads, ObjectStorage storage) {
    return new MeasuredFinishedUploads(
        new FinishedUploadReceiver(uploads, storage, telemetry, UploadWiring::randomId),
        uploadMetrics);
  }

  @Produces
  @Singleton
  AudioDecoder audioDecoder() {
    return new MeasuredAudioDecoder(new FfmpegAudioDecoder(programs, limits()), uploadMetrics);
  }

  @Produces
  @Singleton
  ImageCodec imageCodec() {
    return new FfmpegImageCodec(programs, maxPixels);
  }

  @Produces
  @Singleton
  ImageTiers imageTiers() {
    return ImageTiers.of(
        tiers.map(text -> List.of(text.split(";"))).orElse(List.of()),
        tier,
        new ImageLimits("standard", maxBytes, maxPixels, maxOutputPixels));
  }

  /** A wrong setting stops the start instead of every request. */
  void check(@Observes Startup event) {
    imageTiers();
  }

  /** Unpacks the decoder's programs before the first request needs them. */
  void prepare(@Observes @Priority(PREPARE_PRIORITY) Startup event)
      throws IOException, InterruptedException {
    programs.prepare();
  }

  private static String randomId() {
    return UUID.randomUUID().toString();
  }

  private UploadLimits limits() {
    return UploadLimits.defaults().withMaxBytes(maxBytes).withMaxDuration(maxDuration);
  }
}
