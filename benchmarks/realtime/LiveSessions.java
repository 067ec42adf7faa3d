import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several people speak at once: each session plays the recording at the pace of speech. Prints how
 * long after the last sample of an utterance its text came, and what was warned of or ended early.
 * Arguments: port, recording (16 kHz mono WAV), numbers of sessions.
 */
public final class LiveSessions {

  private static final int HEADER = 44;
  private static final int BYTES_PER_SECOND = 32_000;
  private static final int CHUNKS_PER_SECOND = 10;
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z._]+)\"");
  private static final Pattern END = Pattern.compile("\"end\":([0-9.]+)");

  private LiveSessions() {}

  public static void main(String[] args) throws Exception {
    URI server =
        URI.create("ws://localhost:" + args[0] + "/v1/audio/transcriptions/stream");
    byte[] file = Files.readAllBytes(Path.of(args[1]));
    byte[] samples = Arrays.copyOfRange(file, HEADER, file.length);
    System.out.println("sessions  utterances  text after p50      max   warned  closed");
    run(server, Arrays.copyOf(samples, 5 * BYTES_PER_SECOND), 1);
    for (int i = 2; i < args.length; i++) {
      List<Speaker> speakers = run(server, samples, Integer.parseInt(args[i]));
      print(speakers);
    }
  }

  private static List<Speaker> run(URI server, byte[] samples, int sessions) throws Exception {
    List<Speaker> speakers = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      Speaker speaker = new Speaker(samples);
      speaker.connect(server);
      speakers.add(speaker);
    }
    for (Speaker speaker : speakers) {
      speaker.join();
    }
    return speakers;
  }

  private static void print(List<Speaker> speakers) {
    List<Double> delays = new ArrayList<>();
    int warned = 0;
    List<Integer> codes = new ArrayList<>();
    for (Speaker speaker : speakers) {
      delays.addAll(speaker.delays);
      warned += speaker.warnings;
      codes.add(speaker.closed.join());
    }
    Collections.sort(delays);
    System.out.printf(
        Locale.ROOT,
        "%8d %11d %13.2f s %6.2f s %8d  %s%n",
        speakers.size(),
        delays.size(),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() - 1),
        warned,
        codes);
  }

  /** Speaks, and notes when text comes. */
  private static final class Speaker extends Thread implements WebSocket.Listener {

    private final byte[] samples;
    private final List<Double> delays = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;
    private volatile long start;
    private int warnings;

    Speaker(byte[] samples) {
      this.samples = samples;
    }

    void connect(URI server) {
      socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(server, this).join();
      start();
    }

    @Override
    public void run() {
      try {
        begun.join();
        start = System.nanoTime();
        int chunk = BYTES_PER_SECOND / CHUNKS_PER_SECOND;
        for (int at = 0; at < samples.length && !socket.isOutputClosed(); at += chunk) {
          // a microphone has a chunk when its last sample was spoken
          long due = start + Duration.ofSeconds(1).toNanos() * (at + chunk) / BYTES_PER_SECOND;
          Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
          socket
              .sendBinary(
                  ByteBuffer.wrap(samples, at, Math.min(chunk, samples.length - at)), true)
              .join();
        }
        socket.sendText("{\"type\":\"end\"}", true).join();
        closed.join();
      } catch (Exception e) {
        closed.complete(-1);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        heard(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void heard(String json) {
      Matcher type = TYPE.matcher(json);
      if (!type.find()) {
        return;
      }
      switch (type.group(1)) {
        case "session.begin" -> begun.complete(null);
        case "warning" -> warnings++;
        case "transcript.final" -> {
          Matcher end = END.matcher(json);
          if (end.find()) {
            delays.add((System.nanoTime() - start) / 1e9 - Double.parseDouble(end.group(1)));
          }
        }
        default -> {}
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      begun.complete(null);
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      begun.complete(null);
      closed.complete(-1);
    }
  }
}
