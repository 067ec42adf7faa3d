package io.throughline.inference.boundary;

import io.throughline.inference.control.SpeechParameters;
import io.throughline.inference.format.Rendition;
import io.throughline.inference.format.TranscriptEvents;
import io.throughline.inference.format.TranscriptFormat;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.RequestValue;
import io.throughline.job.api.Retention;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.ReceivedForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the text fields of a transcription form; every wrong value names its field. */
final class TranscriptionForm {

  static final int LOWEST_PRIORITY = -10;
  static final int HIGHEST_PRIORITY = 10;

  private static final int MAX_SPEAKERS = 20;
  private static final int MAX_CHANNELS = 8;

  private final ReceivedForm form;
  private final List<String> languages;
  private final boolean summaries;

  /**
   * @param languages what the engine understands
   * @param summaries whether a language model is there to sum up
   */
  TranscriptionForm(ReceivedForm form, List<String> languages, boolean summaries) {
    this.form = form;
    this.languages = languages;
    this.summaries = summaries;
  }

  /**
   * True if the model's name is one of OpenAI's: then the call waits and answers as OpenAI does.
   */
  boolean isOpenAi() {
    return form.field("model")
        .filter(model -> model.equals("whisper-1") || model.startsWith("gpt-4o"))
        .isPresent();
  }

  private Optional<TranscriptFormat> responseFormat() {
    return form.field("response_format")
        .map(
            name ->
                TranscriptFormat.of(name)
                    .orElseThrow(
                        () ->
                            new InvalidRequestException(
                                "response_format",
                                "must be json, text, srt, vtt, verbose_json or diarized_json")));
  }

  /** How the transcript is to be written down, if the caller said so. */
  Optional<Rendition> rendition() {
    Optional<TranscriptFormat> format = responseFormat();
    if (!stream()) {
      return format.map(f -> f);
    }
    return switch (format.orElse(TranscriptFormat.JSON)) {
      case JSON, TEXT -> Optional.of(new TranscriptEvents(false));
      case DIARIZED_JSON -> Optional.of(new TranscriptEvents(true));
      default ->
          throw new InvalidRequestException(
              "stream", "goes with response_format json, text or diarized_json");
    };
  }

  private boolean stream() {
    return flag("stream");
  }

  private boolean summarize() {
    boolean wanted = flag("summarize");
    if (wanted && !summaries) {
      throw new InvalidRequestException(
          "summarize", "needs a language model, and this server has none (THROUGHLINE_LLM_URL)");
    }
    return wanted;
  }

  private boolean flag(String field) {
    return switch (form.field(field).orElse("false").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidRequestException(field, "must be true or false");
    };
  }

  int priority() {
    return integer("priority", LOWEST_PRIORITY, HIGHEST_PRIORITY).orElse(0);
  }

  OptionalInt retention() {
    return Retention.requested(form.field(Retention.FIELD).orElse(null));
  }

  SpeechParameters parameters(AudioProperties audio, boolean translate) {
    temperature();
    SpeakerDetection detection = speakerDetection();
    OptionalInt exact = integer("num_speakers", 1, MAX_SPEAKERS);
    return new SpeechParameters(
        language(),
        translate,
        form.field("prompt"),
        form.field("vocabulary").map(SpeechParameters::words).orElse(List.of()),
        true,
        detection == SpeakerDetection.DIARIZE,
        detection == SpeakerDetection.PER_CHANNEL ? channels(audio) : 0,
        summarize(),
        exact.isPresent() ? exact : integer("min_speakers", 1, MAX_SPEAKERS),
        exact.isPresent() ? exact : integer("max_speakers", 1, MAX_SPEAKERS),
        audio.duration(),
        audio.codec(),
        SpeechParameters.Given.nothing());
  }

  private SpeakerDetection speakerDetection() {
    Optional<SpeakerDetection> wanted =
        form.field(SpeakerDetection.FIELD).map(SpeakerDetection::of);
    boolean mustDiarize =
        responseFormat().filter(f -> f == TranscriptFormat.DIARIZED_JSON).isPresent();
    return wanted
        .filter(detection -> detection != SpeakerDetection.NONE || !mustDiarize)
        .orElse(isOpenAi() && !mustDiarize ? SpeakerDetection.NONE : SpeakerDetection.DIARIZE);
  }

  private static int channels(AudioProperties audio) {
    if (audio.channels() > MAX_CHANNELS) {
      throw new InvalidRequestException(
          SpeakerDetection.FIELD, "per_channel goes with at most " + MAX_CHANNELS + " channels");
    }
    return audio.channels();
  }

  private Optional<String> language() {
    Optional<String> language = form.field("language").filter(l -> !l.equals("auto"));
    language.ifPresent(
        wanted -> {
          if (!languages.contains(wanted)) {
            throw new InvalidRequestException("language", "must be one of " + languages);
          }
        });
    return language;
  }

  private void temperature() {
    form.field("temperature")
        .ifPresent(
            text -> {
              double value = number("temperature", text);
              if (!(value >= 0 && value <= 1)) {
                throw new InvalidRequestException("temperature", "must be from 0 to 1");
              }
            });
  }

  private static double number(String field, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(field, "must be a number");
    }
  }

  private OptionalInt integer(String field, int min, int max) {
    return RequestValue.integer(field, form.field(field).orElse(null), min, max);
  }
}
