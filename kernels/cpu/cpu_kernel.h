// SPDX-License-Identifier: MIT
// What the CPU backend calls: one rr__cpu_kernel for each kernel and cell dtype, made from the kernel's body
// by instance.h. A faster form for an instruction set has the same functions and gives the same bits.
#ifndef ROWRUN_KERNELS_CPU_KERNEL_H
#define ROWRUN_KERNELS_CPU_KERNEL_H

#include <rowrun/kernel.h>

// Rows (or columns) that a kernel takes note of: how many, and the first.
typedef struct rr__note {
  uint64_t count;
  size_t first; // of no meaning while count is 0
} rr__note;

static inline void rr__note_add(rr__note *note, size_t index)
{
  if (note->count == 0 || index < note->first) note->first = index;
  note->count++;
}

// `offset` is the index of the other's first row.
static inline void rr__note_merge(rr__note *note, const rr__note *other, size_t offset)
{
  if (other->count == 0) return;
  if (note->count == 0 || other->first + offset < note->first) note->first = other->first + offset;
  note->count += other->count;
}

// A piece of work. Strides are in cells.
typedef struct rr__cpu_call {
  const void *in;
  size_t in_stride;
  size_t rows, cols;
  size_t fold_cols; // columns of the whole matrix, where `cols` is only a strip of them: they fix the order
  size_t fold_rows; // rows of the whole matrix, for finish_columns
  void *out;
  size_t out_stride;
  size_t out_cell_bytes;
  void (*convert)(void *to, const void *from, size_t n); // NULL: the result's dtype is the one asked for
  const void *params[RR_MAX_PARAMS];                     // in the order of the kernel's PARAMS
  rr_dtype dtype;                                        // of the cells
  const void *user; // the kernel's own, for instances that are no compiled body
  uint32_t omit_nan;
  rr__note *note;
  const void *middles; // one per column: of fold_columns_again and, for kernels of two passes, finish_columns
} rr__cpu_call;

// Some pairs of ragged rows, the whole of two lists or a part. Offsets, rows + 1 of each list, count from
// where `a`, `b` and `out` point. What a pair gives begins in `out` where its first row begins in `a`.
typedef struct rr__pairs {
  size_t rows;
  const uint64_t *a_offsets, *b_offsets;
  const void *a, *b;
  rr_dtype b_dtype; // other than the job's only for the reference
  void *out;
  uint64_t *counts; // of items given, one for each pair
  bool only_long;   // pairs that devices do are left alone
} rr__pairs;

static inline size_t rr__row_items(const uint64_t *offsets, size_t row)
{
  return offsets[row + 1] - offsets[row];
}

static inline bool rr__pair_is_long(const rr__pairs *pairs, size_t row)
{
  return rr__row_items(pairs->a_offsets, row) > RR_PAIR_DEVICE_ITEMS ||
         rr__row_items(pairs->b_offsets, row) > RR_PAIR_DEVICE_ITEMS;
}

static inline bool rr__pairs_include(const rr__pairs *pairs, size_t row)
{
  return !pairs->only_long || rr__pair_is_long(pairs, row);
}

// Rows that fold_columns takes at most: a power of two of blocks, so that units are whole branches of the
// tree.
enum { RR_UNIT_ROWS = 4096, RR_STRIP_COLS = 128 };

typedef struct rr__cpu_kernel {
  rr_dtype result; // what it computes, before conversion
  size_t accumulator_bytes, finished_bytes;
  size_t middle_bytes; // what is known of a column after the first of two passes; 0: there is one pass
  void (*run_rows)(const rr__cpu_call *call); // in -> out, row by row; a ROW has nothing else
  void (*fold_columns)(const rr__cpu_call *call,
                       void *accumulators); // a unit x a strip -> one accumulator per column
  void (*merge_columns)(void *into, const void *from, size_t cols); // into = merge(into, from)
  // The second pass, as the first, and what goes from one to the other; else NULL.
  void (*middle_columns)(const rr__cpu_call *call, const void *accumulators, void *middles);
  void (*fold_columns_again)(const rr__cpu_call *call, void *accumulators);
  void (*finish_columns)(const rr__cpu_call *call, const void *accumulators, void *finished);
  void (*apply_columns)(const rr__cpu_call *call, const void *finished); // SCALE only, else NULL
  // PAIR only, which has nothing else but the result's dtype. `scratch` has as many bytes as the most that a
  // pair needs.
  size_t (*pair_scratch_bytes)(size_t a_items, size_t b_items);
  void (*run_pairs)(const rr__pairs *pairs, void *scratch);
} rr__cpu_kernel;

// The instance for a kernel of the table (by index) and a dtype.
const rr__cpu_kernel *rr__cpu_kernel_find(size_t kernel_index, rr_dtype dtype);

// Conversion of results; NULL where both are the same.
typedef void (*rr__convert_fn)(void *to, const void *from, size_t n);
rr__convert_fn rr__convert_find(rr_dtype to, rr_dtype from);

#endif
