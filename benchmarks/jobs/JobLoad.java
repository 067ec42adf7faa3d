import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the job queue of a running server by HTTP with jobs that do nothing. Usage: {@code
 * JobLoad PORT PID}; started by {@code run.sh}.
 */
public final class JobLoad {

  private static final int CLIENTS = 8;
  private static final int JOBS = 1_000;
  private static final int STARTS = 300;
  private static final int WAITING = 10_000;
  private static final int LISTENERS = 1_000;
  private static final int OLD = 100_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final long pid;

  private JobLoad(int port, long pid) {
    this.port = port;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    new JobLoad(Integer.parseInt(args[0]), Long.parseLong(args[1])).run();
    System.exit(0);
  }

  private void run() throws Exception {
    throughput();
    say("jobs a second, submit to completed: %.0f", throughput());
    double[] starts = starts();
    say(
        "submit to start, idle workers, ms: p50 %.1f  p99 %.1f  max %.1f",
        at(starts, 0.50), at(starts, 0.99), at(starts, 1));
    table("few finished jobs");
    say("%s finished jobs added", post("/benchmark/finished?jobs=" + OLD));
    table(OLD + " finished jobs");
    waiting();
    listeners();
  }

  private double throughput() throws Exception {
    long start = System.nanoTime();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> submits = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      submits.add(clients.submit(() -> post("/benchmark/none")));
    }
    for (Future<?> submit : submits) {
      submit.get();
    }
    clients.shutdown();
    while (unfinished() > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return JOBS * 1e9 / (System.nanoTime() - start);
  }

  private int unfinished() throws Exception {
    return Integer.parseInt(get("/benchmark/unfinished"));
  }

  private double[] starts() throws Exception {
    double[] millis = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      String id = post("/benchmark/none");
      String job = get("/api/v1/jobs/" + id);
      while (!job.contains("\"completed\"")) {
        TimeUnit.MILLISECONDS.sleep(5);
        job = get("/api/v1/jobs/" + id);
      }
      Duration wait = Duration.between(time(job, "created_at"), time(job, "started_at"));
      millis[i] = wait.toNanos() / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private void table(String what) throws Exception {
    URI list = uri("/api/v1/jobs");
    Load.measure(list, 4, Duration.ofSeconds(5));
    Load.Figures figures = Load.measure(list, 4, Duration.ofSeconds(8));
    say(
        "%s: list %.0f req/s, p50 %.2f ms, p99 %.2f ms; %.0f jobs a second",
        what, figures.perSecond(), figures.p50(), figures.p99(), throughput());
  }

  private void waiting() throws Exception {
    List<String> blockers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      blockers.add(post("/benchmark/endless"));
    }
    double before = heapMiB();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < WAITING - 10; i++) {
      ids.add(post("/benchmark/none"));
    }
    say("%d waiting jobs: heap %.1f -> %.1f MiB", WAITING - 10, before, heapMiB());
    long start = System.nanoTime();
    for (String blocker : blockers) {
      post("/api/v1/jobs/" + blocker + "/cancel");
    }
    while (unfinished() > 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    say(
        "worked off at %.0f jobs a second",
        ids.size() * 1e9 / (System.nanoTime() - start));
  }

  private void listeners() throws Exception {
    String id = post("/benchmark/endless");
    double before = heapMiB();
    int threads = threads();
    List<BufferedReader> readers = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++) {
      readers.add(listen(id));
    }
    double heap = heapMiB();
    int more = threads() - threads;
    CountDownLatch heard = new CountDownLatch(LISTENERS);
    ExecutorService pool = Executors.newFixedThreadPool(16);
    long start = System.nanoTime();
    post("/api/v1/jobs/" + id + "/cancel");
    for (BufferedReader reader : readers) {
      pool.execute(
          () -> {
            try {
              String line = reader.readLine();
              while (line != null && !line.contains("\"cancelled\"")) {
                line = reader.readLine();
              }
              if (line != null) {
                heard.countDown();
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
    }
    boolean all = heard.await(60, TimeUnit.SECONDS);
    say(
        "%d listeners: heap %.1f -> %.1f MiB, %d more threads, %s after %.0f ms",
        LISTENERS,
        before,
        heap,
        more,
        all ? "all told of the end" : heard.getCount() + " not told",
        (System.nanoTime() - start) / 1e6);
  }

  private BufferedReader listen(String id) throws IOException {
    Socket socket = new Socket("localhost", port);
    String request =
        "GET /api/v1/jobs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n"
            + "Accept: text/event-stream\r\n\r\n";
    socket.getOutputStream().write(request.getBytes());
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream()), 512);
    String line = reader.readLine();
    while (!line.startsWith("data:")) {
      line = reader.readLine();
    }
    return reader;
  }

  private int threads() throws IOException {
    return Integer.parseInt(
        Files.readString(Path.of("/proc/" + pid + "/status"))
            .lines()
            .filter(line -> line.startsWith("Threads:"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D", ""));
  }

  private double heapMiB() throws Exception {
    jcmd("GC.run");
    Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("no heap size");
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  private String jcmd(String command) throws IOException {
    Process process = new ProcessBuilder("jcmd", Long.toString(pid), command).start();
    return new String(process.getInputStream().readAllBytes());
  }

  private String post(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static int number(String json, String field) {
    return Integer.parseInt(found(json, "\"" + field + "\":(\\d+)"));
  }

  private static Instant time(String json, String field) {
    return Instant.parse(found(json, "\"" + field + "\":\"([^\"]+)\""));
  }

  private static String found(String json, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException(pattern + " is not in " + json);
    }
    return matcher.group(1);
  }

  private static double at(double[] sorted, double q) {
    return sorted[(int) Math.ceil(q * sorted.length) - 1];
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
