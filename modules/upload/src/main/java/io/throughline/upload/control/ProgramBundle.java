package io.throughline.upload.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Unpacks the programs and the libraries they need into a directory named by their checksum. What
 * is there already is run only if its bytes are those of the jar.
 */
final class ProgramBundle {

  private static final String RESOURCES = "/org/bytedeco/ffmpeg/linux-x86_64/";
  private static final List<String> FILES =
      List.of(
          "ffmpeg",
          "ffprobe",
          "libavcodec.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libdrm.so.2",
          "libswresample.so.6",
          "libswscale.so.9",
          "libva-drm.so.2",
          "libva.so.2",
          DevicelessLibrary.NAME);
  private static final int ATTEMPTS = 3;

  private final Path directory;

  ProgramBundle(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** The directory with the unpacked and verified files. */
  Path unpack() throws IOException {
    preparePrivateDirectory();
    String checksum = checksum(ProgramBundle::resource);
    Path target = directory.resolve("ffmpeg-8.0.1-" + checksum.substring(0, 32));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isIntact(target, checksum)) {
        return target;
      }
      Path fresh = write();
      try {
        setAside(target);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        // another process was first: its files are checked like any others
        delete(fresh);
      }
    }
    throw new IOException("Programs cannot be unpacked: audio cannot be decoded");
  }

  private void preparePrivateDirectory() throws IOException {
    Files.createDirectories(directory, ownerOnly("rwx------"));
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    boolean shared =
        permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    if (shared || !isOurs(directory)) {
      throw new IOException(
          "Others can write to " + directory + ": no program is run from there, give another");
    }
  }

  private static boolean isOurs(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
        .equals(Files.getOwner(Path.of("/proc/self")));
  }

  private static boolean isIntact(Path target, String checksum) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !isOurs(target)) {
      return false;
    }
    try {
      return checksum.equals(checksum(name -> unpacked(target.resolve(name))));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOurs(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return Files.newInputStream(file);
  }

  private Path write() throws IOException {
    Path fresh = Files.createTempDirectory(directory, ".unpacking-", ownerOnly("rwx------"));
    for (String name : FILES) {
      Path file = Files.createFile(fresh.resolve(name), ownerOnly("rwx------"));
      try (InputStream in = resource(name);
          OutputStream out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
    }
    return fresh;
  }

  private void setAside(Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path aside = Files.createTempDirectory(directory, ".refused-", ownerOnly("rwx------"));
      Files.move(target, aside.resolve("refused"), StandardCopyOption.ATOMIC_MOVE);
      delete(aside);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(tree)) {
        for (Path child : children) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(tree);
  }

  private static InputStream resource(String name) throws IOException {
    if (name.equals(DevicelessLibrary.NAME)) {
      return new ByteArrayInputStream(DevicelessLibrary.bytes());
    }
    InputStream in = ProgramBundle.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new NoSuchFileException(
          "The ffmpeg jar for this platform is missing: audio cannot be decoded");
    }
    return in;
  }

  private static String checksum(Contents contents) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (String name : FILES) {
        try (InputStream in = contents.open(name)) {
          long size = in.transferTo(out);
          out.write((name + size).getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private interface Contents {
    InputStream open(String name) throws IOException;
  }
}
