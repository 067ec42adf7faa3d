package io.throughline.inference.engine.gpu;

/** A picture in device memory, laid out as {@link io.throughline.inference.api.Picture}. */
record DevicePicture(DeviceMemory memory, int width, int height, int channels) {}
