package io.throughline.inference.control;

import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.inference.control.EngineCatalogue.Choice;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobReferences;
import io.throughline.job.api.Jobs;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.SearchIndex;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.FinishedUploads;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Uploads;
import io.throughline.upload.api.UrlReceiver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the speech pipeline's objects injectable. */
@ApplicationScoped
public class SpeechBeans {

  @Inject
  @ConfigProperty(name = "throughline.speech.transcription-engine", defaultValue = "sphinx4")
  String transcription;

  @Inject
  @ConfigProperty(name = "throughline.speech.alignment-engine", defaultValue = "sphinx4-aligner")
  String alignment;

  @Inject
  @ConfigProperty(
      name = "throughline.speech.diarization-engine",
      defaultValue = "sphinx4-speakerid")
  String diarization;

  @Inject
  @ConfigProperty(name = "throughline.search.embedding-engine", defaultValue = "all-minilm-l6-v2")
  String embedding;

  @Inject
  @ConfigProperty(name = "throughline.image.engine", defaultValue = EngineCatalogue.ANY)
  String image;

  @Produces
  @Singleton
  EngineCatalogue engines() {
    return EngineCatalogue.load(
        Thread.currentThread().getContextClassLoader(),
        new Choice(transcription, alignment, diarization, embedding, image));
  }

  @Produces
  @Singleton
  ModelCache models() {
    return new ModelCache();
  }

  void close(@Disposes ModelCache models) {
    models.close();
  }

  @Produces
  @Singleton
  EngineRunner runner(Telemetry telemetry, ModelCache models, Metrics metrics, DeviceWork devices) {
    return new EngineRunner(telemetry, models, metrics, devices);
  }

  /** Only under its own type: what embeds may be configured to be something else. */
  @Produces
  @Singleton
  @Typed(EngineEmbeddingModel.class)
  EngineEmbeddingModel embedder(EngineCatalogue engines, EngineRunner runner) {
    return new EngineEmbeddingModel(runner, engines.embedding());
  }

  @Produces
  @Singleton
  SpeechTranscriber transcriber(EngineCatalogue engines, EngineRunner runner) {
    return new EngineSpeechTranscriber(runner, engines.transcription());
  }

  @Produces
  @Singleton
  JobHandler handler(
      EngineCatalogue engines,
      EngineRunner runner,
      Telemetry telemetry,
      Uploads uploads,
      ObjectStorage storage,
      AudioDecoder decoder,
      TranscriptIndex index,
      Summarizer summarizer) {
    JobFiles files = new JobFiles(uploads, storage);
    SpeechStages stages =
        new SpeechStages(engines, runner, telemetry, files, storage, decoder, index, summarizer);
    return new SpeechJobHandler(stages, files, index);
  }

  @Produces
  @Singleton
  ResultIndex resultIndex(SearchIndex index, Telemetry telemetry) {
    return new ResultIndex(index, telemetry);
  }

  @Produces
  @Singleton
  TranscriptIndex transcriptIndex(ResultIndex index, Uploads uploads) {
    return new TranscriptIndex(index, uploads);
  }

  @Produces
  @Singleton
  DocumentSource transcriptSource(Jobs jobs, TranscriptStore transcripts, TranscriptIndex index) {
    return new TranscriptSource(
        new CompletedJobs(jobs, TranscriptSource.TYPES), transcripts, index);
  }

  @Produces
  @Dependent
  AudioIntake intake(
      FormReceiver receiver,
      UrlReceiver urls,
      FinishedUploads uploads,
      ObjectStorage storage,
      AudioDecoder decoder,
      Telemetry telemetry) {
    return new AudioIntake(receiver, urls, uploads, storage, decoder, telemetry);
  }

  @Produces
  @Singleton
  ObjectOwner results(JobReferences jobs) {
    return new ResultObjects(jobs);
  }

  @Produces
  @Dependent
  TranscriptStore transcripts(ObjectStorage storage) {
    return new TranscriptStore(storage);
  }
}
