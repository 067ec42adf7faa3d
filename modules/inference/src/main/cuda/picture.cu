// The filters of engine.image that look at single pixels, their neighbours or tiles.
#include "picture.cuh"

namespace {

constexpr int LARGEST_DIFFERENCE = 3 * 255;
constexpr int TILES = 8;
constexpr int LEVELS = 256;

struct Colour {
  float red;
  float green;
  float blue;
};

// Calls change(x, y, colour) for the thread's pixels and stores what comes out; alpha stays.
template <typename Change>
__device__ __forceinline__ void pixels(const unsigned char* source, unsigned char* target, int width, int height,
                                       int channels, Change change) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  if (x >= width) {
    return;
  }
  for (int y = blockIdx.y; y < height; y += gridDim.y) {
    long long at = ((long long)y * width + x) * channels;
    Colour colour = {(float)source[at], (float)source[at + 1], (float)source[at + 2]};
    change(x, y, colour);
    target[at] = rounded(colour.red);
    target[at + 1] = rounded(colour.green);
    target[at + 2] = rounded(colour.blue);
    if (channels == 4) {
      target[at + 3] = source[at + 3];
    }
  }
}

__device__ __forceinline__ float lumaAt(const unsigned char* source, int width, int height, int channels, int x,
                                        int y) {
  int column = max(0, min(width - 1, x));
  int row = max(0, min(height - 1, y));
  const unsigned char* sample = source + ((long long)row * width + column) * channels;
  return luma((float)sample[0], (float)sample[1], (float)sample[2]);
}

__device__ __forceinline__ unsigned hash(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  x ^= x >> 16;
  return x;
}

__device__ __forceinline__ float grain(int x, int y, int seed) {
  unsigned state = hash((unsigned)x * 0x9E3779B1u ^ hash((unsigned)y * 0x85EBCA77u ^ (unsigned)seed));
  int sum = (int)((state & 0xFF) + (state >> 8 & 0xFF) + (state >> 16 & 0xFF) + (state >> 24));
  return (float)(sum - 510) / 147.8f;
}

__device__ __forceinline__ float mix(float a, float b, float share) { return a + (b - a) * share; }

__device__ __forceinline__ float curveAt(const float* curves, int column, int row, int level) {
  int c = max(0, min(TILES - 1, column));
  int r = max(0, min(TILES - 1, row));
  return curves[(r * TILES + c) * LEVELS + level];
}

}  // namespace

// Adds what a blur takes away, amount times.
extern "C" __global__ void unsharp_mask(const unsigned char* source, const unsigned char* blurred,
                                        unsigned char* target, int width, int height, int channels, float amount) {
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    const unsigned char* soft = blurred + ((long long)y * width + x) * channels;
    colour.red += amount * (colour.red - (float)soft[0]);
    colour.green += amount * (colour.green - (float)soft[1]);
    colour.blue += amount * (colour.blue - (float)soft[2]);
  });
}

extern "C" __global__ void saturate_colours(const unsigned char* source, unsigned char* target, int width, int height,
                                            int channels, float more) {
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    float grey = luma(colour.red, colour.green, colour.blue);
    colour.red += more * (colour.red - grey);
    colour.green += more * (colour.green - grey);
    colour.blue += more * (colour.blue - grey);
  });
}

// offsets: pairs of dx and dy. nearness: by the sum of the channels' differences.
extern "C" __global__ void bilateral(const unsigned char* source, unsigned char* target, int width, int height,
                                     int channels, const int2* offsets, const float* weights, int size,
                                     const float* nearness) {
  __shared__ float near[LARGEST_DIFFERENCE + 1];
  for (int i = threadIdx.x; i <= LARGEST_DIFFERENCE; i += blockDim.x) {
    near[i] = nearness[i];
  }
  __syncthreads();
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    int red = (int)colour.red;
    int green = (int)colour.green;
    int blue = (int)colour.blue;
    Colour sums = {0.0f, 0.0f, 0.0f};
    float sum = 0.0f;
    for (int i = 0; i < size; i++) {
      int2 offset = offsets[i];
      int nx = x + offset.x;
      int ny = y + offset.y;
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) {
        continue;
      }
      const unsigned char* sample = source + ((long long)ny * width + nx) * channels;
      int r = sample[0];
      int g = sample[1];
      int b = sample[2];
      float weight = weights[i] * near[abs(r - red) + abs(g - green) + abs(b - blue)];
      sums.red += weight * (float)r;
      sums.green += weight * (float)g;
      sums.blue += weight * (float)b;
      sum += weight;
    }
    colour.red = sums.red / sum;
    colour.green = sums.green / sum;
    colour.blue = sums.blue / sum;
  });
}

// One block of 256 threads for each of 8 x 8 tiles.
extern "C" __global__ void contrast_curves(const unsigned char* source, float* curves, int width, int height,
                                           int channels, double clip) {
  __shared__ int histogram[LEVELS];
  __shared__ int cut;
  int level = threadIdx.x;
  histogram[level] = 0;
  if (level == 0) {
    cut = 0;
  }
  __syncthreads();
  int column = blockIdx.x % TILES;
  int row = blockIdx.x / TILES;
  int left = (int)((long long)column * width / TILES);
  int right = max(left + 1, (int)((long long)(column + 1) * width / TILES));
  int top = (int)((long long)row * height / TILES);
  int bottom = max(top + 1, (int)((long long)(row + 1) * height / TILES));
  int across = right - left;
  int count = across * (bottom - top);
  for (int i = level; i < count; i += LEVELS) {
    float bright = lumaAt(source, width, height, channels, left + i % across, top + i / across);
    atomicAdd(&histogram[rounded(bright)], 1);
  }
  __syncthreads();
  int limit = (int)fmax(1.0, clip * count / LEVELS);
  int over = max(0, histogram[level] - limit);
  if (over > 0) {
    atomicAdd(&cut, over);
  }
  __syncthreads();
  int mine = min(limit, histogram[level]) + cut / LEVELS + (level < cut % LEVELS ? 1 : 0);
  // the sum up to each level
  histogram[level] = mine;
  __syncthreads();
  for (int step = 1; step < LEVELS; step *= 2) {
    int lower = level >= step ? histogram[level - step] : 0;
    __syncthreads();
    histogram[level] += lower;
    __syncthreads();
  }
  curves[blockIdx.x * LEVELS + level] = (float)histogram[level] * 255.0f / (float)count;
}

extern "C" __global__ void contrast_apply(const unsigned char* source, unsigned char* target, int width, int height,
                                          int channels, const float* curves, float share) {
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    float bright = luma(colour.red, colour.green, colour.blue);
    float column = ((float)x + 0.5f) * (float)TILES / (float)width - 0.5f;
    float row = ((float)y + 0.5f) * (float)TILES / (float)height - 0.5f;
    int left = (int)floorf(column);
    int top = (int)floorf(row);
    float across = column - (float)left;
    float down = row - (float)top;
    int level = rounded(bright);
    float above = mix(curveAt(curves, left, top, level), curveAt(curves, left + 1, top, level), across);
    float below = mix(curveAt(curves, left, top + 1, level), curveAt(curves, left + 1, top + 1, level), across);
    float gain = share * (mix(above, below, down) - bright);
    colour.red += gain;
    colour.green += gain;
    colour.blue += gain;
  });
}

// Few tones of brightness, and lines where it changes.
extern "C" __global__ void draw_comic(const unsigned char* source, unsigned char* target, int width, int height,
                                      int channels, float step, float edges) {
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    auto at = [=](int dx, int dy) { return lumaAt(source, width, height, channels, x + dx, y + dy); };
    float across = at(1, -1) + 2.0f * at(1, 0) + at(1, 1) - at(-1, -1) - 2.0f * at(-1, 0) - at(-1, 1);
    float down = at(-1, 1) + 2.0f * at(0, 1) + at(1, 1) - at(-1, -1) - 2.0f * at(0, -1) - at(1, -1);
    float slope = sqrtf(across * across + down * down) / 8.0f;
    float line = fminf(1.0f, fmaxf(0.0f, edges * (2.0f * slope / 90.0f - 0.5f)));
    float bright = luma(colour.red, colour.green, colour.blue);
    float tone = floorf(bright / step + 0.5f) * step;
    float gain = bright == 0.0f ? 0.0f : tone / bright * (1.0f - line);
    colour.red *= gain;
    colour.green *= gain;
    colour.blue *= gain;
  });
}

// Brown tones, lost contrast, dark corners and grain.
extern "C" __global__ void age_photograph(const unsigned char* source, unsigned char* target, int width, int height,
                                          int channels, float sepia, float fade, float noise, float vignette,
                                          int seed) {
  float halfWidth = (float)width / 2.0f;
  float halfHeight = (float)height / 2.0f;
  pixels(source, target, width, height, channels, [=] __device__(int x, int y, Colour& colour) {
    float red = 0.393f * colour.red + 0.769f * colour.green + 0.189f * colour.blue;
    float green = 0.349f * colour.red + 0.686f * colour.green + 0.168f * colour.blue;
    float blue = 0.272f * colour.red + 0.534f * colour.green + 0.131f * colour.blue;
    float speck = 26.0f * noise * grain(x, y, seed);
    float dx = ((float)x + 0.5f - halfWidth) / halfWidth;
    float dy = ((float)y + 0.5f - halfHeight) / halfHeight;
    float square = (dx * dx + dy * dy) / 2.0f;
    float cosine = 1.0f / (1.0f + square);
    float light = 1.0f - vignette * (1.0f - cosine * cosine);
    auto finished = [=](float value, float paper) {
      float faded = value + fade * 0.5f * (paper - value);
      return faded * light + speck;
    };
    colour.red = finished(colour.red + sepia * (red - colour.red), 118.0f);
    colour.green = finished(colour.green + sepia * (green - colour.green), 108.0f);
    colour.blue = finished(colour.blue + sepia * (blue - colour.blue), 92.0f);
  });
}
