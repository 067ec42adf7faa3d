// The separable filter of engine.image.SeparableFilter: along rows into floats, then along columns and rounded. The
// weights are those of engine.image.LineWeights, computed by the host, so that resizing and blurring are the same code.
#include "picture.cuh"

namespace {

constexpr int FEW_TAPS = 8;

struct Line {
  const int* first;
  const int* count;
  const float* weights;
  int taps;
};

template <int CHANNELS>
__device__ __forceinline__ void add(const unsigned char* sample, float weight, float* sum) {
  if (CHANNELS == 4) {
    float covered = weight * (float)sample[3];
    sum[0] += covered * (float)sample[0];
    sum[1] += covered * (float)sample[1];
    sum[2] += covered * (float)sample[2];
    sum[3] += covered;
  } else {
    sum[0] += weight * (float)sample[0];
    sum[1] += weight * (float)sample[1];
    sum[2] += weight * (float)sample[2];
  }
}

template <int CHANNELS>
__device__ __forceinline__ void store(float* out, const float* sum) {
  if (CHANNELS == 4) {
    *reinterpret_cast<float4*>(out) = make_float4(sum[0], sum[1], sum[2], sum[3]);
  } else {
    out[0] = sum[0];
    out[1] = sum[1];
    out[2] = sum[2];
  }
}

// One thread for a column of new pixels: its weights stay in registers when there are few, as in enlarging.
template <int CHANNELS>
__device__ void rows(const unsigned char* source, float* target, int width, int height, int targetWidth, int stride,
                     Line line) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  if (x >= targetWidth) {
    return;
  }
  int first = line.first[x];
  int count = line.count[x];
  const float* weights = line.weights + (long long)x * line.taps;
  float kept[FEW_TAPS];
  bool few = count <= FEW_TAPS;
#pragma unroll
  for (int k = 0; k < FEW_TAPS; k++) {
    kept[k] = few && k < count ? weights[k] : 0.0f;
  }
  for (int y = blockIdx.y; y < height; y += gridDim.y) {
    const unsigned char* sample = source + ((long long)y * width + first) * CHANNELS;
    float sum[CHANNELS] = {};
    if (few) {
#pragma unroll
      for (int k = 0; k < FEW_TAPS; k++) {
        if (k < count) {
          add<CHANNELS>(sample + k * CHANNELS, kept[k], sum);
        }
      }
    } else {
      for (int k = 0; k < count; k++) {
        add<CHANNELS>(sample + k * CHANNELS, weights[k], sum);
      }
    }
    store<CHANNELS>(target + (long long)y * stride + x * CHANNELS, sum);
  }
}

// Four samples at a time; rows of the source are padded to a multiple of four.
__device__ __forceinline__ float4 column(const float* source, int at, int stride, int y, Line line) {
  int first = line.first[y];
  int count = line.count[y];
  const float* weights = line.weights + (long long)y * line.taps;
  const float* row = source + (long long)first * stride + at;
  float4 next = *reinterpret_cast<const float4*>(row);
  float w = weights[0];
  float4 sum = make_float4(w * next.x, w * next.y, w * next.z, w * next.w);
  for (int k = 1; k < count; k++) {
    row += stride;
    next = *reinterpret_cast<const float4*>(row);
    w = weights[k];
    sum.x += w * next.x;
    sum.y += w * next.y;
    sum.z += w * next.z;
    sum.w += w * next.w;
  }
  return sum;
}

}  // namespace

// grid: x over targetWidth, y over any number of rows. target: height rows of stride floats.
extern "C" __global__ void resize_rows_u8(const unsigned char* source, float* target, int width, int height,
                                          int targetWidth, int stride, int channels, const int* first,
                                          const int* count, const float* weights, int taps) {
  Line line = {first, count, weights, taps};
  if (channels == 4) {
    rows<4>(source, target, width, height, targetWidth, stride, line);
  } else {
    rows<3>(source, target, width, height, targetWidth, stride, line);
  }
}

// grid: x over stride / 4, y over any number of rows. samples: of a row of the target, at most stride.
extern "C" __global__ void resize_columns_u8(const float* source, unsigned char* target, int samples, int stride,
                                             int targetHeight, int channels, const int* first, const int* count,
                                             const float* weights, int taps) {
  int at = 4 * (blockIdx.x * blockDim.x + threadIdx.x);
  if (at >= samples) {
    return;
  }
  Line line = {first, count, weights, taps};
  for (int y = blockIdx.y; y < targetHeight; y += gridDim.y) {
    float4 sum = column(source, at, stride, y, line);
    unsigned char* out = target + (long long)y * samples + at;
    if (channels == 4) {
      float scale = sum.w > 0.5f ? 1.0f / sum.w : 0.0f;
      sum.x *= scale;
      sum.y *= scale;
      sum.z *= scale;
    }
    uchar4 done = make_uchar4(rounded(sum.x), rounded(sum.y), rounded(sum.z), rounded(sum.w));
    if (samples % 4 == 0) {
      *reinterpret_cast<uchar4*>(out) = done;
    } else {
      out[0] = done.x;
      if (at + 1 < samples) out[1] = done.y;
      if (at + 2 < samples) out[2] = done.z;
      if (at + 3 < samples) out[3] = done.w;
    }
  }
}

// Floats with any number of channels. grid: x over targetWidth * channels, y over any number of rows.
extern "C" __global__ void resize_rows_f32(const float* source, float* target, int width, int height,
                                           int targetWidth, int stride, int channels, const int* first,
                                           const int* count, const float* weights, int taps) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= targetWidth * channels) {
    return;
  }
  int x = i / channels;
  const float* weight = weights + (long long)x * taps;
  for (int y = blockIdx.y; y < height; y += gridDim.y) {
    const float* sample = source + ((long long)y * width + first[x]) * channels + i % channels;
    float sum = 0.0f;
    for (int k = 0; k < count[x]; k++) {
      sum += weight[k] * sample[k * channels];
    }
    target[(long long)y * stride + i] = sum;
  }
}

// grid: x over stride / 4, y over any number of rows.
extern "C" __global__ void resize_columns_f32(const float* source, float* target, int samples, int stride,
                                              int targetHeight, const int* first, const int* count,
                                              const float* weights, int taps) {
  int at = 4 * (blockIdx.x * blockDim.x + threadIdx.x);
  if (at >= samples) {
    return;
  }
  Line line = {first, count, weights, taps};
  for (int y = blockIdx.y; y < targetHeight; y += gridDim.y) {
    float4 sum = column(source, at, stride, y, line);
    float* out = target + (long long)y * samples + at;
    out[0] = sum.x;
    if (at + 1 < samples) out[1] = sum.y;
    if (at + 2 < samples) out[2] = sum.z;
    if (at + 3 < samples) out[3] = sum.w;
  }
}
