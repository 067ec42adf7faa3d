package io.throughline.inference.boundary.image;

import io.throughline.inference.control.JobSubmission;
import io.throughline.inference.image.ImageIntake;
import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.image.ImageLimits;
import io.throughline.inference.image.ImageParameters;
import io.throughline.inference.image.ImageTiers;
import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Retention;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ReceivedForm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a job of a request with a picture and answers it. */
@ApplicationScoped
public class Pictures {

  static final List<String> INPUT_FORMATS = List.of("png", "jpeg", "webp", "gif", "bmp", "tiff");
  static final List<String> OUTPUT_FORMATS = List.of("png", "jpeg", "webp");

  private static final int PRIORITY = 0;

  @Inject ImageIntake intake;
  @Inject JobSubmission submission;
  @Inject Callbacks callbacks;
  @Inject ImageTiers tiers;

  Response submit(ImageJobType type, InputStream body, String contentType, Long contentLength)
      throws Exception {
    OptionalLong length =
        contentLength == null ? OptionalLong.empty() : OptionalLong.of(contentLength);
    ImageLimits limits = tiers.callers();
    Job job =
        intake.take(
            body,
            contentType,
            length,
            limits,
            (form, picture, properties) ->
                submission.submit(
                    type.id(),
                    Optional.of(picture),
                    parameters(type, form, properties, limits).toJson(),
                    PRIORITY,
                    afterwards(form)));
    return Response.status(Response.Status.ACCEPTED)
        .location(URI.create("/api/v1/jobs/" + job.id()))
        .entity(
            Json.createObjectBuilder()
                .add("job_id", job.id())
                .add("status", "queued")
                .add("message", "Job queued for processing")
                .add("trace_id", job.traceId())
                .build())
        .build();
  }

  private ImageParameters parameters(
      ImageJobType type, ReceivedForm form, ImageProperties properties, ImageLimits limits)
      throws MediaRejectedException {
    ImageForm fields = new ImageForm(form);
    ImageParameters parameters =
        new ImageParameters(
            fields.operation(type, properties), fields.encoding(), properties, fields.caption());
    if (parameters.resultPixels() > limits.maxOutputPixels()) {
      throw new MediaRejectedException(
          Reason.TOO_MANY_PIXELS,
          "scale",
          "The result would have more than the " + limits.maxOutputPixels() + " pixels allowed");
    }
    int side = parameters.encoding().format().maxSide();
    if (parameters.resultSide() > side) {
      throw new InvalidRequestException(
          "output_format", "must be another: this one has at most " + side + " pixels a side");
    }
    return parameters;
  }

  private Afterwards afterwards(ReceivedForm form) {
    return new Afterwards(
        callbacks.accepted(JobRequest.DEFAULT_TENANT, form.field(Callbacks.FIELD).orElse(null)),
        Retention.requested(form.field(Retention.FIELD).orElse(null)));
  }
}
