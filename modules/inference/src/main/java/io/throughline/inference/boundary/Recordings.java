package io.throughline.inference.boundary;

import io.throughline.inference.control.AudioIntake;
import io.throughline.inference.control.EngineCatalogue;
import io.throughline.inference.control.JobSubmission;
import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.SpeechParameters;
import io.throughline.inference.control.Summarizer;
import io.throughline.inference.format.Rendition;
import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Callbacks;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Makes a job of a request with a recording and answers it. */
@ApplicationScoped
public class Recordings {

  @Inject AudioIntake intake;
  @Inject EngineCatalogue engines;
  @Inject JobSubmission submission;
  @Inject Callbacks callbacks;
  @Inject TranscriptAnswers answers;
  @Inject Summarizer summarizer;

  private record Submitted(Job job, boolean openAi, Optional<Rendition> format) {}

  void submit(
      InputStream body,
      String contentType,
      Long contentLength,
      String prefer,
      AsyncResponse response,
      boolean translate)
      throws Exception {
    OptionalLong length =
        contentLength == null ? OptionalLong.empty() : OptionalLong.of(contentLength);
    Submitted submitted =
        intake.take(
            body,
            contentType,
            length,
            Set.of(),
            (form, recording, properties) -> {
              TranscriptionForm fields =
                  new TranscriptionForm(
                      form,
                      engines.transcription().description().languages(),
                      summarizer.isPresent());
              SpeechParameters parameters = fields.parameters(properties, translate);
              // read before the job exists: a wrong value must not leave one behind
              Optional<Rendition> format = fields.rendition();
              Optional<String> callback =
                  callbacks.accepted(
                      JobRequest.DEFAULT_TENANT, form.field(Callbacks.FIELD).orElse(null));
              Job job =
                  submission.submit(
                      SpeechJobType.TRANSCRIPTION.id(),
                      Optional.of(recording),
                      parameters.toJson(),
                      fields.priority(),
                      new Afterwards(callback, fields.retention()));
              return new Submitted(job, fields.isOpenAi(), format);
            });
    answers.answer(
        response, submitted.job(), Preference.of(prefer), submitted.openAi(), submitted.format());
  }
}
