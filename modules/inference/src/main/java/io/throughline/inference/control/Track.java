package io.throughline.inference.control;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The audio that a stage works on.
 *
 * @param channel from 0; empty for all channels mixed down
 */
record Track(OptionalInt channel) {

  static final Track MIXED = new Track(OptionalInt.empty());

  /** One track for each of the first channels. */
  static List<Track> channels(int count) {
    return IntStream.range(0, count).mapToObj(c -> new Track(OptionalInt.of(c))).toList();
  }

  /** The name of a stage on this track: {@code transcribe}, {@code transcribe_ch1}. */
  String stage(String name) {
    return channel.isPresent() ? name + "_ch" + channel.getAsInt() : name;
  }

  /** For a span attribute; null if there is none. */
  Integer number() {
    return channel.isPresent() ? channel.getAsInt() : null;
  }
}
