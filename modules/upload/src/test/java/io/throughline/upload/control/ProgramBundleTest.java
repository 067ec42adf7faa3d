package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramBundleTest {

  private static final byte[] PLANTED = "#!/bin/sh\necho owned\n".getBytes();
  private static final String GOOD = "#!/bin/sh\necho good\n";

  @TempDir Path directory;

  private Path target;

  @BeforeEach
  void unpacked() throws Exception {
    directory = directory.resolve("programs");
    target = unpack();
  }

  @Test
  void filesShouldBeTheirOwnersOnly() throws IOException {
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(target)).isEqualTo("rwx------");
    assertThat(permissions(target.resolve("tool"))).isEqualTo("rwx------");
    assertThat(target.getFileName().toString()).matches("tools-[0-9a-f]{8}");
    assertIntact();
  }

  @Test
  void intactFilesShouldNotBeWrittenAgain() throws Exception {
    Object inode = Files.getAttribute(target, "unix:ino");
    assertThat(unpack()).isEqualTo(target);
    assertThat(Files.getAttribute(target, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void plantedProgramShouldBeReplaced() throws Exception {
    Files.write(target.resolve("tool"), PLANTED);
    unpack();
    assertIntact();
  }

  @Test
  void fileThatIsCutOffOrGoesOnShouldBeReplaced() throws Exception {
    Path library = target.resolve("libtool.so.1");
    for (int size : new int[] {999, 1001}) {
      Files.write(library, new byte[size]);
      unpack();
      assertThat(library).hasSize(1000);
    }
  }

  @Test
  void plantedLinkShouldBeReplacedButNotItsTarget() throws Exception {
    Path copy = Files.copy(target.resolve("tool"), directory.resolveSibling("copy"));
    Files.delete(target.resolve("tool"));
    Files.createSymbolicLink(target.resolve("tool"), copy);
    unpack();
    assertIntact();
    assertThat(copy).exists();
  }

  @Test
  void plantedLinkInPlaceOfTheDirectoryShouldBeReplaced() throws Exception {
    Path elsewhere = directory.resolveSibling("elsewhere");
    Files.move(target, elsewhere);
    Files.createSymbolicLink(target, elsewhere);
    unpack();
    assertIntact();
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(elsewhere.resolve("tool")).exists();
  }

  @Test
  void additionalLibraryShouldBeRemoved() throws Exception {
    Files.write(target.resolve("libm.so.6"), PLANTED);
    unpack();
    assertIntact();
  }

  @Test
  void missingFileShouldBeWrittenAgain() throws Exception {
    Files.delete(target.resolve("libtool.so.1"));
    unpack();
    assertIntact();
  }

  @Test
  void whatAKilledServerLeftShouldBeRemoved() throws Exception {
    Files.delete(target.resolve("tool"));
    Files.createDirectory(directory.resolve("unpacking"));
    Files.write(directory.resolve("unpacking/tool"), PLANTED);
    unpack();
    assertIntact();
  }

  @Test
  void directoryThatOthersCanWriteToShouldBeRefused() throws Exception {
    for (String shared : List.of("rwx-w----", "rwx----w-", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(shared));
      assertThatThrownBy(this::unpack).isInstanceOf(IOException.class);
    }
  }

  @Test
  void manyAtOnceShouldAllGetTheSameFiles() throws Exception {
    Files.write(target.resolve("tool"), PLANTED);
    var executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Path>> calls = List.of(this::unpack, this::unpack, this::unpack, this::unpack);
      for (var unpacked : executor.invokeAll(calls)) {
        assertThat(unpacked.get()).isEqualTo(target);
      }
    } finally {
      executor.shutdownNow();
    }
    assertIntact();
  }

  private void assertIntact() throws IOException {
    assertThat(names(directory)).containsExactlyInAnyOrder("lock", target.getFileName().toString());
    assertThat(names(target)).containsExactlyInAnyOrder("tool", "libtool.so.1");
    assertThat(target.resolve("tool")).isRegularFile().hasContent(GOOD.stripTrailing());
    assertThat(Files.isSymbolicLink(target.resolve("tool"))).isFalse();
  }

  private Path unpack() throws IOException {
    TreeMap<String, ProgramBundle.Contents> files = new TreeMap<>();
    files.put("tool", () -> new ByteArrayInputStream(GOOD.getBytes()));
    files.put("libtool.so.1", () -> new ByteArrayInputStream(new byte[1000]));
    return new ProgramBundle(directory, "tools", files).unpack();
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
