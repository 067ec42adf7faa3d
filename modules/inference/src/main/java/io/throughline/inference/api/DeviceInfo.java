package io.throughline.inference.api;

/**
 * A device that computes beside the processor.
 *
 * @param name as its driver calls it
 * @param architecture compute capability, e.g. {@code 9.0}
 * @param driver version of CUDA that its driver has, e.g. {@code 12.6}
 * @param memoryBytes all of its memory
 * @param multiprocessors how many it has
 */
public record DeviceInfo(
    String name, String architecture, String driver, long memoryBytes, int multiprocessors) {}
