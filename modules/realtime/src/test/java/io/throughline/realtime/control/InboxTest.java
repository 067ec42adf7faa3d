package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.realtime.control.Input.Audio;
import io.throughline.realtime.control.Input.End;
import io.throughline.realtime.control.Input.Flush;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final long SOON = TimeUnit.SECONDS.toNanos(30);

  private final Inbox inbox = new Inbox(10);

  @Test
  void inputsComeInTheirOrder() throws Exception {
    Audio audio = new Audio(new byte[3]);
    inbox.put(audio);
    inbox.put(new Flush());
    inbox.end(Ending.FINISHED);

    assertThat(inbox.poll(0)).isSameAs(audio);
    assertThat(inbox.poll(0)).isEqualTo(new Flush());
    assertThat(inbox.poll(0)).isEqualTo(new End(Ending.FINISHED));
    assertThat(inbox.poll(0)).isNull();
  }

  @Test
  void whoeverSendsTooMuchWaitsUntilThereIsRoom() throws Exception {
    inbox.put(new Audio(new byte[10]));
    CompletableFuture<Void> sent = put(new Audio(new byte[1]));

    assertThat(inbox.poll(0)).isNotNull();
    sent.get(30, TimeUnit.SECONDS);
    assertThat(inbox.poll(SOON)).isNotNull();
  }

  @Test
  void anAbortForgetsWhatWaitsAndFreesWhoeverWaits() throws Exception {
    inbox.put(new Audio(new byte[10]));
    CompletableFuture<Void> waiting = put(new Audio(new byte[1]));

    inbox.abort(Ending.LAG_EXCEEDED);
    waiting.get(30, TimeUnit.SECONDS);

    assertThat(inbox.poll(0)).isEqualTo(new End(Ending.LAG_EXCEEDED));
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void whatComesAfterTheEndIsForgotten() throws Exception {
    inbox.end(Ending.FINISHED);
    inbox.put(new Audio(new byte[5]));
    inbox.end(Ending.GOING_AWAY);

    assertThat(inbox.poll(0)).isEqualTo(new End(Ending.FINISHED));
    assertThat(inbox.poll(0)).isNull();
  }

  private CompletableFuture<Void> put(Input input) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            inbox.put(input);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
