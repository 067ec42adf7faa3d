package io.throughline.upload.boundary;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.control.ChunkChecksum;
import io.throughline.upload.control.ChunkReceiver;
import io.throughline.upload.control.ResumableUploads;
import io.throughline.upload.control.UploadSession;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recordings that come in pieces: tus 1.0 (<a
 * href="https://tus.io/protocols/resumable-upload">protocol</a>) with the extensions creation,
 * creation-with-upload, checksum, termination and expiration. A complete upload is used by its id,
 * in the form field {@code upload_id}.
 */
@Tus
@Path(UploadResource.PATH)
public class UploadResource {

  static final String PATH = "v1/uploads";

  private static final String BYTES = "application/offset+octet-stream";
  private static final String EXTENSIONS =
      "creation,creation-with-upload,checksum,termination,expiration";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String METADATA = "Upload-Metadata";
  private static final String CHECKSUM = "Upload-Checksum";

  /** RFC 9110, 5.6.7; the JDK's formatter writes days of one digit. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Inject ResumableUploads uploads;
  @Inject ChunkReceiver chunks;

  /** What this server can do. */
  @OPTIONS
  public Response options() {
    return Response.noContent()
        .header("Tus-Version", TusVersion.VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Max-Size", uploads.maxBytes())
        .header("Tus-Checksum-Algorithm", ChunkChecksum.ALGORITHMS)
        .build();
  }

  /** The same for an upload, as clients ask it before they send to one. */
  @OPTIONS
  @Path("{id}")
  public Response optionsOfUpload(@PathParam("id") String id) {
    return options();
  }

  /** Begins an upload; its first bytes may come along. */
  @POST
  public Response create(
      InputStream body,
      @HeaderParam(LENGTH) String lengthText,
      @HeaderParam(METADATA) String metadata,
      @HeaderParam(CHECKSUM) String checksumText,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws MediaRejectedException, IOException {
    Optional<ChunkChecksum> checksum = ChunkChecksum.of(checksumText);
    UploadSession session = uploads.create(number(LENGTH, lengthText), metadata);
    if (BYTES.equals(contentType) && !session.isComplete()) {
      session = takeFirst(session, body, contentLength, checksum);
    }
    return described(Response.created(URI.create("/" + PATH + "/" + session.id())), session)
        .build();
  }

  /** A client that is refused here does not learn the upload's address: nothing may stay. */
  private UploadSession takeFirst(
      UploadSession session, InputStream body, Long contentLength, Optional<ChunkChecksum> checksum)
      throws MediaRejectedException, IOException {
    try {
      return chunks.append(session.id(), 0, body, length(contentLength), checksum);
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      uploads.terminate(session.id());
      throw e;
    }
  }

  /** How far an upload is. */
  @HEAD
  @Path("{id}")
  public Response head(@PathParam("id") String id) throws MediaRejectedException {
    UploadSession session = uploads.find(id);
    Response.ResponseBuilder response =
        described(Response.ok(), session)
            .header(LENGTH, session.length())
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    session.metadata().ifPresent(said -> response.header(METADATA, said));
    return response.build();
  }

  /** Adds bytes at the end of an upload. What the answer says is stored for good. */
  @PATCH
  @Path("{id}")
  public Response append(
      InputStream body,
      @PathParam("id") String id,
      @HeaderParam(OFFSET) String offsetText,
      @HeaderParam(CHECKSUM) String checksumText,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws MediaRejectedException, IOException {
    if (!BYTES.equals(contentType)) {
      throw new MediaRejectedException(
          Reason.UNSUPPORTED_MEDIA_TYPE, HttpHeaders.CONTENT_TYPE, "The body is not " + BYTES);
    }
    long offset = number(OFFSET, offsetText);
    Optional<ChunkChecksum> checksum = ChunkChecksum.of(checksumText);
    UploadSession session = chunks.append(id, offset, body, length(contentLength), checksum);
    return described(Response.noContent(), session).build();
  }

  /** Gives an upload up and deletes its bytes. */
  @DELETE
  @Path("{id}")
  public Response terminate(@PathParam("id") String id) throws MediaRejectedException, IOException {
    uploads.terminate(id);
    return Response.noContent().build();
  }

  private static Response.ResponseBuilder described(
      Response.ResponseBuilder response, UploadSession session) {
    return response
        .header(OFFSET, session.offset())
        .header("Upload-Expires", httpDate(session.expiresAt()));
  }

  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  private static OptionalLong length(Long contentLength) {
    return contentLength == null ? OptionalLong.empty() : OptionalLong.of(contentLength);
  }

  private static long number(String header, String text) throws MediaRejectedException {
    try {
      if (text != null && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw notANumber(header);
    }
    throw notANumber(header);
  }

  private static MediaRejectedException notANumber(String header) {
    return new MediaRejectedException(
        Reason.INVALID_HEADER, header, header + " must be a number of bytes");
  }
}
