package io.throughline.upload.api;

/**
 * What a probe found in a media file's first audio stream.
 *
 * @param duration seconds
 * @param codec e.g. {@code pcm_s16le}, {@code opus}
 * @param channels at least 1
 * @param sampleRate Hz
 */
public record AudioProperties(double duration, String codec, int channels, int sampleRate) {}
