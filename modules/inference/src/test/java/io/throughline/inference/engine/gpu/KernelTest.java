package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped is what the sources say, for every device it is meant for. */
class KernelTest {

  private static final Path SOURCES = Path.of("src/main/cuda");
  private static final Map<Character, String> TYPES =
      Map.of('p', "u64", 'l', "u64", 'i', "u32", 'f', "f32", 'd', "f64");

  @Test
  void ptxBelongsToItsSources() throws Exception {
    for (String line : text("kernels.sha256").split("\n")) {
      String name = line.substring(66);
      byte[] content =
          name.endsWith(".ptx") ? Ptx.resource(name) : Files.readAllBytes(SOURCES.resolve(name));
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));

      assertThat(hash).as("%s: run src/main/cuda/build.sh", name).isEqualTo(line.substring(0, 64));
    }
  }

  @Test
  void everySourceIsWrittenDown() throws IOException {
    List<String> listed = text("kernels.sha256").lines().map(line -> line.substring(66)).toList();

    try (Stream<Path> sources = Files.list(SOURCES)) {
      assertThat(listed).containsAll(sources.map(file -> file.getFileName().toString()).toList());
    }
    assertThat(listed).containsAll(modules().map(name -> name + ".ptx").toList());
  }

  static Stream<String> modules() {
    return Stream.of("resize", "picture", "logmel", "scan", "gemm75", "gemm80");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void driversOfCuda12TakeIt(String module) {
    assertThat(text(module + ".ptx").lines().limit(2))
        .containsExactly(
            ".version 8.0", module.equals("gemm80") ? ".target sm_80" : ".target sm_75");
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void parametersAreThoseOfThePtx(Kernel kernel) {
    PtxEntry entry = PtxModule.read(text(kernel.module(80) + ".ptx")).get(kernel.id());

    assertThat(entry).as("kernel %s", kernel.id()).isNotNull();
    assertThat(entry.parameters())
        .isEqualTo(kernel.parameters().chars().mapToObj(c -> TYPES.get((char) c)).toList());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void nothingIsShippedThatNobodyCalls(String module) {
    assertThat(PtxModule.read(text(module + ".ptx")).keySet())
        .isSubsetOf(Arrays.stream(Kernel.values()).map(Kernel::id).collect(Collectors.toSet()));
  }

  @Test
  void anOlderDeviceGetsTheOlderMultiplication() {
    assertThat(Kernel.GEMM_F16.module(75)).isEqualTo("gemm75");
    assertThat(Kernel.GEMM_F16.module(90)).isEqualTo("gemm80");
    assertThat(Kernel.RESIZE_ROWS_U8.module(90)).isEqualTo("resize");
    assertThatThrownBy(() -> Kernel.GEMM_BF16.module(75)).isInstanceOf(DeviceException.class);
    assertThatThrownBy(() -> Kernel.LOG_MEL.module(70)).isInstanceOf(DeviceException.class);
  }

  @Test
  void argumentsOfAnotherTypeAreRefused() {
    assertThatThrownBy(() -> Kernel.LOG_MEL_SCALE.checked(1L, 2, 3L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("argument 1 of log_mel_scale");
    assertThatThrownBy(() -> Kernel.LOG_MEL_SCALE.checked(1L, 2L))
        .hasMessageContaining("takes 3 arguments");
  }

  private static String text(String resource) {
    return new String(Ptx.resource(resource), StandardCharsets.US_ASCII);
  }
}
