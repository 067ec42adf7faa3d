package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.Job.JobError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JobErrorsTest {

  private static final String WITHHELD = "internal error; see the trace and the log";

  @Test
  void ourOwnMessageIsShown() {
    assertThat(JobErrors.of(new InvalidRequestException("f", "must be a number")))
        .isEqualTo(new JobError(InvalidRequestException.class.getName(), "must be a number"));
  }

  @Test
  void aForeignMessageIsWithheld() {
    assertThat(JobErrors.of(new IOException("canary: /home/someone")))
        .isEqualTo(new JobError("java.io.IOException", WITHHELD));
  }

  @Test
  void aMissingMessageIsReplaced() {
    assertThat(JobErrors.of(new InvalidRequestException("f", null)).message()).isEqualTo(WITHHELD);
  }

  @Test
  void aLongMessageIsCutToWhatTheTableHolds() {
    assertThat(JobErrors.of(new InvalidRequestException("f", "x".repeat(5000))).message())
        .hasSize(1000);
  }
}
