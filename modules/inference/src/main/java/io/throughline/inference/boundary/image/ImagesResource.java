package io.throughline.inference.boundary.image;

import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.image.ImageLimits;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
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
  @Inject ImageLimits limits;

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

  /** How large pictures may be. */
  @GET
  @Path("limits")
  public JsonObject limits() {
    return Json.createObjectBuilder()
        .add("max_pixels", limits.maxPixels())
        .add("max_output_pixels", limits.maxOutputPixels())
        .add("input_formats", Json.createArrayBuilder(Pictures.INPUT_FORMATS))
        .add("output_formats", Json.createArrayBuilder(Pictures.OUTPUT_FORMATS))
        .add("scales", Json.createArrayBuilder().add(2).add(4))
        .build();
  }
}
