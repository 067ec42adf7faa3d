package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.api.Transcription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes one transcript of channels that were transcribed apart: each channel is a speaker. */
final class ChannelMerge {

  private static final Comparator<Segment> BY_TIME =
      Comparator.comparingDouble(Segment::start).thenComparing(Segment::end);

  private ChannelMerge() {}

  /**
   * @param channels what was said on each of them; the first is {@code SPEAKER_00}
   */
  static Transcript merge(
      String language, double duration, List<List<Transcription.Segment>> channels) {
    List<Segment> all = new ArrayList<>();
    for (int channel = 0; channel < channels.size(); channel++) {
      Optional<String> speaker = Optional.of(String.format(Locale.ROOT, "SPEAKER_%02d", channel));
      channels.get(channel).forEach(segment -> all.add(spoken(segment, speaker)));
    }
    all.sort(BY_TIME);
    List<Segment> numbered = new ArrayList<>();
    for (Segment s : all) {
      numbered.add(
          new Segment(numbered.size(), s.start(), s.end(), s.text(), s.speaker(), s.words()));
    }
    List<String> speakers =
        numbered.stream().map(s -> s.speaker().orElseThrow()).distinct().toList();
    return new Transcript(language, duration, numbered, speakers);
  }

  private static Segment spoken(Transcription.Segment segment, Optional<String> speaker) {
    return new Segment(
        0,
        segment.start(),
        segment.end(),
        segment.text(),
        speaker,
        segment.words().stream().map(word -> new SpokenWord(word, speaker)).toList());
  }
}
