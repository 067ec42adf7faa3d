package io.throughline.search.control;

import io.throughline.search.api.AnswerModel;
import io.throughline.search.api.EmbeddingModel;

/** What the pipeline works with. */
public record SearchPorts(
    Retrieval retrieval,
    EmbeddingModel embedding,
    AnswerModel answers,
    SearchCache cache,
    QueryLog log) {}
