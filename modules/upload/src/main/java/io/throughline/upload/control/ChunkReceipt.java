package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaKind;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request's bytes on their way into an upload. */
final class ChunkReceipt {

  /** What a client that sends slowly loses at most when the server dies. */
  private static final Duration PART_TIME = Duration.ofSeconds(10);

  /** A request has few spans however long its body is; the sums are on the span around. */
  private static final int TRACED_PARTS = 8;

  private final ResumableUploads uploads;
  private final ChunkBody body;
  private final Optional<ChunkChecksum> checksum;
  private final long partSize;
  private final List<SessionPart> uncommitted = new ArrayList<>();
  private UploadSession session;
  private long end;
  private int count;

  ChunkReceipt(
      ResumableUploads uploads,
      UploadSession session,
      ChunkBody body,
      Optional<ChunkChecksum> checksum,
      long partSize) {
    this.uploads = uploads;
    this.session = session;
    this.body = body;
    this.checksum = checksum;
    this.partSize = partSize;
    this.end = session.offset();
  }

  UploadSession take(Telemetry telemetry, ActiveSpan span)
      throws MediaRejectedException, IOException {
    long start = session.offset();
    try {
      while (body.hasNext()) {
        if (count < TRACED_PARTS) {
          takePart();
        } else {
          telemetry.<Void, Exception>untraced(
              none -> {
                takePart();
                return null;
              });
        }
      }
      if (checksum.isPresent()) {
        body.throwFailure();
        checksum.get().verify();
        commit();
      }
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      uploads.parts().discard(uncommitted);
      span.set("upload.bytes", session.offset() - start).set("upload.parts", count);
    }
    body.throwFailure();
    return session;
  }

  private void takePart() throws MediaRejectedException, IOException {
    InputStream content = body.part(Math.min(partSize, session.length() - end), PART_TIME);
    if (end == 0) {
      content = recognised(content);
    }
    if (checksum.isPresent()) {
      content = new DigestInputStream(content, checksum.get().digest());
    }
    SessionPart part = uploads.parts().store(session.id(), end, content);
    uncommitted.add(part);
    end += part.size();
    count++;
    if (end == session.length() && body.hasNext()) {
      throw tooLong();
    }
    if (checksum.isEmpty()) {
      commit();
    }
  }

  /** What can be seen to be no recording is refused before the rest is sent. */
  private InputStream recognised(InputStream content) throws MediaRejectedException, IOException {
    byte[] head = content.readNBytes(MediaSniffer.HEAD);
    boolean enough = head.length == Math.min(MediaSniffer.HEAD, session.length());
    if (enough && new MediaSniffer().sniff(head).isEmpty()) {
      throw MediaIntake.unknownType("body", MediaKind.RECORDING);
    }
    return new SequenceInputStream(new ByteArrayInputStream(head), content);
  }

  private void commit() throws MediaRejectedException {
    List<SessionPart> parts = List.copyOf(uncommitted);
    // not discarded when the database breaks off: it may have committed
    uncommitted.clear();
    try {
      session = uploads.append(session, parts);
    } catch (MediaRejectedException e) {
      uncommitted.addAll(parts);
      throw e;
    }
  }

  static MediaRejectedException tooLong() {
    return new MediaRejectedException(
        Reason.TOO_LARGE, "body", "The body goes beyond the upload's length");
  }
}
