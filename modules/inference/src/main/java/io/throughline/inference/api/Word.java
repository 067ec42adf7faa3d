package io.throughline.inference.api;

/**
 * A word and when it was spoken.
 *
 * @param text the word as written in the transcript
 * @param start seconds from the start of the audio
 * @param end seconds from the start of the audio
 * @param confidence 0 to 1, or NaN where the engine has none
 */
public record Word(String text, double start, double end, double confidence) {}
