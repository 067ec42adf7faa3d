/**
 * The inference module's contract: what a stage engine is, and the shapes that flow between stages.
 *
 * <p>An engine author implements one of {@link io.throughline.inference.api.TranscriptionEngine},
 * {@link io.throughline.inference.api.AlignmentEngine} or {@link
 * io.throughline.inference.api.DiarizationEngine} as a plain Java class with a public no-argument
 * constructor, names it in {@code META-INF/services}, and writes no tracing code: the stage runner
 * opens and closes every span.
 *
 * <p>Allowed dependencies: none.
 */
package io.throughline.inference.api;
