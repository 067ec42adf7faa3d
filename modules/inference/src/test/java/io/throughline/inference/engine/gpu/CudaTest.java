package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class CudaTest {

  @Test
  void thereIsACardOrAReasonAndTheAnswerStays() {
    Cuda.Probe probe = Cuda.probed();

    assertThat(probe.gpu().isEmpty()).isEqualTo(!probe.reason().isEmpty());
    assertThat(Cuda.probed()).isSameAs(probe);
  }

  @Test
  void librariesAreUnpackedWhereNobodyElseCanPutThem() throws IOException {
    String before = System.getProperty("java.io.tmpdir");
    Path directory;
    try (PrivateTemporaryFiles files = PrivateTemporaryFiles.inUse()) {
      directory = files.directory();
      Files.createFile(directory.resolve("library.so"));

      assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(directory.toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }

    assertThat(directory).doesNotExist();
    assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
  }
}
