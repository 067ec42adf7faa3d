package io.throughline.search.control;

/**
 * A passage that an index found.
 *
 * @param passage which one; its document may have changed since
 * @param score higher is better; comparable with scores of the same kind of search only
 */
public record PassageHit(PassageRef passage, double score) {}
