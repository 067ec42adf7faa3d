package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.BROKEN_MEDIA;
import static io.throughline.upload.api.MediaRejectedException.Reason.NO_AUDIO;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.upload.api.AudioDecoder.DecodedAudio;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.StorageFullException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegAudioDecoderTest {

  private static final MediaType WAV = new MediaType("audio/wav", "wav", "wav");
  private static final UploadLimits LIMITS =
      UploadLimits.defaults().withMaxDuration(Duration.ofSeconds(60));

  @TempDir static Path media;
  @TempDir Path directory;

  private final FfmpegAudioDecoder decoder = new FfmpegAudioDecoder(SampleMedia.PROGRAMS, LIMITS);
  private boolean decoded;

  @AfterEach
  void failedDecodesShouldLeaveNoSamples() {
    if (!decoded) {
      assertThat(directory.resolve("samples")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pcm.wav, audio/wav, pcm_s16le, -c:a pcm_s16le",
    "float.wav, audio/wav, pcm_f32le, -c:a pcm_f32le",
    "big.wav, audio/wav, pcm_s16le, -rf64 always",
    "tone.mp3, audio/mpeg, mp3, -b:a 64k",
    "bare.mp3, audio/mpeg, mp3, -id3v2_version 0 -write_xing 0",
    "tone.m4a, audio/mp4, aac, -c:a aac",
    "lossless.m4a, audio/mp4, alac, -c:a alac",
    "tone.ogg, audio/ogg, vorbis, -c:a vorbis -strict -2 -ac 2",
    "flac.ogg, audio/ogg, flac, -c:a flac",
    "tone.opus, audio/ogg, opus, -c:a libopus",
    "tone.flac, audio/flac, flac, -c:a flac",
    "tone.aac, audio/aac, aac, -c:a aac",
    "tone.webm, video/webm, opus, -c:a libopus",
    "tone.mka, video/x-matroska, flac, -f matroska -c:a flac"
  })
  void audioShouldBeProbedAndDecoded(String name, String mime, String codec, String arguments)
      throws Exception {
    Path file = SampleMedia.audio(media, name, arguments.split(" "));
    assertDecodes(file, mime, codec);
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4, video/mp4, aac, -c:v mpeg4 -c:a aac",
    "fast.mp4, video/mp4, aac, -c:v mpeg4 -c:a aac -movflags +faststart",
    "fragmented.mp4, video/mp4, aac, -c:v mpeg4 -c:a aac -movflags frag_keyframe+empty_moov",
    "film.mov, video/quicktime, pcm_s16le, -c:v mjpeg -c:a pcm_s16le",
    "film.mkv, video/x-matroska, opus, -c:v mpeg4 -c:a libopus",
    "film.webm, video/webm, opus, -c:v libvpx -c:a libopus"
  })
  void videoShouldBeDecodedToItsAudio(String name, String mime, String codec, String arguments)
      throws Exception {
    Path file = SampleMedia.video(media, name, arguments.split(" "));
    assertDecodes(file, mime, codec);
  }

  private void assertDecodes(Path file, String mime, String codec) throws Exception {
    MediaType type = SampleMedia.typeOf(file);
    assertThat(type.mimeType()).isEqualTo(mime);

    AudioProperties properties = decoder.probe(file, type);
    assertThat(properties.codec()).isEqualTo(codec);
    assertThat(properties.duration()).isCloseTo(SampleMedia.SECONDS, within(0.2));
    assertThat(properties.channels()).isBetween(1, 2);

    FloatBuffer samples = decode(file, type, 16_000);
    assertThat(samples.remaining() / 16_000.0).isCloseTo(SampleMedia.SECONDS, within(0.15));
    assertThat(frequency(samples, 16_000)).isCloseTo(440, within(5.0));
  }

  @Test
  void lengthShouldBeFoundWhereTheFileDoesNotSayIt() throws Exception {
    Path file =
        SampleMedia.audio(media, "live.webm", "-c:a", "libopus", "-f", "webm", "-live", "1");
    assertThat(decoder.probe(file, SampleMedia.typeOf(file)).duration())
        .isCloseTo(SampleMedia.SECONDS, within(0.2));
  }

  @Test
  void otherSampleRatesShouldBeResampled() throws Exception {
    Path file = write("a.wav", HostileMedia.wav(44_100, 1));
    FloatBuffer samples = decode(file, WAV, 8_000);
    assertThat(samples.remaining()).isEqualTo(8_000);
    assertThat(frequency(samples, 8_000)).isCloseTo(440, within(5.0));
  }

  @Test
  void oneChannelShouldBeDecodedWithoutTheOthers() throws Exception {
    Path file = write("a.wav", HostileMedia.wav(2, 16_000, 64_000, stereo(16_000, 440, 1000)));

    FloatBuffer left = decode(file, WAV, OptionalInt.of(0), 16_000);
    FloatBuffer right = decode(file, WAV, OptionalInt.of(1), 8_000);

    assertThat(frequency(left, 16_000)).isCloseTo(440, within(5.0));
    assertThat(frequency(right, 8_000)).isCloseTo(1000, within(5.0));
    assertThat(left.remaining()).isEqualTo(16_000);
  }

  private static byte[] stereo(int samples, double left, double right) {
    ByteBuffer pcm = ByteBuffer.allocate(samples * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      pcm.putShort((short) (8000 * Math.sin(2 * Math.PI * left * i / 16_000)));
      pcm.putShort((short) (8000 * Math.sin(2 * Math.PI * right * i / 16_000)));
    }
    return pcm.array();
  }

  @Test
  void unknownWavSizeShouldMeanUntilTheEnd() throws Exception {
    byte[] pcm = Arrays.copyOfRange(HostileMedia.wav(16_000, 1), 44, 32_044);
    for (long size : new long[] {0xFFFFFFFFL, 0x7FFFFFFFL, 0}) {
      Path file = write("a.wav", HostileMedia.wav(1, 16_000, size, pcm));
      assertThat(decoder.probe(file, WAV).duration()).isCloseTo(1, within(0.01));
      assertThat(decode(file, WAV, 16_000).remaining()).isEqualTo(16_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 16000", "1, 0", "1, 4000000000", "1, 768001", "65535, 16000"})
  void impossibleWavHeadersShouldBeRefused(int channels, long sampleRate) throws Exception {
    Path file = write("a.wav", HostileMedia.wav(channels, sampleRate, 3200, new byte[3200]));
    assertRefused(file, WAV, BROKEN_MEDIA);
  }

  @Test
  void wavWithoutSamplesShouldBeRefused() throws Exception {
    assertRefused(write("a.wav", HostileMedia.wav(1, 16_000, 0, new byte[0])), WAV, BROKEN_MEDIA);
    byte[] header = Arrays.copyOf(HostileMedia.wav(16_000, 1), 20);
    assertRefused(write("b.wav", header), WAV, BROKEN_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut.wav", "cut.mp4", "cut.m4a", "cut.flac"})
  void cutOffFilesShouldBeRefused(String name) throws Exception {
    byte[] whole = Files.readAllBytes(longSample(name));
    Path file = write(name, Arrays.copyOf(whole, whole.length / 3));
    assertRefusedByDecode(file, SampleMedia.typeOf(file), BROKEN_MEDIA);
  }

  private Path longSample(String name) throws Exception {
    Path tone = write("long.wav", HostileMedia.wav(8_000, 20));
    if (name.endsWith("wav")) {
      return tone;
    }
    Path file = directory.resolve("whole-" + name);
    SampleMedia.ffmpeg(
        name.endsWith("m4a")
            ? List.of("-i", tone.toString(), "-movflags", "+faststart", file.toString())
            : List.of("-i", tone.toString(), file.toString()));
    return file;
  }

  @ParameterizedTest
  @MethodSource("types")
  void garbageBehindAGoodStartShouldBeRefused(MediaType type, String start) throws Exception {
    byte[] garbage = new byte[50_000];
    new Random(42).nextBytes(garbage);
    Path file = write("garbage", HostileMedia.concat(HostileMedia.ascii(start), garbage));
    assertRefused(file, type, BROKEN_MEDIA);
  }

  static Stream<Object[]> types() {
    return Stream.of(
        new Object[] {WAV, "RIFF\0\0\0\0WAVE"},
        new Object[] {new MediaType("audio/mpeg", "mp3", "mp3"), "ID3\4\0\0\0\0\0\0"},
        new Object[] {new MediaType("audio/flac", "flac", "flac"), "fLaC\200\0\0\42"},
        new Object[] {new MediaType("audio/ogg", "ogg", "ogg"), "OggS\0\2"},
        new Object[] {
          new MediaType("video/mp4", "mp4", "mov"), "\0\0\0\30ftypisom\0\0\0\0isommp42"
        },
        new Object[] {
          new MediaType("video/webm", "webm", "matroska"), "\32E\337\243\207B\202\204webm"
        });
  }

  @Test
  void videoWithoutAudioShouldBeRefused() throws Exception {
    Path file = SampleMedia.silentFilm(media);
    assertRefused(file, SampleMedia.typeOf(file), NO_AUDIO);
  }

  @Test
  void audioLongerThanAllowedShouldBeRefusedFromItsHeader() throws Exception {
    Path file = write("a.wav", HostileMedia.wav(8_000, 61));
    assertRefused(file, WAV, TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tinyFileOfTenHoursShouldBeRefused(boolean lengthInHeader) throws Exception {
    byte[] bomb = HostileMedia.flacOfSilence(8_000, 36_000, lengthInHeader);
    assertThat(bomb).hasSizeLessThan(80_000);
    Path file = write("a.flac", bomb);
    assertRefused(file, SampleMedia.typeOf(file), TOO_LONG);
  }

  @Test
  void headerThatSaysLessThanTheFileHoldsShouldNotHelp() throws Exception {
    byte[] bomb = HostileMedia.flacOfSilence(8_000, 36_000, true);
    Arrays.fill(bomb, 22, 26, (byte) 0);
    bomb[24] = 1; // 65,536 samples
    Path file = write("a.flac", bomb);
    assertThat(decoder.probe(file, SampleMedia.typeOf(file)).duration()).isLessThan(60);
    assertRefusedByDecode(file, SampleMedia.typeOf(file), TOO_LONG);
  }

  @Test
  void flacOfAllowedLengthShouldBeDecoded() throws Exception {
    Path file = write("a.flac", HostileMedia.flacOfSilence(8_000, 30, false));
    assertThat(decode(file, SampleMedia.typeOf(file), 8_000).remaining())
        .isBetween(30 * 8_000, 40 * 8_000);
  }

  @Test
  void playlistsShouldNotBeFollowedWhateverTheyAreTakenFor() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      server.setSoTimeout(1);
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/a.wav";
      String playlist = "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\n" + url + "\n#EXT-X-ENDLIST\n";
      String script = "ffconcat version 1.0\nfile '" + url + "'\n";
      for (String text : new String[] {playlist, script}) {
        Path file = write("a.wav", HostileMedia.ascii(text));
        for (String demuxer : "wav mp3 flac ogg mov matroska aac".split(" ")) {
          assertRefused(file, new MediaType("audio/x", "x", demuxer), BROKEN_MEDIA);
        }
      }
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void mp3WithHugeArtShouldBeDecoded() throws Exception {
    Path mp3 = SampleMedia.audio(media, "bare2.mp3", "-id3v2_version", "0");
    Path file = directory.resolve("art.mp3");
    try (OutputStream out = Files.newOutputStream(file)) {
      HostileMedia.id3WithArt(out, 200 * 1024 * 1024);
      Files.copy(mp3, out);
    }
    MediaType type = SampleMedia.typeOf(file);
    assertThat(decoder.probe(file, type).duration()).isCloseTo(2, within(0.2));
    assertThat(decode(file, type, 16_000).remaining()).isGreaterThan(16_000);
  }

  @Test
  void interruptionShouldKillTheChildAndDeleteItsOutput() throws Exception {
    Path fifo = directory.resolve("endless.flac");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    MediaType flac = new MediaType("audio/flac", "flac", "flac");
    Thread worker =
        new Thread(
            () -> {
              try {
                decoder.decode(
                    fifo, flac, OptionalInt.empty(), 16_000, directory.resolve("samples"));
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    worker.start();
    // opening a fifo for writing returns once the child has opened it for reading
    try (OutputStream writer = Files.newOutputStream(fifo)) {
      worker.interrupt();
      worker.join(10_000);
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void outputOnAFullDiskShouldBeTold() {
    Path file = media.resolve("tone.wav");
    assertThatThrownBy(
            () -> {
              Files.write(file, HostileMedia.wav(16_000, 2));
              Path full = directory.resolve("samples");
              Files.createSymbolicLink(full, Path.of("/dev/full"));
              decoder.decode(file, WAV, OptionalInt.empty(), 16_000, full);
            })
        .isInstanceOf(StorageFullException.class);
  }

  @Test
  void missingCopyShouldNotBeTakenForBrokenMedia() {
    Path missing = directory.resolve("none");
    assertThatThrownBy(() -> decoder.probe(missing, WAV)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> decoder.probe(missing, new MediaType("audio/mpeg", "mp3", "mp3")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void messagesShouldNotHoldTheFilesPath() throws Exception {
    Path file = write("canary.wav", HostileMedia.wav(0, 0, 0, new byte[10]));
    assertThatThrownBy(() -> decoder.probe(file, WAV))
        .isInstanceOf(MediaRejectedException.class)
        .hasMessageNotContaining("canary");
  }

  private void assertRefused(Path file, MediaType type, Reason reason) {
    assertRejects(reason, () -> decoder.probe(file, type));
    assertRefusedByDecode(file, type, reason);
  }

  private void assertRefusedByDecode(Path file, MediaType type, Reason reason) {
    assertRejects(
        reason,
        () ->
            decoder.decode(file, type, OptionalInt.empty(), 16_000, directory.resolve("samples")));
  }

  private static void assertRejects(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private FloatBuffer decode(Path file, MediaType type, int sampleRate) throws Exception {
    return decode(file, type, OptionalInt.empty(), sampleRate);
  }

  private FloatBuffer decode(Path file, MediaType type, OptionalInt channel, int sampleRate)
      throws Exception {
    DecodedAudio audio =
        decoder.decode(file, type, channel, sampleRate, directory.resolve("samples"));
    decoded = true;
    assertThat(audio.exitCode()).isZero();
    assertThat(audio.sampleRate()).isEqualTo(sampleRate);
    return ByteBuffer.wrap(Files.readAllBytes(audio.file()))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private static double frequency(FloatBuffer samples, int sampleRate) {
    // the middle, where encoders have settled
    int from = samples.limit() / 4;
    int to = samples.limit() * 3 / 4;
    int rises = 0;
    for (int i = from + 1; i < to; i++) {
      if (samples.get(i - 1) < 0 && samples.get(i) >= 0) {
        rises++;
      }
    }
    return (double) rises * sampleRate / (to - from);
  }

  private Path write(String name, byte[] content) throws Exception {
    return Files.write(directory.resolve(name), content);
  }
}
