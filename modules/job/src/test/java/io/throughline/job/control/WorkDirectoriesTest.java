package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoriesTest {

  @TempDir Path root;

  @Test
  void aDirectoryIsDeletedWithAllInIt() throws IOException {
    Path attempt = attempt("attempt-1");

    WorkDirectories.delete(attempt);

    assertThat(attempt).doesNotExist();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aLinkIsDeletedAndNotWhatItPointsTo(@TempDir Path elsewhere) throws IOException {
    Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
    Path attempt = attempt("attempt-1");
    Files.createSymbolicLink(attempt.resolve("link"), elsewhere);

    WorkDirectories.delete(attempt);

    assertThat(attempt).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void theSweepLeavesAnEmptyRoot() throws IOException {
    attempt("attempt-1");
    attempt("attempt-2");
    Files.writeString(root.resolve("stray"), "x");

    WorkDirectories.sweep(root);

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsGoneAlreadyIsNoFailure() {
    assertThatCode(() -> WorkDirectories.delete(root.resolve("gone"))).doesNotThrowAnyException();
  }

  private Path attempt(String name) throws IOException {
    Path nested = Files.createDirectories(root.resolve(name).resolve("deep/deeper"));
    Files.writeString(nested.resolve("audio.f32"), "samples");
    return root.resolve(name);
  }
}
