package io.throughline.upload.control;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.throughline.upload.control.ProgramBundle.Contents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Unpacks programs and the libraries they need into a directory named by their checksum. What is
 * there already is run only if its bytes are those of the bundle; they are compared, because that
 * costs a start less than a cryptographic hash of them.
 *
 * @param directory where to unpack
 * @param name what the directory's name starts with
 * @param files the bundle's files by name
 */
record ProgramBundle(Path directory, String name, SortedMap<String, Contents> files) {

  private static final int BLOCK = 64 * 1024;
  private static final String RESOURCES = "/org/bytedeco/ffmpeg/linux-x86_64/";
  private static final List<String> FFMPEG =
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
          "libva.so.2");

  /** A file of the bundle. */
  interface Contents {
    InputStream open() throws IOException;
  }

  /** The programs of the ffmpeg jar. */
  static ProgramBundle ffmpeg(Path directory) {
    SortedMap<String, Contents> files = new TreeMap<>();
    for (String file : FFMPEG) {
      files.put(file, () -> resource(file));
    }
    files.put(DevicelessLibrary.NAME, () -> new ByteArrayInputStream(DevicelessLibrary.bytes()));
    return new ProgramBundle(directory.toAbsolutePath().normalize(), "ffmpeg-8.0.1", files);
  }

  /** The directory with the unpacked and verified files. */
  Path unpack() throws IOException {
    preparePrivateDirectory();
    // the lock is against other processes; a second one in this process would be an error
    synchronized (ProgramBundle.class) {
      try (FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE)) {
        channel.lock();
        return unpackAlone();
      }
    }
  }

  private Path unpackAlone() throws IOException {
    Path target = directory.resolve(name + "-" + checksum());
    if (!isIntact(target)) {
      Path fresh = directory.resolve("unpacking");
      delete(fresh);
      write(fresh);
      delete(target);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  private void preparePrivateDirectory() throws IOException {
    Files.createDirectories(directory, ownerOnly());
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

  private boolean isIntact(Path target) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !isOurs(target)) {
      return false;
    }
    // one more library there would be loaded as well
    if (!namesIn(target).equals(files.keySet())) {
      return false;
    }
    for (Map.Entry<String, Contents> entry : files.entrySet()) {
      Path file = target.resolve(entry.getKey());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOurs(file)) {
        return false;
      }
      try (InputStream bundled = entry.getValue().open();
          InputStream unpacked = Files.newInputStream(file)) {
        if (!isSame(bundled, unpacked)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isSame(InputStream bundled, InputStream unpacked) throws IOException {
    byte[] expected;
    do {
      expected = bundled.readNBytes(BLOCK);
      if (!Arrays.equals(expected, unpacked.readNBytes(BLOCK))) {
        return false;
      }
    } while (expected.length == BLOCK);
    return true;
  }

  private static Set<String> namesIn(Path target) throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private void write(Path fresh) throws IOException {
    Files.createDirectory(fresh, ownerOnly());
    for (Map.Entry<String, Contents> entry : files.entrySet()) {
      Path file = Files.createFile(fresh.resolve(entry.getKey()), ownerOnly());
      try (InputStream in = entry.getValue().open();
          OutputStream out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
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

  private static InputStream resource(String file) throws IOException {
    InputStream in = ProgramBundle.class.getResourceAsStream(RESOURCES + file);
    if (in == null) {
      throw new NoSuchFileException(
          "The ffmpeg jar for Linux on x86-64 is missing: audio cannot be decoded");
    }
    return in;
  }

  private String checksum() throws IOException {
    CRC32 checksum = new CRC32();
    try (OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), checksum)) {
      for (Map.Entry<String, Contents> entry : files.entrySet()) {
        try (InputStream in = entry.getValue().open()) {
          long size = in.transferTo(out);
          out.write((entry.getKey() + size).getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }
}
