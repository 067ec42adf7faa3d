import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tracing costs: the same work on servers that differ in tracing only, all running at the same
 * time on the same machine, one after the other in every round and in another order each round.
 * Prints medians, and the ratio to the first server with the spread of the rounds' ratios.
 *
 * <p>Usage: {@code Overhead ROUNDS RECORDING NAME=PORT:PID ...}; started by {@code run.sh}.
 */
public final class Overhead {

  private static final int CONNECTIONS = 4;
  private static final Duration SLICE = Duration.ofSeconds(4);
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int UPLOADS = 8;
  private static final int JOBS_LISTED = 20;
  private static final int CLOCK_TICKS_PER_SECOND = 100;

  private record Server(String name, URI base, long pid) {

    static Server of(String text) {
      Matcher m = Pattern.compile("(.+)=(\\d+):(\\d+)").matcher(text);
      if (!m.matches()) {
        throw new IllegalArgumentException("not NAME=PORT:PID: " + text);
      }
      return new Server(
          m.group(1), URI.create("http://localhost:" + m.group(2)), Long.parseLong(m.group(3)));
    }

    /** Processor time used so far, in milliseconds. */
    double processorTime() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
          * 1000.0
          / CLOCK_TICKS_PER_SECOND;
    }
  }

  /** One measure of one server; times in milliseconds for each piece of work. */
  private record Cost(double wall, double processor, double p50, double p99) {}

  private interface Work {
    Cost on(Server server) throws Exception;
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Server> servers;
  private final int rounds;
  private final Path recording;

  private Overhead(int rounds, Path recording, List<Server> servers) {
    this.rounds = rounds;
    this.recording = recording;
    this.servers = servers;
  }

  public static void main(String[] args) throws Exception {
    new Overhead(
            Integer.parseInt(args[0]),
            Path.of(args[1]),
            Arrays.stream(args).skip(2).map(Server::of).toList())
        .run();
  }

  private void run() throws Exception {
    Map<Server, String> transcripts = new LinkedHashMap<>();
    byte[] silence = silence();
    for (Server server : servers) {
      say("warming up " + server.name());
      for (int i = 0; i < JOBS_LISTED; i++) {
        submit(server, silence);
      }
      transcripts.put(server, submit(server, Files.readAllBytes(recording)));
      submit(server, Files.readAllBytes(recording));
      for (String path : List.of("/v1/models", "/api/v1/jobs", transcripts.get(server))) {
        Load.measure(server.base().resolve(path), CONNECTIONS, WARM_UP);
      }
    }
    compare("trivial: GET /v1/models", s -> reads(s, "/v1/models"));
    compare("job list: GET /api/v1/jobs", s -> reads(s, "/api/v1/jobs"));
    compare("read: GET a transcript", s -> reads(s, transcripts.get(s)));
    compare("upload: POST 1 MB of silence, with its job", s -> submissions(s, silence, UPLOADS));
    byte[] speech = Files.readAllBytes(recording);
    compare("job: POST speech, until transcribed", s -> submissions(s, speech, 1));
  }

  private void compare(String what, Work work) throws Exception {
    Map<Server, List<Cost>> costs = new LinkedHashMap<>();
    servers.forEach(server -> costs.put(server, new ArrayList<>()));
    List<Server> order = new ArrayList<>(servers);
    for (int round = 1; round <= rounds; round++) {
      say(what + ", round " + round + " of " + rounds);
      for (Server server : order) {
        costs.get(server).add(work.on(server));
      }
      Collections.rotate(order, 1);
    }
    System.out.printf("%n%s%n", what);
    System.out.printf(
        "%-14s %10s %8s %15s %10s %8s %15s %9s %9s%n",
        "", "wall ms", "ratio", "spread", "cpu ms", "ratio", "spread", "p50 ms", "p99 ms");
    List<Cost> base = costs.get(servers.get(0));
    costs.forEach((server, of) -> print(server.name(), of, base));
  }

  private void print(String name, List<Cost> costs, List<Cost> base) {
    double[] wall = new double[rounds];
    double[] processor = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      wall[i] = costs.get(i).wall() / base.get(i).wall();
      processor[i] = costs.get(i).processor() / base.get(i).processor();
    }
    System.out.printf(
        Locale.ROOT,
        "%-14s %10.3f %8.3f %7.3f..%-6.3f %10.3f %8.3f %7.3f..%-6.3f %9.2f %9.2f%n",
        name,
        median(costs.stream().mapToDouble(Cost::wall).toArray()),
        median(wall),
        Arrays.stream(wall).min().orElseThrow(),
        Arrays.stream(wall).max().orElseThrow(),
        median(costs.stream().mapToDouble(Cost::processor).toArray()),
        median(processor),
        Arrays.stream(processor).min().orElseThrow(),
        Arrays.stream(processor).max().orElseThrow(),
        median(costs.stream().mapToDouble(Cost::p50).toArray()),
        median(costs.stream().mapToDouble(Cost::p99).toArray()));
  }

  private Cost reads(Server server, String path) throws Exception {
    double before = server.processorTime();
    Load.Figures figures = Load.measure(server.base().resolve(path), CONNECTIONS, SLICE);
    if (figures.errors() > 0) {
      throw new IOException(figures.errors() + " errors at " + server.name());
    }
    double processor = server.processorTime() - before;
    return new Cost(
        1000 / figures.perSecond(),
        processor / figures.requests(),
        figures.p50(),
        figures.p99());
  }

  private Cost submissions(Server server, byte[] content, int times) throws Exception {
    double before = server.processorTime();
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      submit(server, content);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double processor = (server.processorTime() - before) / times;
    return new Cost(
        Arrays.stream(millis).average().orElseThrow(),
        processor,
        median(millis),
        Arrays.stream(millis).max().orElseThrow());
  }

  /** Waits for the transcript, as OpenAI's clients do; gives the job's path. */
  private String submit(Server server, byte[] content) throws Exception {
    String boundary = "benchmark";
    String head =
        "--benchmark\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
            + "--benchmark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("/v1/audio/transcriptions"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofByteArray(content),
                    BodyPublishers.ofString("\r\n--benchmark--\r\n")))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(server.name() + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.headers().firstValue("Location").map(URI::create).orElseThrow().getPath();
  }

  /** 32 s of silence, 16 kHz mono. */
  private static byte[] silence() {
    int bytes = 1 << 20;
    return java.nio.ByteBuffer.allocate(44 + bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes()).putInt(36 + bytes).put("WAVEfmt ".getBytes()).putInt(16)
        .putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000)
        .putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(bytes)
        .array();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void say(String line) {
    System.err.println(line);
  }
}
