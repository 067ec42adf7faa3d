import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long questions take, on servers that differ in one setting: the same documents and the same
 * questions, one after the other in every round and in another order each round. New questions and
 * questions that were asked before are measured apart, one at a time. Prints percentiles, and the
 * median of the rounds' ratios of medians to the first server.
 *
 * <p>Usage: {@code Ask DOCUMENTS ROUNDS NAME=PORT ...}; started by {@code ask.sh}.
 */
public final class Ask {

  private static final int QUESTIONS = 150;
  private static final int WARM_UP = 300;
  private static final List<String> THINGS =
      List.of(
          ("bridge river harbour ferry engine train station market school hospital garden forest"
                  + " mountain valley glacier desert island village library museum theatre orchestra"
                  + " violin painter novel printer newspaper telescope planet comet satellite rocket"
                  + " battery turbine reactor cable antenna microscope cell protein enzyme vaccine"
                  + " harvest wheat orchard vineyard cheese bakery spice tea silk cotton loom dye"
                  + " glass kiln clock compass map atlas treaty parliament court tax coin bank")
              .split(" "));
  private static final List<String> DEEDS =
      List.of(
          ("opened closed replaced crossed measured repaired painted described designed moved sold"
                  + " bought lost found tested burned rebuilt named visited photographed copied"
                  + " counted flooded heated cooled taught forgotten praised forbidden restored")
              .split(" "));

  private record Server(String name, URI base) {

    static Server of(String text) {
      String[] parts = text.split("=");
      return new Server(parts[0], URI.create("http://localhost:" + parts[1]));
    }
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] args) throws Exception {
    int documents = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    List<Server> servers = Arrays.stream(args).skip(2).map(Server::of).toList();
    for (Server server : servers) {
      long start = System.nanoTime();
      fill(server, documents);
      System.out.printf(
          Locale.ROOT,
          "%s: %d documents in %.1f s%n",
          server.name(),
          documents,
          (System.nanoTime() - start) / 1e9);
      ask(server, new Random(7), WARM_UP, false);
    }
    List<List<double[]>> fresh = lists(servers.size());
    List<List<double[]>> cached = lists(servers.size());
    for (int round = 0; round < rounds; round++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < servers.size(); i++) {
        order.add((i + round) % servers.size());
      }
      for (int i : order) {
        fresh.get(i).add(ask(servers.get(i), new Random(1_000 + round), QUESTIONS, false));
        cached.get(i).add(ask(servers.get(i), new Random(1_000 + round), QUESTIONS, true));
      }
    }
    print("new questions", servers, fresh);
    print("asked before", servers, cached);
  }

  private static List<List<double[]>> lists(int count) {
    List<List<double[]>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static void fill(Server server, int documents) throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < documents; i++) {
      String text = sentence(random) + " " + sentence(random) + " " + sentence(random);
      int status =
          send(
              server,
              "PUT",
              "/api/v1/collections/benchmark/documents/d" + i,
              "{\"title\":\"Note " + i + "\",\"text\":\"" + text + "\"}");
      if (status / 100 != 2) {
        throw new IllegalStateException("status " + status);
      }
    }
  }

  private static String sentence(Random random) {
    return "In "
        + (1700 + random.nextInt(320))
        + " the "
        + pick(THINGS, random)
        + " near the "
        + pick(THINGS, random)
        + " was "
        + pick(DEEDS, random)
        + " because of the "
        + pick(THINGS, random)
        + ".";
  }

  /** Latencies in milliseconds, sorted. */
  private static double[] ask(Server server, Random random, int questions, boolean again)
      throws Exception {
    double[] millis = new double[questions];
    for (int i = 0; i < questions; i++) {
      String query =
          "When was the "
              + pick(THINGS, random)
              + " by the "
              + pick(THINGS, random)
              + " "
              + pick(DEEDS, random)
              + ", and why "
              + random.nextInt(1_000_000)
              + "?";
      long start = System.nanoTime();
      int status = send(server, "POST", "/api/search/query", "{\"query\":\"" + query + "\"}");
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (status != 200) {
        throw new IllegalStateException("status " + status + (again ? " again" : ""));
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  private static int send(Server server, String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
    return answer.statusCode();
  }

  private static void print(String what, List<Server> servers, List<List<double[]>> rounds) {
    for (int i = 0; i < servers.size(); i++) {
      double[] all =
          rounds.get(i).stream().flatMapToDouble(Arrays::stream).sorted().toArray();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds.get(i).size(); round++) {
        ratios.add(
            percentile(rounds.get(i).get(round), 0.5) / percentile(rounds.get(0).get(round), 0.5));
      }
      Collections.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "%-14s %-6s p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms   p50 ratio %.3f (%.3f to %.3f)%n",
          what,
          servers.get(i).name(),
          percentile(all, 0.5),
          percentile(all, 0.95),
          percentile(all, 0.99),
          ratios.get(ratios.size() / 2),
          ratios.get(0),
          ratios.get(ratios.size() - 1));
    }
  }

  private static double percentile(double[] sorted, double q) {
    return sorted[(int) Math.ceil(q * sorted.length) - 1];
  }

  private static String pick(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
