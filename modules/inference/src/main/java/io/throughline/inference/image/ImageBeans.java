package io.throughline.inference.image;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.control.CompletedJobs;
import io.throughline.inference.control.EngineCatalogue;
import io.throughline.inference.control.EngineRunner;
import io.throughline.inference.control.JobFiles;
import io.throughline.inference.control.ModelSource;
import io.throughline.inference.control.ResultIndex;
import io.throughline.inference.engine.onnx.OnnxUpscaleEngine;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.Jobs;
import io.throughline.search.api.DocumentSource;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ImageCodec;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the objects of picture jobs injectable. */
@ApplicationScoped
public class ImageBeans {

  private static final int SECRET_BYTES = 32;

  @Inject
  @ConfigProperty(name = "throughline.image.link-secret")
  Optional<String> linkSecret;

  @Inject
  @ConfigProperty(name = "throughline.image.upscale-model")
  Optional<String> upscaleModel;

  @Inject
  @ConfigProperty(name = "THROUGHLINE_DATA_DIR", defaultValue = "data")
  String data;

  @Produces
  @Singleton
  SignedLinks links(Clock clock) {
    return new SignedLinks(
        linkSecret
            .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
            .orElseGet(ImageBeans::random),
        clock);
  }

  /** A model that cannot be used stops the start instead of every job. */
  void check(@Observes Startup event) throws InterruptedException {
    try {
      if (upscaler().isPresent()) {
        upscaler().get().check();
      }
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          "THROUGHLINE_IMAGE_UPSCALE_MODEL cannot be used: " + e.getMessage(), e);
    }
  }

  private Optional<OnnxUpscaleEngine> upscaler() {
    return upscaleModel.map(
        name -> new OnnxUpscaleEngine(Path.of(data).resolve("models").resolve(name)));
  }

  private static byte[] random() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  @Produces
  @Singleton
  JobHandler handler(
      ImageWorker worker,
      Telemetry telemetry,
      Uploads uploads,
      ObjectStorage storage,
      ImageCodec codec,
      SignedLinks links,
      ImageIndex index) {
    JobFiles files = new JobFiles(uploads, storage);
    return new ImageJobHandler(
        new ImageStages(
            worker, PixelMemory.ofThisServer(telemetry), telemetry, files, storage, codec, index),
        files,
        links,
        index);
  }

  /** Not as what works on pictures: that may be configured to be something else. */
  @Produces
  @Singleton
  @Typed({EngineImages.class, ModelSource.class})
  EngineImages engineImages(EngineCatalogue engines, EngineRunner runner) {
    return new EngineImages(engines, upscaler(), runner);
  }

  @Produces
  @Singleton
  ImageIndex index(ResultIndex results, Uploads uploads) {
    return new ImageIndex(results, uploads);
  }

  @Produces
  @Singleton
  DocumentSource source(Jobs jobs, ImageIndex index) {
    return new ImageSource(new CompletedJobs(jobs, ImageJobType.ids()), index);
  }

  @Produces
  @Dependent
  ImageIntake intake(
      FormReceiver receiver, ObjectStorage storage, ImageCodec codec, Telemetry telemetry) {
    return new ImageIntake(receiver, storage, codec, telemetry);
  }
}
