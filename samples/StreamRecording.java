import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Sends a recording to a Throughline server as if it were spoken now, and prints every message of
 * the server: {@code java samples/StreamRecording.java samples/meeting.wav [ws://localhost:9080]}.
 * Takes WAV files of 16-bit samples, at a rate that microphones have.
 */
public final class StreamRecording {

  private static final String PATH = "/v1/audio/transcriptions/stream";
  private static final int CHUNKS_PER_SECOND = 10;

  private StreamRecording() {}

  public static void main(String[] args) throws Exception {
    String server = args.length > 1 ? args[1] : "ws://localhost:9080";
    try (AudioInputStream recording = AudioSystem.getAudioInputStream(new File(args[0]))) {
      AudioFormat format = recording.getFormat();
      if (format.getSampleSizeInBits() != 16 || format.isBigEndian()) {
        throw new IllegalArgumentException("a WAV file of 16-bit samples, please");
      }
      String query =
          "?encoding=pcm_s16le&word_timestamps=true&sample_rate="
              + (int) format.getSampleRate()
              + "&channels="
              + format.getChannels();
      CompletableFuture<Integer> closed = new CompletableFuture<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(server + PATH + query), new Printer(closed))
              .join();
      send(recording, format, socket);
      socket.sendText("{\"type\":\"end\"}", true).join();
      int code = closed.join();
      System.exit(code == WebSocket.NORMAL_CLOSURE ? 0 : 1);
    }
  }

  private static void send(AudioInputStream recording, AudioFormat format, WebSocket socket)
      throws Exception {
    int bytes =
        (int) format.getSampleRate() / CHUNKS_PER_SECOND * format.getFrameSize();
    long next = System.nanoTime();
    for (byte[] chunk = recording.readNBytes(bytes);
        chunk.length > 0 && !socket.isOutputClosed();
        chunk = recording.readNBytes(bytes)) {
      socket.sendBinary(ByteBuffer.wrap(chunk), true).join();
      next += Duration.ofSeconds(1).toNanos() / CHUNKS_PER_SECOND;
      Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
    }
  }

  /** Prints messages as they come. */
  private static final class Printer implements WebSocket.Listener {

    private final CompletableFuture<Integer> closed;
    private final StringBuilder message = new StringBuilder();

    Printer(CompletableFuture<Integer> closed) {
      this.closed = closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        System.out.println(message);
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      System.out.println("closed: " + code + " " + reason);
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      closed.completeExceptionally(failure);
    }
  }
}
