package io.throughline.search.store.postgres;

/** A vector as SQL reads it. */
final class VectorText {

  private VectorText() {}

  static String of(float[] vector, char before, char after) {
    StringBuilder text = new StringBuilder(vector.length * 12).append(before);
    for (int i = 0; i < vector.length; i++) {
      text.append(i > 0 ? "," : "").append(vector[i]);
    }
    return text.append(after).toString();
  }
}
