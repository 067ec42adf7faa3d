package io.throughline.inference.image;

import io.throughline.inference.control.CompletedJobs;
import io.throughline.inference.control.EngineCatalogue;
import io.throughline.inference.control.EngineRunner;
import io.throughline.inference.control.JobFiles;
import io.throughline.inference.control.ResultIndex;
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
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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

  @Produces
  @Singleton
  SignedLinks links(Clock clock) {
    return new SignedLinks(
        linkSecret
            .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
            .orElseGet(ImageBeans::random),
        clock);
  }

  private static byte[] random() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  @Produces
  @Singleton
  JobHandler handler(
      EngineCatalogue engines,
      EngineRunner runner,
      Telemetry telemetry,
      Uploads uploads,
      ObjectStorage storage,
      ImageCodec codec,
      SignedLinks links,
      ImageIndex index) {
    JobFiles files = new JobFiles(uploads, storage);
    return new ImageJobHandler(
        new ImageStages(engines, runner, telemetry, files, storage, codec, index),
        files,
        links,
        index);
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
