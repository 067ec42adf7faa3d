package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import java.util.Locale;

/** SubRip (.srt) and WebVTT (W3C) subtitles, one cue per segment. */
final class SubtitleFormat {

  private SubtitleFormat() {}

  static String srt(Transcript transcript) {
    StringBuilder out = new StringBuilder();
    int number = 1;
    for (Segment segment : transcript.segments()) {
      out.append(number++).append('\n');
      out.append(time(segment.start(), ',')).append(" --> ");
      out.append(time(segment.end(), ',')).append('\n');
      segment.speaker().ifPresent(name -> out.append('[').append(name).append("] "));
      out.append(segment.text()).append("\n\n");
    }
    return out.toString();
  }

  static String vtt(Transcript transcript) {
    StringBuilder out = new StringBuilder("WEBVTT\n\n");
    for (Segment segment : transcript.segments()) {
      out.append(time(segment.start(), '.')).append(" --> ");
      out.append(time(segment.end(), '.')).append('\n');
      segment.speaker().ifPresent(name -> out.append("<v ").append(name).append('>'));
      out.append(escape(segment.text())).append("\n\n");
    }
    return out.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String time(double seconds, char fraction) {
    long millis = Math.round(seconds * 1000);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        fraction,
        millis % 1000);
  }
}
