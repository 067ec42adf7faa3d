package io.throughline.upload.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Probes and decodes media in a child process with caps on time, memory, input formats and output.
 * Interrupting the calling thread kills the child. Thread-safe.
 */
public interface AudioDecoder {

  /**
   * Looks at the first audio stream, validating duration, channels and sample rate.
   *
   * @param file local copy of the media
   * @throws MediaRejectedException if it is broken, has no audio, or is longer than allowed
   */
  AudioProperties probe(Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException;

  /**
   * Decodes the first audio stream to mono 32-bit little-endian float samples.
   *
   * @param file local copy of the media
   * @param channel the one to decode, from 0; empty for all of them mixed down
   * @param sampleRate Hz of the output
   * @param target file to write; deleted again if decoding fails
   * @return how decoding went
   * @throws MediaRejectedException if it cannot be decoded or is longer than allowed
   */
  DecodedAudio decode(Path file, MediaType type, OptionalInt channel, int sampleRate, Path target)
      throws MediaRejectedException, IOException, InterruptedException;

  /**
   * Outcome of a decode.
   *
   * @param file the samples
   * @param sampleRate Hz
   * @param exitCode of the child process
   */
  record DecodedAudio(Path file, int sampleRate, int exitCode) {}
}
