package io.throughline.inference.engine.gpu;

import java.util.List;

/**
 * A kernel that was read from PTX.
 *
 * @param parameters types as PTX names them: {@code u64}, {@code u32}, {@code f32}, {@code f64}
 * @param maxThreads most threads of a block, or 0 if that is not said
 */
record PtxEntry(
    String name,
    List<String> parameters,
    int maxThreads,
    int sharedBytes,
    int registers,
    PtxStep[] code) {}
