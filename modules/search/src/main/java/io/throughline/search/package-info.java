/**
 * Search over everything the server has seen: documents and their index, and the pipeline that
 * answers questions.
 *
 * <p>{@code api}: what other modules see and the ports to models they provide. {@code control}: the
 * pipeline and retrieval, plain Java. {@code store}: documents, the query log, and the adapters
 * that find passages and share a cache. {@code boundary}: JAX-RS.
 *
 * <p>Allowed dependencies: telemetry.api.
 */
package io.throughline.search;
