package io.throughline.search.store.lucene;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.Embeddings;
import io.throughline.search.control.FusedRetrieval;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.RankedPassage;
import io.throughline.search.control.ReciprocalRankFusion;
import io.throughline.search.control.RetrievalQuery;
import io.throughline.search.control.Samples;
import io.throughline.search.store.SearchDatabase;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well questions find their passages: by vectors, by words, and by both fused. Run by {@code
 * benchmarks/search/quality.sh}: {@code SearchQualityBenchmark SERVER QUESTIONS.tsv}, where the
 * server embeds.
 */
final class SearchQualityBenchmark {

  private static final int BATCH = 64;
  private static final int DEPTH = 50;
  private static final int TOP = 10;

  private record Quality(double recall, double reciprocalRank) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final List<String> kinds = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final List<String> passages = new ArrayList<>();
  private List<float[]> asked;
  private LucenePassageIndex index;
  private DocumentStore documents;

  private SearchQualityBenchmark(URI server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    SearchQualityBenchmark benchmark = new SearchQualityBenchmark(URI.create(args[0]));
    Files.readAllLines(Path.of(args[1])).stream().skip(1).forEach(benchmark::read);
    benchmark.run();
  }

  private void read(String line) {
    String[] pair = line.split("\t");
    kinds.add(pair[0]);
    questions.add(pair[1]);
    passages.add(pair[2]);
  }

  private void run() throws Exception {
    asked = embed(questions);
    List<float[]> vectors = embed(passages);
    Path directory = Files.createTempDirectory("search-quality");
    try (SearchDatabase database = SearchDatabase.h2("quality");
        RunningIndex running = new RunningIndex(directory, database.documents(), "served")) {
      documents = database.documents();
      index = running.index();
      for (int i = 0; i < passages.size(); i++) {
        index.changed(
            documents
                .put(
                    Samples.note(id(i), passages.get(i)),
                    new Embeddings(Optional.of("served"), List.of(vectors.get(i))))
                .change());
      }
      report();
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void report() {
    print("%d questions, one right passage each, among %d%n", questions.size(), passages.size());
    print("%-28s %10s %8s%n", "", "recall@10", "MRR");
    for (String kind : new String[] {"meaning", "lookup", ""}) {
      IntPredicate part = i -> kinds.get(i).startsWith(kind);
      String name = kind.isEmpty() ? "all" : kind;
      print(name + ", vectors", part, this::byVectors);
      print(name + ", words", part, this::byWords);
      print(name + ", fusion as it is", part, this::fused);
    }
    print("%nfusion by k and the weight of the words, vectors at 1: chosen on even lines%n");
    IntPredicate even = i -> i % 2 == 0;
    print("even, vectors alone", even, this::byVectors);
    print("even, words alone", even, this::byWords);
    for (double k : new double[] {0, 0.5, 1, 2, 5, 20, 60}) {
      for (double weight : new double[] {0.2, 0.4, 0.6, 0.8, 1, 1.5, 2}) {
        print(
            String.format(Locale.ROOT, "even, k %.1f, words %.2f", k, weight),
            even,
            i -> fused(i, k, weight));
      }
    }
    print("%nodd lines, to test what was chosen%n");
    print("odd, vectors alone", even.negate(), this::byVectors);
    print("odd, words alone", even.negate(), this::byWords);
    print("odd, fusion as it is", even.negate(), this::fused);
  }

  private List<String> byVectors(int question) {
    return ids(index.nearest(Samples.TENANT, Samples.NOTES, asked.get(question), DEPTH));
  }

  private List<String> byWords(int question) {
    return ids(index.matching(Samples.TENANT, Samples.NOTES, questions.get(question), DEPTH));
  }

  private List<String> fused(int question) {
    return new FusedRetrieval(index, documents)
            .find(
                new RetrievalQuery(
                    Samples.TENANT,
                    List.of(Samples.NOTES),
                    questions.get(question),
                    asked.get(question),
                    DEPTH))
            .stream()
            .map(RankedPassage::document)
            .map(DocumentKey::id)
            .toList();
  }

  private List<String> fused(int question, double k, double weight) {
    return ids(
        new ReciprocalRankFusion(k)
            .add(index.nearest(Samples.TENANT, Samples.NOTES, asked.get(question), DEPTH), 1)
            .add(
                index.matching(Samples.TENANT, Samples.NOTES, questions.get(question), DEPTH),
                weight)
            .ranking());
  }

  private List<String> ids(List<PassageHit> hits) {
    var found = documents.passages(hits.stream().map(PassageHit::passage).toList());
    return hits.stream().map(hit -> found.get(hit.passage()).document().id()).toList();
  }

  private void print(String name, IntPredicate part, IntFunction<List<String>> ranking) {
    int[] asks = IntStream.range(0, questions.size()).filter(part).toArray();
    double recall = 0;
    double reciprocal = 0;
    for (int question : asks) {
      int rank = ranking.apply(question).indexOf(id(question));
      recall += rank >= 0 && rank < TOP ? 1 : 0;
      reciprocal += rank >= 0 ? 1.0 / (rank + 1) : 0;
    }
    Quality quality = new Quality(recall / asks.length, reciprocal / asks.length);
    print("%-28s %10.3f %8.3f%n", name, quality.recall(), quality.reciprocalRank());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private static String id(int line) {
    return "line-" + line;
  }

  private List<float[]> embed(List<String> texts) throws IOException, InterruptedException {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += BATCH) {
      JsonArrayBuilder input = Json.createArrayBuilder();
      texts.subList(from, Math.min(texts.size(), from + BATCH)).forEach(input::add);
      String body = Json.createObjectBuilder().add("input", input).build().toString();
      String answer =
          http.send(
                  HttpRequest.newBuilder(server.resolve("/v1/embeddings"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      try (JsonReader reader = Json.createReader(new StringReader(answer))) {
        for (JsonObject item :
            reader.readObject().getJsonArray("data").getValuesAs(JsonObject.class)) {
          List<JsonNumber> numbers = item.getJsonArray("embedding").getValuesAs(JsonNumber.class);
          float[] vector = new float[numbers.size()];
          for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) numbers.get(i).doubleValue();
          }
          vectors.add(vector);
        }
      }
    }
    return vectors;
  }
}
