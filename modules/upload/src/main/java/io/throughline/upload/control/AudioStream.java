package io.throughline.upload.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The first audio stream of a file as the programs report it.
 *
 * @param codec e.g. {@code opus}
 * @param channels 0 if not known
 * @param sampleRate Hz; 0 if not known
 * @param duration seconds of this stream, where it says so
 * @param fileDuration seconds of the longest stream, where the file says so
 */
record AudioStream(
    String codec,
    int channels,
    int sampleRate,
    OptionalDouble duration,
    OptionalDouble fileDuration) {

  /** What to ask ffprobe for. */
  static final String ENTRIES = "stream=codec_name,channels,sample_rate,duration:format=duration";

  private static final int MAX_CHANNELS = 64;

  /** Reads ffprobe's flat output; nothing if there is no audio stream. */
  static Optional<AudioStream> parse(String flat) {
    Map<String, String> values = values(flat);
    String stream = "streams.stream.0.";
    if (values.keySet().stream().noneMatch(key -> key.startsWith(stream))) {
      return Optional.empty();
    }
    return Optional.of(
        new AudioStream(
            values.getOrDefault(stream + "codec_name", "unknown"),
            (int) number(values, stream + "channels").orElse(0),
            (int) number(values, stream + "sample_rate").orElse(0),
            number(values, stream + "duration"),
            number(values, "format.duration")));
  }

  /** Reads the end time in seconds from ffmpeg's progress report. */
  static OptionalDouble parseProgress(String progress) {
    OptionalDouble micros = number(values(progress), "out_time_us");
    return micros.isPresent() ? OptionalDouble.of(micros.getAsDouble() / 1e6) : micros;
  }

  boolean isPlausible() {
    return channels > 0
        && channels <= MAX_CHANNELS
        && sampleRate > 0
        && sampleRate <= WavHeader.MAX_SAMPLE_RATE;
  }

  private static Map<String, String> values(String lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", "").trim());
      }
    }
    return values;
  }

  private static OptionalDouble number(Map<String, String> values, String key) {
    try {
      double number = Double.parseDouble(values.getOrDefault(key, "N/A"));
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
