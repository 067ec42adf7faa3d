package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LargeUploadTest {

  private static final long MIB = 1L << 20;

  @Test
  void heapUseShouldNotGrowWithTheFile() throws Exception {
    receive(16 * MIB);
    long small = allocatedBy(16 * MIB);
    long large = allocatedBy(256 * MIB);

    assertThat(large).isLessThan(4 * MIB);
    assertThat(large - small).isLessThan(MIB);
  }

  private static long allocatedBy(long size) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    receive(size);
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static void receive(long size) throws Exception {
    byte[] start =
        HostileMedia.concat(
            new FormBody().startPart("form-data; name=\"file\"; filename=\"a\"").bytes(),
            HostileMedia.wav(16_000, 1));
    byte[] end = new FormBody().raw("\r\n").end().bytes();
    InputStream body =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(start),
                    new Repeated(size),
                    new ByteArrayInputStream(end))));
    ReceivedForm form =
        new StreamingFormReceiver(new Nowhere(), Telemetry.off(), UploadLimits.defaults())
            .receive(
                body,
                FormBody.CONTENT_TYPE,
                OptionalLong.of(start.length + size + end.length),
                FormParts.media("file"));
    assertThat(form.upload("file").orElseThrow().size()).isEqualTo(size + 32_044);
  }

  private static final class Repeated extends InputStream {
    private long left;

    Repeated(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int n = (int) Math.min(length, left);
      left -= n;
      return n == 0 ? -1 : n;
    }
  }

  private static final class Nowhere implements ObjectStorage {
    @Override
    public String system() {
      return "nowhere";
    }

    @Override
    public long put(String key, InputStream content) throws IOException {
      byte[] buffer = new byte[64 * 1024];
      long size = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
      }
      return size;
    }

    @Override
    public InputStream get(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LocalCopy download(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
      throw new UnsupportedOperationException();
    }
  }
}
