/**
 * Language models behind any server that speaks OpenAI's protocol: chat completions, answers to
 * questions, and embeddings.
 *
 * <p>Plain Java on the JDK's HTTP client; {@code LanguageBeans} is the CDI edge. Allowed
 * dependencies: {@code io.throughline.inference.api}, {@code io.throughline.inference.control},
 * search.api, telemetry.api.
 */
package io.throughline.inference.llm;
