package io.throughline.job.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFilterTest {

  @ParameterizedTest
  @CsvSource({"-1,10", "0,0", "0,101"})
  void aPageOutsideTheBoundsIsRefused(int offset, int limit) {
    assertThatThrownBy(() -> new JobFilter(Set.of(), Optional.empty(), offset, limit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
