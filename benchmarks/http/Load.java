import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads one URL over a fixed number of keep-alive connections and prints requests per second and
 * latency percentiles. Closed loop: every connection sends its next request when it has its answer.
 *
 * <p>Usage: {@code java benchmarks/http/Load.java URL CONNECTIONS SECONDS}
 */
public final class Load {

  private record Sample(long[] nanos, int errors) {}

  /** What a run gave; times in milliseconds. */
  record Figures(
      int requests, int errors, double perSecond, double p50, double p95, double p99, double max) {}

  public static void main(String[] args) throws Exception {
    URI uri = URI.create(args[0]);
    int connections = Integer.parseInt(args[1]);
    Duration duration = Duration.ofSeconds(Long.parseLong(args[2]));
    measure(uri, connections, duration.dividedBy(4));
    Figures figures = measure(uri, connections, duration);
    System.out.printf(
        Locale.ROOT,
        "connections %d  requests %d  errors %d  req/s %.0f  p50 %.1f ms  p95 %.1f ms  p99 %.1f"
            + " ms  max %.1f ms%n",
        connections,
        figures.requests(),
        figures.errors(),
        figures.perSecond(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        figures.max());
  }

  /** Loads {@code uri} for {@code duration}. */
  static Figures measure(URI uri, int connections, Duration duration) throws Exception {
    return figures(duration, run(uri, connections, duration));
  }

  private static List<Sample> run(URI uri, int connections, Duration duration) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    long end = System.nanoTime() + duration.toNanos();
    List<Future<Sample>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      running.add(threads.submit(() -> client(uri, end)));
    }
    List<Sample> samples = new ArrayList<>();
    for (Future<Sample> future : running) {
      samples.add(future.get());
    }
    threads.shutdown();
    return samples;
  }

  private static Sample client(URI uri, long end) throws IOException {
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long[] nanos = new long[1024];
    int count = 0;
    int errors = 0;
    Socket socket = null;
    InputStream in = null;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      try {
        if (socket == null) {
          socket = new Socket(uri.getHost(), uri.getPort());
          socket.setTcpNoDelay(true);
          in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        }
        socket.getOutputStream().write(request);
        Answer answer = Answer.read(in);
        errors += answer.status() == 200 ? 0 : 1;
        if (answer.close()) {
          socket.close();
          socket = null;
        }
      } catch (IOException e) {
        errors++;
        socket = null;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = System.nanoTime() - start;
    }
    if (socket != null) {
      socket.close();
    }
    return new Sample(Arrays.copyOf(nanos, count), errors);
  }

  private record Answer(int status, boolean close) {

    static Answer read(InputStream in) throws IOException {
      int status = Integer.parseInt(line(in).split(" ")[1]);
      int length = 0;
      boolean chunked = false;
      boolean close = false;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        close |= lower.startsWith("connection:") && lower.contains("close");
      }
      if (chunked) {
        for (int size = chunk(in); size > 0; size = chunk(in)) {
          in.skipNBytes(size + 2L);
        }
        line(in);
      } else {
        in.skipNBytes(length);
      }
      return new Answer(status, close);
    }

    private static int chunk(InputStream in) throws IOException {
      return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("connection closed");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }
  }

  private static Figures figures(Duration duration, List<Sample> samples) {
    long[] all = samples.stream().flatMapToLong(s -> Arrays.stream(s.nanos())).sorted().toArray();
    return new Figures(
        all.length,
        samples.stream().mapToInt(Sample::errors).sum(),
        all.length / (duration.toMillis() / 1000.0),
        percentile(all, 0.50),
        percentile(all, 0.95),
        percentile(all, 0.99),
        percentile(all, 1));
  }

  private static double percentile(long[] sorted, double q) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(q * sorted.length) - 1] / 1e6;
  }
}
