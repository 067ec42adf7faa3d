package io.throughline.inference.engine.sphinx;

/**
 * A stretch believed to hold one voice.
 *
 * @param where in the audio
 * @param voice its statistics
 */
record VoiceStretch(Stretch where, VoiceStatistics voice) {}
