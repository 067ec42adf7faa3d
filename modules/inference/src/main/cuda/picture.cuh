// What kernels on pictures share: 8-bit sRGB, interleaved, 3 or 4 channels, as io.throughline.inference.api.Picture.
// Everything is computed in the order of the Java code in engine.image and without fused multiply-adds, so that
// results are the same bit for bit.
#pragma once

__device__ __forceinline__ unsigned char rounded(float value) {
  return (unsigned char)(int)(value <= 0.0f ? 0.0f : value >= 255.0f ? 255.0f : value + 0.5f);
}

__device__ __forceinline__ float luma(float red, float green, float blue) {
  return 0.299f * red + 0.587f * green + 0.114f * blue;
}
