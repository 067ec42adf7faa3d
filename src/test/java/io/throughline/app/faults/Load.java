package io.throughline.app.faults;

import io.throughline.app.it.Answer;
import io.throughline.app.it.Client;
import io.throughline.app.it.Form;
import io.throughline.app.it.Recording;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that submit jobs and do not give up: each goes from node to node with the same
 * Idempotency-Key until a node has acknowledged its job.
 */
final class Load implements AutoCloseable {

  private static final String PATH = "/v1/audio/transcriptions";
  private static final int CLIENTS = 4;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** A server that dies holds a key for half an hour: a client that cannot wait takes another. */
  private static final int CONFLICTS_ENDURED = 60;

  private static final byte[] RECORDING = Recording.wav(1, 16_000, 6_400, new byte[6_400]);

  private final Fleet fleet;
  private final String row;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Set<String> abandonedKeys = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
  private int submitted;

  /**
   * @param row begins the label of each of its jobs
   */
  Load(Fleet fleet, String row) {
    this.fleet = fleet;
    this.row = row;
  }

  String row() {
    return row;
  }

  /**
   * Begins to submit jobs.
   *
   * @param script what their engines do, after the label
   * @return done when all are acknowledged
   */
  CompletableFuture<Void> submit(int jobs, String script) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      String label = row + "-" + ++submitted;
      all.add(CompletableFuture.runAsync(() -> insist(label, script), clients));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /**
   * Submits one job many times at once.
   *
   * @return done when each request was answered with the job
   */
  CompletableFuture<Void> submitTheSame(int times, String script) {
    String label = row + "-" + ++submitted;
    ExecutorService crowd = Executors.newFixedThreadPool(times);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(CompletableFuture.runAsync(() -> insist(label, script), crowd));
    }
    crowd.shutdown();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private void insist(String label, String script) {
    String key = label;
    int conflicts = 0;
    while (true) {
      int status = attempt(key, label, script);
      if (status == 201) {
        return;
      }
      refusals.merge(status, 1, Integer::sum);
      if (status == 409 && ++conflicts > CONFLICTS_ENDURED) {
        abandonedKeys.add(key);
        key = label + "-again-" + abandonedKeys.size();
        conflicts = 0;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Status of the answer, or 0 if there was none. */
  private int attempt(String key, String label, String script) {
    Client client = fleet.next().client();
    Form form = Form.of(RECORDING).field("prompt", label + ";" + script);
    form.field("speaker_detection", "none");
    try {
      Answer answer =
          client.send(
              client
                  .request(PATH)
                  .timeout(ANSWER_LIMIT)
                  .header("Content-Type", form.contentType())
                  .header("Idempotency-Key", key)
                  .POST(BodyPublishers.ofByteArray(form.bytes())));
      if (answer.status() == 201) {
        accepted.put(label, answer.json().getString("id"));
      }
      return answer.status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Ids of acknowledged jobs by their labels. */
  Map<String, String> accepted() {
    return accepted;
  }

  /** Keys that were given up because somebody held them. */
  Set<String> abandonedKeys() {
    return abandonedKeys;
  }

  /** How often each status came that is not 201; 0 stands for no answer. */
  Map<Integer, Integer> refusals() {
    return refusals;
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }
}
