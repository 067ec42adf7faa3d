package io.throughline.search.control;

/**
 * Which passage.
 *
 * @param version the version of its document that it belongs to
 * @param position in the document, from 0
 */
public record PassageRef(String version, int position) {}
