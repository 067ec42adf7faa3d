package io.throughline.upload.api;

/**
 * A container format recognised by its content, never by its name or declared type.
 *
 * @param mimeType e.g. {@code audio/wav}
 * @param extension usual file extension without the dot, e.g. {@code wav}
 * @param demuxer ffmpeg demuxer name that may open it, e.g. {@code wav} or {@code mov}
 */
public record MediaType(String mimeType, String extension, String demuxer) {}
