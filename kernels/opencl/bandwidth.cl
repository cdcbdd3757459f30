// SPDX-License-Identifier: MIT
// The loops that tell how fast a device's memory is. VECTOR is uint4 where neighbours read neighbouring words
// (GPUs), or uint16 where a work-item has a block of its own (BLOCKS: processors).
#ifdef BLOCKS
#define FIRST(count) min(get_global_id(0) * share, (size_t)(count))
#define END(count)   min(FIRST(count) + share, (size_t)(count))
#define STEP         1
#else
#define FIRST(count) get_global_id(0)
#define END(count)   (size_t)(count)
#define STEP         get_global_size(0)
#endif

// One sum for each work-group, a power of two of work-items, so that next to nothing is written; modulo 2^32
// in each component.
__kernel void bandwidth_read(__global const VECTOR *in, const ulong count, const ulong share,
                             __global VECTOR *sums, __local VECTOR *of_items)
{
  VECTOR sum = 0;
  const size_t end = END(count), item = get_local_id(0);
  for (size_t i = FIRST(count); i < end; i += STEP) sum += in[i];
  of_items[item] = sum;
  for (size_t width = get_local_size(0) / 2; width > 0; width /= 2) {
    barrier(CLK_LOCAL_MEM_FENCE);
    if (item < width) of_items[item] += of_items[item + width];
  }
  if (item == 0) sums[get_group_id(0)] = of_items[0];
}

__kernel void bandwidth_copy(__global const VECTOR *in, const ulong count, const ulong share,
                             __global VECTOR *out)
{
  const size_t end = END(count);
  for (size_t i = FIRST(count); i < end; i += STEP) out[i] = in[i];
}

__kernel void bandwidth_update(__global VECTOR *words, const ulong count, const ulong share)
{
  const size_t end = END(count);
  for (size_t i = FIRST(count); i < end; i += STEP) words[i] += 1;
}
