package io.throughline.app.faults;

import io.throughline.app.faults.Node.Death;
import io.throughline.app.it.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes of a test, each watched by a thread that starts it again. */
final class Fleet implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int LOOK_MILLIS = 50;

  private final List<Node> nodes;
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService watchers;

  Fleet(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
    this.watchers = Executors.newFixedThreadPool(nodes.size());
    nodes.forEach(node -> watchers.execute(() -> watch(node)));
    awaitAllUp();
  }

  private static void watch(Node node) {
    try {
      while (true) {
        try {
          node.keepAlive();
        } catch (IOException | IllegalStateException e) {
          System.err.println(node.name() + " did not start and is started again: " + e);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until each node answers that it is ready. */
  void awaitAllUp() {
    for (Node node : nodes) {
      Await.until(node.name() + " is ready", LIMIT, () -> isReady(node));
    }
  }

  /** Waits until so many nodes answer that they are ready. */
  void awaitUp(int wanted) {
    Await.until(
        wanted + " nodes are ready",
        LIMIT,
        () -> nodes.stream().filter(Fleet::isReady).count() >= wanted);
  }

  static boolean isReady(Node node) {
    try {
      return node.client().get("/health/ready").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  Node node(int index) {
    return nodes.get(index % nodes.size());
  }

  /** Each node in turn, whether it is up or not. */
  Node next() {
    return node(turn.getAndIncrement());
  }

  List<Death> deaths() {
    List<Death> all = new ArrayList<>();
    nodes.forEach(node -> all.addAll(node.deaths()));
    return all;
  }

  @Override
  public void close() {
    watchers.shutdownNow();
    nodes.forEach(node -> node.server().close());
  }
}
