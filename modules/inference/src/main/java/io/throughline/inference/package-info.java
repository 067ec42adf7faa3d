/**
 * Engines and the stages that run them.
 *
 * <p>{@code api}: the engine SPI. {@code boundary}: JAX-RS. {@code control}: the speech pipeline as
 * job stages. {@code engine.*}: the engines themselves, plain Java that also runs with no server.
 * {@code llm}: language models of other servers.
 *
 * <p>Allowed dependencies: job.api, upload.api, search.api, telemetry.api.
 */
package io.throughline.inference;
