package io.throughline.inference.boundary.image;

import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.image.ImageLimits;
import io.throughline.inference.image.ImageTiers;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Picture jobs, with the paths and answers of Imagen. */
@Path("/api/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {

  @Inject Pictures pictures;
  @Inject ImageTiers tiers;

  /** Makes a picture larger. */
  @POST
  @Path("upscale")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response upscale(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws Exception {
    return pictures.submit(ImageJobType.UPSCALE, body, contentType, contentLength);
  }

  /** Makes a picture clearer. */
  @POST
  @Path("enhance")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response enhance(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws Exception {
    return pictures.submit(ImageJobType.ENHANCE, body, contentType, contentLength);
  }

  /** Makes a drawing of a picture. */
  @POST
  @Path("style/comic")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response comic(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws Exception {
    return pictures.submit(ImageJobType.STYLE_COMIC, body, contentType, contentLength);
  }

  /** Makes an old photograph of a picture. */
  @POST
  @Path("style/aged")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response aged(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws Exception {
    return pictures.submit(ImageJobType.STYLE_AGED, body, contentType, contentLength);
  }

  /** Keeps the subject of a picture and removes what is behind it. */
  @POST
  @Path("background/remove")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response removeBackground(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength)
      throws Exception {
    return pictures.submit(ImageJobType.BACKGROUND_REMOVE, body, contentType, contentLength);
  }

  /** How large the caller's pictures may be, and those of other tiers. */
  @GET
  @Path("limits")
  public JsonObject limits() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    tiers.all().forEach(limits -> all.add(limits.tier(), json(limits)));
    return json(tiers.callers())
        .add("tier", tiers.callers().tier())
        .add("tiers", all)
        .add("input_formats", Json.createArrayBuilder(Pictures.INPUT_FORMATS))
        .add("output_formats", Json.createArrayBuilder(Pictures.OUTPUT_FORMATS))
        .add("scales", Json.createArrayBuilder().add(2).add(4))
        .build();
  }

  private static JsonObjectBuilder json(ImageLimits limits) {
    return Json.createObjectBuilder()
        .add("max_bytes", limits.maxBytes())
        .add("max_pixels", limits.maxPixels())
        .add("max_output_pixels", limits.maxOutputPixels());
  }
}
