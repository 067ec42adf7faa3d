package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.control.FfmpegPrograms.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegProgramsTest {

  @TempDir Path directory;

  @Test
  void bundledProgramsShouldBeUnpackedOnFirstUseOnly() throws Exception {
    FfmpegPrograms programs = FfmpegPrograms.bundled(directory.resolve("programs"));
    assertThat(directory.resolve("programs")).doesNotExist();

    Programs found = programs.locate();

    assertThat(found.ffmpeg()).isExecutable();
    assertThat(found.ffprobe()).isExecutable();
    assertThat(programs.locate()).isSameAs(found);
  }

  @Test
  void bundledProgramsShouldNeedNoLibraryThatServersLack() throws Exception {
    Path program = SampleMedia.PROGRAMS.locate().ffmpeg();
    Process ldd = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
    try (var output = ldd.getInputStream()) {
      assertThat(new String(output.readAllBytes()))
          .contains("libavcodec")
          .doesNotContain("libpulse", "libxcb", "libasound", "libX11");
    }
  }

  @Test
  void installedProgramsShouldBeCheckedBeforeTheyAreUsed() throws Exception {
    Path missing = directory.resolve("none");
    Path failing = script("exit 3");
    Path working = script("exit 0");
    for (Path bad : List.of(missing, failing)) {
      assertThatThrownBy(() -> FfmpegPrograms.installed(bad, working).locate())
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> FfmpegPrograms.installed(working, bad).locate())
          .isInstanceOf(IOException.class);
    }
    assertThat(FfmpegPrograms.installed(working, working).locate())
        .isEqualTo(new Programs(working, working, null));
  }

  private Path script(String text) throws IOException {
    Path file = Files.createTempFile(directory, "script", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }
}
