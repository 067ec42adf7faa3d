package io.throughline.inference.engine.gpu;

/**
 * Device memory between one piece of work and the next. A later one takes it, with {@link
 * GpuSession#take}, and keeps it again or gives it back.
 */
record KeptMemory(long address, long bytes) {}
