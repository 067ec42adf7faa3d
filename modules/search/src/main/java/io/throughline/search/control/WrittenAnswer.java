package io.throughline.search.control;

/**
 * The text of an answer.
 *
 * @param generator {@code extractive}, or the name of the language model
 * @param fallback true if a language model should have written it and did not
 */
record WrittenAnswer(String text, String generator, boolean fallback) {

  static final String EXTRACTIVE = "extractive";
}
