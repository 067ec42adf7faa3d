package io.throughline.inference.api;

import java.util.OptionalInt;

/**
 * Input of the diarize stage.
 *
 * @param audio mono 16 kHz audio
 * @param minSpeakers at least so many speakers, where known
 * @param maxSpeakers at most so many speakers, where known
 */
public record DiarizationRequest(
    PcmAudio audio, OptionalInt minSpeakers, OptionalInt maxSpeakers) {}
