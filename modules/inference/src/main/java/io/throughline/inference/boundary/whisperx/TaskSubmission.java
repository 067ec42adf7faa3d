package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.control.AudioIntake;
import io.throughline.inference.control.JobSubmission;
import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.SpeechParameters;
import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.Job;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ReceivedForm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes a job of a WhisperX-FastAPI request and answers as that server does. */
@ApplicationScoped
public class TaskSubmission {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int PRIORITY = 0;

  @Inject AudioIntake intake;
  @Inject FormReceiver forms;
  @Inject JobSubmission submission;
  @Inject Callbacks callbacks;

  /**
   * A request body.
   *
   * @param documents parts that hold small JSON files
   */
  record Body(InputStream stream, String contentType, Long contentLength, Set<String> documents) {

    OptionalLong length() {
      return contentLength == null ? OptionalLong.empty() : OptionalLong.of(contentLength);
    }
  }

  JsonObject submit(
      SpeechJobType type,
      Body body,
      WhisperXParameters query,
      BiFunction<ReceivedForm, AudioProperties, SpeechParameters> parameters)
      throws Exception {
    return intake.take(
        body.stream(),
        body.contentType(),
        body.length(),
        body.documents(),
        (form, recording, audio) ->
            queued(
                submission.submit(
                    type.id(),
                    Optional.of(recording),
                    parameters.apply(form, audio).toJson(),
                    PRIORITY,
                    query.afterwards(callbacks))));
  }

  JsonObject submitUrl(
      SpeechJobType type,
      String url,
      WhisperXParameters query,
      Function<AudioProperties, SpeechParameters> parameters)
      throws Exception {
    if (url == null || url.isBlank()) {
      throw new InvalidRequestException("url", "is missing");
    }
    return intake.fetch(
        url,
        (form, recording, audio) ->
            queued(
                submission.submit(
                    type.id(),
                    Optional.of(recording),
                    parameters.apply(audio).toJson(),
                    PRIORITY,
                    query.afterwards(callbacks))));
  }

  JsonObject submitDocuments(
      SpeechJobType type,
      Body body,
      WhisperXParameters query,
      Function<ReceivedForm, SpeechParameters> parameters)
      throws Exception {
    ReceivedForm form =
        forms.receive(
            body.stream(),
            body.contentType(),
            body.length(),
            new FormParts(Set.of(), body.documents()));
    return queued(
        submission.submit(
            type.id(),
            Optional.empty(),
            parameters.apply(form).toJson(),
            PRIORITY,
            query.afterwards(callbacks)));
  }

  private static JsonObject queued(Job job) {
    return JSON.createObjectBuilder()
        .add("identifier", job.id())
        .add("message", "Task queued")
        .build();
  }
}
