import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a trace backend that is down costs: requests to a server that exports to this program by
 * OTLP/HTTP, while this program takes the spans and while it does what broken backends do, in turn.
 * Prints medians of the rounds and what the heap holds after a collection at the end of each.
 *
 * <p>Usage: {@code Outage ROUNDS PORT COLLECTOR-PORT PID}; started by {@code outage.sh}.
 */
public final class Outage {

  private static final int CONNECTIONS = 4;
  private static final Duration SLICE = Duration.ofSeconds(8);
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final int ENOUGH = 64;

  private enum Backend {
    WORKING,
    REFUSING,
    UNREACHABLE,
    SILENT,
    UNAVAILABLE
  }

  private record Cost(double perSecond, double p50, double p99, double heapMiB) {}

  private final URI uri;
  private final int port;
  private final String pid;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer http;
  private ServerSocket socket;
  private Thread acceptor;
  private final List<Socket> callers = new ArrayList<>();

  private Outage(URI uri, int port, String pid) {
    this.uri = uri;
    this.port = port;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    URI uri = URI.create("http://localhost:" + args[1] + "/v1/models");
    new Outage(uri, Integer.parseInt(args[2]), args[3]).run(rounds);
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    become(Backend.WORKING);
    Load.measure(uri, CONNECTIONS, WARM_UP);
    Map<Backend, List<Cost>> costs = new EnumMap<>(Backend.class);
    for (int round = 0; round < rounds; round++) {
      for (Backend backend : Backend.values()) {
        become(backend);
        Load.measure(uri, CONNECTIONS, SLICE.dividedBy(4));
        Load.Figures figures = Load.measure(uri, CONNECTIONS, SLICE);
        if (figures.errors() > 0) {
          throw new IllegalStateException(figures.errors() + " requests failed: " + backend);
        }
        costs
            .computeIfAbsent(backend, b -> new ArrayList<>())
            .add(new Cost(figures.perSecond(), figures.p50(), figures.p99(), heapMiB()));
      }
    }
    System.out.printf("%-12s %9s %8s %8s %14s%n", "", "req/s", "p50 ms", "p99 ms", "live heap MiB");
    costs.forEach(Outage::print);
  }

  private static void print(Backend backend, List<Cost> costs) {
    System.out.printf(
        Locale.ROOT,
        "%-12s %9.0f %8.2f %8.2f %14.1f%n",
        backend.name().toLowerCase(Locale.ROOT),
        median(costs.stream().mapToDouble(Cost::perSecond).toArray()),
        median(costs.stream().mapToDouble(Cost::p50).toArray()),
        median(costs.stream().mapToDouble(Cost::p99).toArray()),
        median(costs.stream().mapToDouble(Cost::heapMiB).toArray()));
  }

  private void become(Backend backend) throws Exception {
    release();
    switch (backend) {
      case WORKING -> answer(200);
      case UNAVAILABLE -> answer(503);
      case REFUSING -> {}
      case SILENT -> {
        socket = bound(ENOUGH);
        ServerSocket accepting = socket;
        acceptor = new Thread(() -> acceptForEver(accepting));
        acceptor.start();
      }
      case UNREACHABLE -> {
        socket = bound(1);
        fill();
      }
    }
  }

  private void answer(int status) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    http.setExecutor(threads);
    http.start();
  }

  private ServerSocket bound(int backlog) throws IOException {
    ServerSocket bound = new ServerSocket();
    bound.setReuseAddress(true);
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
    return bound;
  }

  private void acceptForEver(ServerSocket from) {
    try {
      while (true) {
        Socket caller = from.accept();
        synchronized (callers) {
          callers.add(caller);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** The kernel drops what would begin a connection while the queue of a listener is full. */
  private void fill() throws IOException {
    while (callers.size() < ENOUGH) {
      Socket caller = new Socket();
      callers.add(caller);
      try {
        caller.connect(socket.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  private void release() throws Exception {
    if (http != null) {
      http.stop(0);
      http = null;
    }
    if (socket != null) {
      socket.close();
      socket = null;
    }
    if (acceptor != null) {
      acceptor.join();
      acceptor = null;
    }
    synchronized (callers) {
      for (Socket caller : callers) {
        caller.close();
      }
      callers.clear();
    }
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
    Process process = new ProcessBuilder("jcmd", pid, command).start();
    return new String(process.getInputStream().readAllBytes());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
