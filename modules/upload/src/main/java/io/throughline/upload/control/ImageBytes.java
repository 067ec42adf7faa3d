package io.throughline.upload.control;

import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of numbers. Reading beyond its end says that it is cut off; reading more often than any
 * picture needs says that it leads in circles. For one thread.
 */
final class ImageBytes implements Closeable {

  private static final int MOST_READS = 200_000;

  private final FileChannel channel;
  private final long size;
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private int reads;

  private ImageBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  static ImageBytes open(Path file) throws IOException {
    return new ImageBytes(FileChannel.open(file, StandardOpenOption.READ));
  }

  long size() {
    return size;
  }

  void order(ByteOrder byteOrder) {
    this.order = byteOrder;
  }

  int u8(long at) throws IOException {
    return read(at, 1).get() & 0xFF;
  }

  int u16(long at) throws IOException {
    return read(at, 2).getShort() & 0xFFFF;
  }

  int u24(long at) throws IOException {
    return order == ByteOrder.BIG_ENDIAN ? u8(at) << 16 | u16(at + 1) : u16(at) | u8(at + 2) << 16;
  }

  long u32(long at) throws IOException {
    return read(at, 4).getInt() & 0xFFFFFFFFL;
  }

  String ascii(long at, int length) throws IOException {
    return StandardCharsets.ISO_8859_1.decode(read(at, length)).toString();
  }

  byte[] block(long at, int length) throws IOException {
    return read(at, length).array();
  }

  boolean has(long at, int length) {
    return at >= 0 && at <= size - length;
  }

  private ByteBuffer read(long at, int length) throws IOException {
    if (!has(at, length)) {
      throw new BrokenHeaderException("The picture is cut off");
    }
    if (++reads > MOST_READS) {
      throw new BrokenHeaderException("The picture's parts lead in circles");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new BrokenHeaderException("The picture is cut off");
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
