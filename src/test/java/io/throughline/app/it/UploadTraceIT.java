package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.looked;
import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.saved;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.SpeechTrace.storage;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.CLIENT;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.trace.RecordedTrace;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Every request of an upload is a trace of its own; the job's begins where its form came in. */
@OnServer(Flavour.SCRIPTED)
class UploadTraceIT {

  private static final String ROUTE = Uploads.PATH + "/{id}";

  private final Uploads uploads;
  private final Transcriptions transcriptions;

  UploadTraceIT(LibertyServer server) {
    this.uploads = Uploads.on(server);
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void aPieceIsStoredAndThenCounted() throws IOException {
    byte[] file = Recording.meeting(2);
    String path = uploads.begin(file.length);

    trace(uploads.append(path, file, 0, 20_000))
        .assertIs(
            request("PATCH", ROUTE, path, 204)
                .children(
                    sql("SELECT", "upload_session"),
                    span("upload.append", INTERNAL)
                        .with("upload.bytes", 20_000)
                        .with("upload.parts", 1)
                        .children(
                            storage("upload", 20_000),
                            sql("UPDATE", "upload_session"),
                            sql("INSERT", "upload_part"))));
  }

  @Test
  void anUploadIsOneRowAndASizeIsOneLook() throws IOException {
    Answer created = uploads.create("Upload-Length", "10", "Upload-Metadata", "name c2VjcmV0");
    String path = URI.create(created.header("Location").orElseThrow()).getPath();

    trace(created)
        .assertIs(
            request("POST", Uploads.PATH, Uploads.PATH, 201)
                .children(sql("INSERT", "upload_session")));
    trace(uploads.head(path))
        .assertIs(request("HEAD", ROUTE, path, 200).children(sql("SELECT", "upload_session")));
  }

  @Test
  void anUploadIsTakenInAsAFileOfTheFormWouldBe() throws IOException {
    byte[] file = Recording.meeting(2);
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, 10_000);
    uploads.append(path, file, 10_000, file.length);

    Answer refused =
        uploads.client().post(Transcriptions.PATH, Uploads.form(path).field("language", "xx"));

    trace(refused)
        .assertIs(
            request(422)
                .children(
                    sql("SELECT", "upload_session"),
                    saved(file.length).children(sql("SELECT", "upload_part")),
                    looked(file.length, Recording.seconds(file)),
                    span("storage.delete", CLIENT)
                        .with("storage.operation", "delete")
                        .with("storage.system", "file")));
  }

  private RecordedTrace trace(Answer answer) {
    return transcriptions.endedTrace(answer.header("X-Trace-Id").orElseThrow());
  }
}
