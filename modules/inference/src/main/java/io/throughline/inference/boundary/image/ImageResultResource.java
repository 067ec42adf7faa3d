package io.throughline.inference.boundary.image;

import io.throughline.inference.image.SignedLinks;
import io.throughline.job.api.Job;
import io.throughline.job.api.Jobs;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ObjectStorage;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;

/** The picture that a job has made, for whoever has its signed link. */
@Path("/api/v1/images/{id}/result")
public class ImageResultResource {

  @Inject Jobs jobs;
  @Inject SignedLinks links;
  @Inject ObjectStorage storage;

  /** The picture; 403 without a valid signature. */
  @GET
  public Response result(
      @PathParam("id") String id,
      @QueryParam("expires") long expires,
      @QueryParam("signature") String signature)
      throws IOException {
    if (signature == null || !links.isValid(SignedLinks.result(id), expires, signature)) {
      throw new ForbiddenException("the link is not signed by this server or has expired");
    }
    String key =
        jobs.find(id)
            .flatMap(Job::resultKey)
            .orElseThrow(() -> new NotFoundException("there is no such picture"));
    return Response.ok(storage.get(key), mimeType(key))
        .header("Cache-Control", "private, max-age=3600")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private static String mimeType(String key) {
    return Arrays.stream(ImageFormat.values())
        .filter(format -> key.endsWith("." + format.extension()))
        .map(ImageFormat::mimeType)
        .findFirst()
        .orElseThrow(() -> new NotFoundException("there is no such picture"));
  }
}
