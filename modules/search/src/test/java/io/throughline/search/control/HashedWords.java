package io.throughline.search.control;

import io.throughline.search.api.EmbeddingModel;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts that share words are near each other: each word has a direction of its own. */
public final class HashedWords implements EmbeddingModel {

  private final String id;
  private final int dimensions;

  public HashedWords(String id, int dimensions) {
    this.id = id;
    this.dimensions = dimensions;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return texts.stream().map(this::embed).toList();
  }

  public float[] embed(String text) {
    double[] sum = new double[dimensions];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      Random direction = new Random(word.hashCode());
      for (int i = 0; i < dimensions; i++) {
        sum[i] += direction.nextGaussian();
      }
    }
    double length = 0;
    for (double number : sum) {
      length += number * number;
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (sum[i] / Math.sqrt(length));
    }
    return vector;
  }
}
