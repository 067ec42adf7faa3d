import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long questions take, on servers that differ in one setting: the same documents, and each
 * question to all servers in turn, so that other work on the machine meets all of them. New
 * questions and questions that were asked before are measured apart, one at a time. Prints
 * percentiles, the ratio of medians to the first server with the spread of the rounds' ratios, and
 * the processor time of a question, which other work does not lengthen much.
 *
 * <p>Usage: {@code Ask DOCUMENTS ROUNDS NAME=PORT:PID ...}; started by {@code ask.sh} and {@code
 * large.sh}. Without rounds it only fills the servers, without documents it only asks.
 */
public final class Ask {

  private static final int QUESTIONS = 150;
  private static final int WARM_UP = 1500;
  private static final int MILLIS_OF_A_TICK = 10;
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

  private record Server(String name, URI base, long pid) {

    static Server of(String text) {
      String[] parts = text.split("[=:]");
      return new Server(
          parts[0], URI.create("http://localhost:" + parts[1]), Long.parseLong(parts[2]));
    }

    /** Processor time used so far, in milliseconds. */
    long processorTime() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_OF_A_TICK;
    }
  }

  /** What one way of asking took: latencies in milliseconds by server and round. */
  private static final class Figures {

    private final List<List<double[]>> rounds = new ArrayList<>();
    private final long[] processor;
    private int questions;

    Figures(int servers) {
      processor = new long[servers];
      for (int i = 0; i < servers; i++) {
        rounds.add(new ArrayList<>());
      }
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
    }
    if (rounds == 0) {
      return;
    }
    ask(servers, new Random(7), WARM_UP, new Figures(servers.size()));
    Figures fresh = new Figures(servers.size());
    Figures cached = new Figures(servers.size());
    for (int round = 0; round < rounds; round++) {
      ask(servers, new Random(1_000 + round), QUESTIONS, fresh);
      ask(servers, new Random(1_000 + round), QUESTIONS, cached);
    }
    print("new questions", servers, fresh);
    print("asked before", servers, cached);
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

  private static void ask(List<Server> servers, Random random, int questions, Figures figures)
      throws Exception {
    double[][] millis = new double[servers.size()][questions];
    long[] before = new long[servers.size()];
    for (int i = 0; i < servers.size(); i++) {
      before[i] = servers.get(i).processorTime();
    }
    for (int question = 0; question < questions; question++) {
      String json = "{\"query\":\"" + question(random) + "\"}";
      for (int turn = 0; turn < servers.size(); turn++) {
        int i = (question + turn) % servers.size();
        long start = System.nanoTime();
        int status = send(servers.get(i), "POST", "/api/search/query", json);
        millis[i][question] = (System.nanoTime() - start) / 1e6;
        if (status != 200) {
          throw new IllegalStateException("status " + status);
        }
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      figures.processor[i] += servers.get(i).processorTime() - before[i];
      Arrays.sort(millis[i]);
      figures.rounds.get(i).add(millis[i]);
    }
    figures.questions += questions;
  }

  private static String question(Random random) {
    return "When was the "
        + pick(THINGS, random)
        + " by the "
        + pick(THINGS, random)
        + " "
        + pick(DEEDS, random)
        + ", and why "
        + random.nextInt(1_000_000)
        + "?";
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

  private static void print(String what, List<Server> servers, Figures figures) {
    List<List<double[]>> rounds = figures.rounds;
    double[] first = all(rounds.get(0));
    for (int i = 0; i < servers.size(); i++) {
      double[] all = all(rounds.get(i));
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds.get(i).size(); round++) {
        ratios.add(
            percentile(rounds.get(i).get(round), 0.5) / percentile(rounds.get(0).get(round), 0.5));
      }
      Collections.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "%-14s %-4s p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms  p50 ratio %.3f (%.3f to %.3f)  processor"
              + " %.2f ms%n",
          what,
          servers.get(i).name(),
          percentile(all, 0.5),
          percentile(all, 0.95),
          percentile(all, 0.99),
          percentile(all, 0.5) / percentile(first, 0.5),
          ratios.get(0),
          ratios.get(ratios.size() - 1),
          (double) figures.processor[i] / figures.questions);
    }
  }

  private static double[] all(List<double[]> rounds) {
    return rounds.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  private static double percentile(double[] sorted, double q) {
    return sorted[(int) Math.ceil(q * sorted.length) - 1];
  }

  private static String pick(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
