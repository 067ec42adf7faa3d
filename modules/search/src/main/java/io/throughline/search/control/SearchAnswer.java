package io.throughline.search.control;

import io.throughline.search.api.RateLimit;
import jakarta.json.JsonObject;
import java.time.Duration;

/**
 * An answer for one caller.
 *
 * @param queryId what feedback refers to
 * @param found answer, sources, media, related queries and generator, as clients get them
 * @param limit what the caller may still ask
 */
public record SearchAnswer(
    String queryId, JsonObject found, boolean cached, Duration latency, RateLimit limit) {}
