package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.control.SpeechParameters;
import io.throughline.inference.control.SpeechParameters.Given;
import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.RequestValue;
import io.throughline.upload.api.AudioProperties;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The query parameters of WhisperX-FastAPI that mean something here. Those that tune its own models
 * (model, device, compute_type, beam_size, vad_onset ...) are accepted and have no effect.
 */
public class WhisperXParameters {

  private static final int MAX_SPEAKERS = 20;

  @QueryParam("language")
  @DefaultValue("en")
  String language;

  @QueryParam("task")
  @DefaultValue("transcribe")
  String task;

  @QueryParam("initial_prompt")
  String initialPrompt;

  @QueryParam("hotwords")
  String hotwords;

  @QueryParam("min_speakers")
  String minSpeakers;

  @QueryParam("max_speakers")
  String maxSpeakers;

  @QueryParam(Callbacks.FIELD)
  String callbackUrl;

  /** What is to happen once the job has ended. */
  Afterwards afterwards(Callbacks callbacks) {
    return new Afterwards(
        callbacks.accepted(JobRequest.DEFAULT_TENANT, callbackUrl), OptionalInt.empty());
  }

  SpeechParameters parameters(AudioProperties audio, boolean align, boolean diarize, Given given) {
    return parameters(audio.duration(), audio.codec(), align, diarize, given);
  }

  SpeechParameters parameters(double duration, Given given) {
    return parameters(duration, "none", false, false, given);
  }

  private SpeechParameters parameters(
      double duration, String codec, boolean align, boolean diarize, Given given) {
    if (!task.equals("transcribe") && !task.equals("translate")) {
      throw new InvalidRequestException("task", "must be transcribe or translate");
    }
    return new SpeechParameters(
        Optional.of(language),
        task.equals("translate"),
        Optional.ofNullable(initialPrompt),
        hotwords == null ? List.of() : SpeechParameters.words(hotwords),
        align,
        diarize,
        0,
        false,
        RequestValue.integer("min_speakers", minSpeakers, 1, MAX_SPEAKERS),
        RequestValue.integer("max_speakers", maxSpeakers, 1, MAX_SPEAKERS),
        duration,
        codec,
        given);
  }
}
