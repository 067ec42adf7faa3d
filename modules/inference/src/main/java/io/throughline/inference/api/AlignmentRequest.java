package io.throughline.inference.api;

/**
 * Input of the align stage.
 *
 * @param audio mono 16 kHz audio
 * @param transcription the text to place in time
 */
public record AlignmentRequest(PcmAudio audio, Transcription transcription) {}
