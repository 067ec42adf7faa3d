package io.throughline.search.api;

import java.util.Optional;

/**
 * When something was said.
 *
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param speaker label of who said it, e.g. {@code SPEAKER_01}
 */
public record Moment(double start, double end, Optional<String> speaker) {}
