package io.throughline.realtime.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Remembers what it was told; may go away. */
final class RecordingClient implements Client {

  final BlockingQueue<Message> told = new LinkedBlockingQueue<>();
  final CompletableFuture<Ending> closed = new CompletableFuture<>();
  volatile boolean gone;

  @Override
  public void send(Message message) throws ClientGoneException {
    if (gone) {
      throw new ClientGoneException(null);
    }
    told.add(message);
  }

  @Override
  public void close(Ending ending) {
    closed.complete(ending);
  }

  Ending ending() throws Exception {
    return closed.get(30, TimeUnit.SECONDS);
  }

  /** Waits for such a message; the ones before it are forgotten. */
  Message await(Predicate<Message> wanted) throws InterruptedException {
    while (true) {
      Message next = told.poll(30, TimeUnit.SECONDS);
      if (next == null || wanted.test(next)) {
        return next;
      }
    }
  }

  List<Message> all() {
    return new ArrayList<>(told);
  }
}
