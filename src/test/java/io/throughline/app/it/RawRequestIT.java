package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that lie about their length, stop, crawl or never end. */
@OnServer(Flavour.SCRIPTED)
class RawRequestIT {

  private static final int OVER_THE_CAP = (int) ServerExtension.SMALL_UPLOAD + 1;

  private final LibertyServer server;
  private Baseline before;

  RawRequestIT(LibertyServer server) {
    this.server = server;
  }

  @BeforeEach
  void look() throws IOException {
    before = Baseline.of(server);
  }

  @Test
  void aDeclaredLengthOverTheCapIsRefusedBeforeTheBodyIsSent() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.postForm("Content-Length: " + OVER_THE_CAP);

      assertThat(connection.statusLine()).startsWith("HTTP/1.1 413");
    }
    before.assertUnchanged();
  }

  @Test
  void aChunkedBodyIsRefusedAtTheCap() throws IOException {
    byte[] body = Form.of(Recording.wav(1, 16_000, -1, new byte[2 * OVER_THE_CAP])).bytes();
    try (RawConnection connection = new RawConnection(server)) {
      connection.postForm("Transfer-Encoding: chunked");
      int sent = sendUntilAnswered(connection, body);

      assertThat(connection.statusLine()).startsWith("HTTP/1.1 413");
      assertThat(sent).isGreaterThan((int) ServerExtension.SMALL_UPLOAD / 2);
    }
    before.assertUnchanged();
  }

  private static int sendUntilAnswered(RawConnection connection, byte[] body) throws IOException {
    int chunk = 50_000;
    int sent = 0;
    try {
      while (sent < body.length && !connection.answered()) {
        connection.sendChunk(Arrays.copyOfRange(body, sent, Math.min(body.length, sent + chunk)));
        sent += chunk;
      }
    } catch (SocketException closed) {
      // the server need not listen to the rest
      return sent;
    }
    return sent;
  }

  @Test
  void aBodyShorterThanDeclaredMakesNoJob() throws IOException {
    byte[] body = Form.of(Recording.meeting(2)).bytes();
    try (RawConnection connection = new RawConnection(server)) {
      connection.postForm("Content-Length: " + (body.length + 1000)).send(body).endOutput();

      assertThat(connection.statusLine()).startsWith("HTTP/1.1 400");
    }
    before.awaitUnchanged();
  }

  @Test
  void aClientThatResetsItsConnectionMakesNoJob() throws IOException {
    byte[] body = Form.of(Recording.meeting(5)).bytes();
    try (RawConnection connection = new RawConnection(server)) {
      connection
          .postForm("Content-Length: " + body.length)
          .send(Arrays.copyOf(body, body.length / 2));
      Await.until(
          "the upload has begun",
          Duration.ofSeconds(10),
          () -> !StoredObjects.of(server).all().equals(before.objects()));
      connection.reset();
    }
    before.awaitUnchanged();
  }

  @Test
  void aBodyThatCrawlsIsGivenUp() throws IOException {
    byte[] body = Form.of(Recording.meeting(1)).bytes();
    int[] sent = {0};
    try (RawConnection connection = new RawConnection(server)) {
      connection.postForm("Content-Length: " + body.length);
      Await.until(
          "the server has had enough",
          Duration.ofSeconds(30),
          () -> {
            connection.send(new byte[] {body[sent[0]++]});
            return connection.answered();
          });

      assertThat(connection.statusLine()).startsWith("HTTP/1.1 408");
    }
    before.awaitUnchanged();
  }

  @Test
  void aCompressedBodyIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(Form.of(new byte[5 * OVER_THE_CAP]).bytes());
    }
    try (RawConnection connection = new RawConnection(server)) {
      connection
          .postForm("Content-Encoding: gzip", "Content-Length: " + bomb.size())
          .send(bomb.toByteArray());

      assertThat(connection.statusLine()).startsWith("HTTP/1.1 415");
    }
    before.assertUnchanged();
  }

  @Test
  void theNextGoodRequestIsServed() throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);
    transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(3))));
  }
}
