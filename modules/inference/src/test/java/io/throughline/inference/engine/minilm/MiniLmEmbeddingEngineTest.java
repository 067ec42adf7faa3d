package io.throughline.inference.engine.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.api.EmbeddingEngine;
import io.throughline.inference.api.Embeddings;
import io.throughline.inference.api.Progress;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmEmbeddingEngineTest {

  private static final MiniLmEmbeddingEngine ENGINE = new MiniLmEmbeddingEngine();

  private static MiniLmModel model;

  @BeforeAll
  static void load() throws Exception {
    model = ENGINE.load();
  }

  @AfterAll
  static void close() throws Exception {
    model.close();
  }

  @Test
  void theEngineIsFoundByTheServiceLoader() {
    Class<?> kind = EmbeddingEngine.class;

    assertThat(ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::type).toList())
        .anyMatch(type -> type == MiniLmEmbeddingEngine.class);
  }

  @Test
  void everyVectorHasLengthOneAndTheNamedDimensions() throws Exception {
    Embeddings embeddings = embed("", "a", "word ".repeat(2_000), "日本語 😀");

    assertThat(embeddings.vectors())
        .hasSize(4)
        .allSatisfy(
            vector -> {
              assertThat(vector).hasSize(ENGINE.dimensions());
              assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
            });
    assertThat(embeddings.tokens()).isBetween(2 + 3 + 256 + 4L, 2 + 3 + 256 + 12L);
  }

  @Test
  void textsThatMeanAlikeAreNearerThanOthers() throws Exception {
    double same = cosine("A man is eating food.", "A man is eating something.");
    double related = cosine("A man is eating food.", "A man is eating a piece of bread.");
    double other = cosine("A man is eating food.", "The girl is carrying a baby.");

    assertThat(same).isGreaterThan(related).isGreaterThan(0.6);
    assertThat(related).isGreaterThan(other + 0.2);
    assertThat(other).isLessThan(0.3);
    assertThat(cosine("How do I reset my password?", "Steps to recover a forgotten login"))
        .isGreaterThan(cosine("How do I reset my password?", "How do I bake sourdough bread?"));
  }

  @Test
  void theVectorOfATextDoesNotDependOnItsCompany() throws Exception {
    float[] alone = embed("Rivers carry water to the sea.").vectors().get(0);
    List<float[]> together =
        embed("!!", "Rivers carry water to the sea.", "word ".repeat(300)).vectors();

    assertThat(together.get(1)).isEqualTo(alone);
  }

  @Test
  void threadsThatShareTheModelGetTheirOwnVectors() throws Exception {
    List<String> texts = IntStream.range(0, 64).mapToObj(i -> "sentence number " + i).toList();
    List<float[]> expected = embed(texts.toArray(String[]::new)).vectors();

    List<float[]> found =
        texts.parallelStream()
            .map(
                text -> {
                  try {
                    return embed(text).vectors().get(0);
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();

    for (int i = 0; i < texts.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void anInterruptEndsTheWork() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> embed("a", "b")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static Embeddings embed(String... texts) throws Exception {
    return ENGINE.process(model, List.of(texts), Progress.none());
  }

  private static double cosine(String one, String other) throws Exception {
    List<float[]> vectors = embed(one, other).vectors();
    return cosine(vectors.get(0), vectors.get(1));
  }

  private static double cosine(float[] one, float[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> (double) one[i] * other[i]).sum();
  }
}
