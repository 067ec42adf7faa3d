/** Transcripts as text, subtitles and JSON. Allowed dependencies: inference.api. */
package io.throughline.inference.format;
