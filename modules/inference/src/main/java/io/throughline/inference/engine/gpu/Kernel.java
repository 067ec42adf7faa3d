package io.throughline.inference.engine.gpu;

import java.util.Locale;

/**
 * The kernels in {@code src/main/cuda}, what they take and where their PTX is. A kernel's name in
 * CUDA is the constant's in lower case.
 */
enum Kernel {
  RESIZE_ROWS_U8("resize", "ppiiiiipppi"),
  RESIZE_COLUMNS_U8("resize", "ppiiiipppi"),
  RESIZE_ROWS_F32("resize", "ppiiiiipppi"),
  RESIZE_COLUMNS_F32("resize", "ppiiipppi"),
  UNSHARP_MASK("picture", "pppiiif"),
  SATURATE_COLOURS("picture", "ppiiif"),
  BILATERAL("picture", "ppiiippip"),
  CONTRAST_CURVES("picture", "ppiiid"),
  CONTRAST_APPLY("picture", "ppiiipf"),
  DRAW_COMIC("picture", "ppiiiff"),
  AGE_PHOTOGRAPH("picture", "ppiiiffffi"),
  LOG_MEL("logmel", "plippppppiipp"),
  LOG_MEL_SCALE("logmel", "plp"),
  SCAN_F32_1("scan", "pplipp"),
  SCAN_F32_8("scan", "pplipp"),
  SCAN_F16_1("scan", "pplipp"),
  SCAN_F16_8("scan", "pplipp"),
  BEST_SCORES("scan", "plip"),
  BEST_KEYS("scan", "plip"),
  GEMM_F16("gemm", "pppiii"),
  GEMM_BF16("gemm", "pppiii");

  /** First compute capability with asynchronous copies and bfloat16, times ten. */
  private static final int AMPERE = 80;

  /** The lowest compute capability that any kernel is compiled for, times ten. */
  static final int OLDEST = 75;

  private final String source;
  private final String parameters;

  Kernel(String source, String parameters) {
    this.source = source;
    this.parameters = parameters;
  }

  /** As it is called in CUDA and in spans. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Types of the parameters, a character each: p is an address ({@link Long}), l a {@link Long}, i
   * an {@link Integer}, f a {@link Float}, d a {@link Double}.
   */
  String parameters() {
    return parameters;
  }

  /**
   * Name of the PTX that a device of this compute capability, times ten, runs it from.
   *
   * @throws DeviceException if the device is too old for it
   */
  String module(int architecture) {
    if (architecture < OLDEST || this == GEMM_BF16 && architecture < AMPERE) {
      throw new DeviceException(id() + " needs a newer device than " + architecture);
    }
    return source.equals("gemm") ? source + (architecture < AMPERE ? OLDEST : AMPERE) : source;
  }

  /** The arguments, after a look at their number and types: the driver would not notice. */
  Object[] checked(Object... arguments) {
    if (arguments.length != parameters.length()) {
      throw new IllegalArgumentException(id() + " takes " + parameters.length() + " arguments");
    }
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type =
          switch (parameters.charAt(i)) {
            case 'i' -> Integer.class;
            case 'f' -> Float.class;
            case 'd' -> Double.class;
            default -> Long.class;
          };
      if (!type.isInstance(arguments[i])) {
        throw new IllegalArgumentException("argument " + i + " of " + id() + " is no " + type);
      }
    }
    return arguments;
  }
}
