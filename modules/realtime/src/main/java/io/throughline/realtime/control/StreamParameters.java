package io.throughline.realtime.control;

import io.throughline.realtime.audio.AudioFormat;
import io.throughline.realtime.audio.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for when it connects.
 *
 * @param format of the audio that it will send
 * @param language ISO 639-1 code, or empty to let the engine decide
 * @param prompt text to condition on, or empty
 * @param vad whether pauses end utterances; without, {@code flush} does
 * @param pause of how many seconds ends an utterance
 * @param interim whether unfinished utterances are transcribed, too
 * @param words whether words come with their times
 */
public record StreamParameters(
    AudioFormat format,
    Optional<String> language,
    Optional<String> prompt,
    boolean vad,
    double pause,
    boolean interim,
    boolean words) {

  private static final int LONGEST_PROMPT = 2_000;
  private static final String AUTO = "auto";
  private static final String LANGUAGE = "language";
  private static final String PROMPT = "prompt";

  /**
   * Reads the parameters of the address.
   *
   * @param query names and values, decoded
   * @throws InvalidParameterException for the first that is wrong
   */
  public static StreamParameters of(Map<String, List<String>> query)
      throws InvalidParameterException {
    Query given = new Query(query);
    return new StreamParameters(
        new AudioFormat(
            encoding(given.text("encoding").orElse("pcm_s16le")),
            sampleRate(given.whole("sample_rate", 16_000)),
            channels(given.whole("channels", 1))),
        language(given.text(LANGUAGE).orElse(AUTO)),
        prompt(given.text(PROMPT).orElse("")),
        given.flag("enable_vad", true),
        given.seconds("vad_silence", 0.5, 0.2, 3),
        given.flag("interim_results", true),
        given.flag("word_timestamps", false));
  }

  /** The same for the speech that follows; an empty one is left as it is. */
  StreamParameters with(Optional<String> otherLanguage, Optional<String> otherPrompt)
      throws InvalidParameterException {
    return new StreamParameters(
        format,
        otherLanguage.isPresent() ? language(otherLanguage.get()) : language,
        otherPrompt.isPresent() ? prompt(otherPrompt.get()) : prompt,
        vad,
        pause,
        interim,
        words);
  }

  private static Encoding encoding(String name) throws InvalidParameterException {
    return Encoding.of(name)
        .orElseThrow(
            () -> new InvalidParameterException("encoding", "must be one of " + Encoding.ids()));
  }

  private static int sampleRate(int rate) throws InvalidParameterException {
    if (!AudioFormat.SAMPLE_RATES.contains(rate)) {
      throw new InvalidParameterException(
          "sample_rate", "must be one of " + AudioFormat.SAMPLE_RATES);
    }
    return rate;
  }

  private static int channels(int channels) throws InvalidParameterException {
    if (channels != 1 && channels != 2) {
      throw new InvalidParameterException("channels", "must be 1 or 2");
    }
    return channels;
  }

  private static Optional<String> language(String code) throws InvalidParameterException {
    if (code.equals(AUTO)) {
      return Optional.empty();
    }
    if (!code.matches("[a-z]{2,3}")) {
      throw new InvalidParameterException(LANGUAGE, "must be an ISO 639 code or auto");
    }
    return Optional.of(code);
  }

  private static Optional<String> prompt(String text) throws InvalidParameterException {
    if (text.length() > LONGEST_PROMPT) {
      throw new InvalidParameterException(
          PROMPT, "may have " + LONGEST_PROMPT + " characters at most");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Values by their names; of several the last counts. */
  private record Query(Map<String, List<String>> values) {

    Optional<String> text(String name) {
      List<String> all = values.getOrDefault(name, List.of());
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    boolean flag(String name, boolean otherwise) throws InvalidParameterException {
      String value = text(name).orElse(Boolean.toString(otherwise));
      if (!value.equals("true") && !value.equals("false")) {
        throw new InvalidParameterException(name, "must be true or false");
      }
      return value.equals("true");
    }

    int whole(String name, int otherwise) throws InvalidParameterException {
      String value = text(name).orElse(Integer.toString(otherwise));
      if (!value.matches("\\d{1,9}")) {
        throw new InvalidParameterException(name, "must be a whole number");
      }
      return Integer.parseInt(value);
    }

    double seconds(String name, double otherwise, double least, double most)
        throws InvalidParameterException {
      String value = text(name).orElse(Double.toString(otherwise));
      double seconds = value.matches("\\d{1,3}(\\.\\d{1,3})?") ? Double.parseDouble(value) : -1;
      if (seconds < least || seconds > most) {
        throw new InvalidParameterException(name, "must be from " + least + " to " + most);
      }
      return seconds;
    }
  }
}
