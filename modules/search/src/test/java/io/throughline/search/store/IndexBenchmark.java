package io.throughline.search.store;

import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.Embeddings;
import io.throughline.search.control.FusedRetrieval;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageRef;
import io.throughline.search.control.RetrievalQuery;
import io.throughline.search.control.Samples;
import io.throughline.search.store.lucene.LuceneOnH2;
import io.throughline.search.store.postgres.PreparedPostgres;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The index alone, without a server and without an embedding model: how fast it takes passages, how
 * well and how fast it finds them, and what that costs. Vectors are 384 numbers around a thousand
 * random centres. Run by {@code benchmarks/search/index.sh}: {@code IndexBenchmark PASSAGES}, in
 * Lucene, or in the PostgreSQL that {@code -Dthroughline.test.pgvector} names.
 */
public final class IndexBenchmark {

  private static final int DIMENSIONS = 384;
  private static final int CENTRES = 1_000;
  private static final double SPREAD = 0.6;
  private static final int VOCABULARY = 20_000;
  private static final int WORDS = 60;
  private static final int PER_DOCUMENT = 10;
  private static final int QUESTIONS = 300;
  private static final int TOP = 10;

  private final Random random = new Random(384);
  private final float[][] centres = new float[CENTRES][];
  private final Map<PassageRef, float[]> vectors = new HashMap<>();
  private DocumentStore documents;
  private PassageIndex index;

  public static void main(String[] args) throws Exception {
    new IndexBenchmark().run(Integer.parseInt(args[0]));
  }

  private void run(int passages) throws Exception {
    for (int i = 0; i < CENTRES; i++) {
      centres[i] = unit(new float[DIMENSIONS], 1);
    }
    try (MeasuredIndex measured = measured()) {
      documents = measured.documents();
      index = measured.index();
      write(passages);
      List<float[]> questions = questions();
      recall(questions);
      latencies(questions);
      vectors.clear();
      System.gc();
      print(
          "heap in use after all    %8d MB%n",
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
      measured.disk().forEach((what, bytes) -> print("%-24s %8d MB%n", what, bytes >> 20));
    }
  }

  private static MeasuredIndex measured() throws Exception {
    return System.getProperty(SearchPostgres.WITH_PGVECTOR, "").isEmpty()
        ? new LuceneOnH2("model")
        : new PreparedPostgres(SearchPostgres.withPgvector(), "model", DIMENSIONS);
  }

  private void write(int passages) {
    long start = System.nanoTime();
    long change = 0;
    for (int i = 0; i < passages / PER_DOCUMENT; i++) {
      List<float[]> embedded = new ArrayList<>();
      String[] texts = new String[PER_DOCUMENT];
      for (int p = 0; p < PER_DOCUMENT; p++) {
        embedded.add(near(centres[random.nextInt(CENTRES)]));
        texts[p] = text();
      }
      SearchDocument document = Samples.note("document-" + i, texts);
      change = documents.put(document, new Embeddings(Optional.of("model"), embedded)).change();
      index.changed(change);
      String version = documents.version(document.key()).orElseThrow();
      for (int p = 0; p < PER_DOCUMENT; p++) {
        vectors.put(new PassageRef(version, p), embedded.get(p));
      }
    }
    double written = (System.nanoTime() - start) / 1e9;
    while (index.state().change() >= 0 && index.state().change() < change) {
      index.matching(Samples.TENANT, Samples.NOTES, "word1", 1);
    }
    double found = (System.nanoTime() - start) / 1e9;
    print("passages                 %8d%n", passages);
    print("acknowledged             %8.0f passages/s (%.0f s)%n", passages / written, written);
    print("all of them found        %8.0f passages/s (%.0f s)%n", passages / found, found);
  }

  private List<float[]> questions() {
    return Stream.generate(() -> near(centres[random.nextInt(CENTRES)])).limit(QUESTIONS).toList();
  }

  private void recall(List<float[]> questions) {
    double found = 0;
    for (float[] question : questions) {
      Set<PassageRef> exact = new HashSet<>();
      vectors.entrySet().stream()
          .map(entry -> new PassageHit(entry.getKey(), product(question, entry.getValue())))
          .sorted(Comparator.comparingDouble(PassageHit::score).reversed())
          .limit(TOP)
          .forEach(hit -> exact.add(hit.passage()));
      found +=
          index.nearest(Samples.TENANT, Samples.NOTES, question, TOP).stream()
              .filter(hit -> exact.contains(hit.passage()))
              .count();
    }
    print("recall@10 against exact  %8.4f%n", found / TOP / questions.size());
  }

  private void latencies(List<float[]> questions) {
    FusedRetrieval fused = new FusedRetrieval(index, documents);
    for (int round = 0; round < 2; round++) {
      String[] texts = questions.stream().map(q -> question()).toArray(String[]::new);
      measure(
          round,
          "vectors",
          i -> index.nearest(Samples.TENANT, Samples.NOTES, questions.get(i), TOP));
      measure(round, "words", i -> index.matching(Samples.TENANT, Samples.NOTES, texts[i], TOP));
      measure(
          round,
          "both, fused, with text",
          i ->
              fused.find(
                  new RetrievalQuery(
                      Samples.TENANT, List.of(Samples.NOTES), texts[i], questions.get(i), TOP)));
    }
  }

  private interface Ask {
    Object of(int question);
  }

  private static void measure(int round, String name, Ask ask) {
    double[] millis = new double[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      long start = System.nanoTime();
      ask.of(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    if (round > 0) {
      print(
          "%-24s p50 %6.2f  p95 %6.2f  p99 %6.2f ms%n",
          name, millis[QUESTIONS / 2], millis[QUESTIONS * 95 / 100], millis[QUESTIONS * 99 / 100]);
    }
  }

  /** Some words are common and most are rare. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      text.append("word").append((int) (VOCABULARY * Math.pow(random.nextDouble(), 3))).append(' ');
    }
    return text.toString();
  }

  private String question() {
    return text().substring(0, 60);
  }

  private float[] near(float[] centre) {
    return unit(centre, SPREAD);
  }

  /** Random numbers added to a vector, made a unit again. */
  private float[] unit(float[] from, double spread) {
    float[] vector = new float[DIMENSIONS];
    double length = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (from[i] + random.nextGaussian() * spread / Math.sqrt(DIMENSIONS));
      length += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
