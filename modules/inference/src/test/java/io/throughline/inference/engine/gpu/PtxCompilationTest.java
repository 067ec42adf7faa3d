package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** NVIDIA's own compiler takes what is shipped, for the oldest devices and for newer ones. */
class PtxCompilationTest {

  static Stream<Arguments> targets() {
    return KernelTest.modules()
        .flatMap(module -> Stream.of(75, 80, 90).map(sm -> Arguments.of(module, sm)))
        .filter(pair -> !(pair.get()[0].equals("gemm80") && pair.get()[1].equals(75)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyKernelCompilesWithoutSpilling(String module, int architecture) {
    byte[] ptx = Ptx.module(module);
    nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
    JNvPTXCompiler.nvPTXCompilerCreate(compiler, ptx.length, ptx);
    try {
      int result =
          JNvPTXCompiler.nvPTXCompilerCompile(
              compiler, 2, new String[] {"--gpu-name=sm_" + architecture, "--verbose"});

      assertThat(result).as(() -> log(compiler)).isEqualTo(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS);
      assertThat(info(compiler))
          .contains("0 bytes spill stores")
          .doesNotContainPattern("[1-9]\\d* bytes spill");
    } finally {
      JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
    }
  }

  private static String log(nvPTXCompilerHandle compiler) {
    long[] size = new long[1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size);
    byte[] log = new byte[(int) size[0] + 1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
    return new String(log, StandardCharsets.US_ASCII);
  }

  private static String info(nvPTXCompilerHandle compiler) {
    long[] size = new long[1];
    JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(compiler, size);
    byte[] log = new byte[(int) size[0] + 1];
    JNvPTXCompiler.nvPTXCompilerGetInfoLog(compiler, log);
    return new String(log, StandardCharsets.US_ASCII);
  }
}
