// SPDX-License-Identifier: MIT
// Products on a device. One routine does them all, since building a second one takes as long again (17 s on a
// cold PoCL): a batch of one for a matrix product; for a gram as many as let a narrow result keep a large
// device busy, their results added up here.
#include "backend/opencl/product.h"

#include <clblast_c.h>
#include <stdlib.h>

#include "backend/opencl/device.h"
#include "backend/opencl/error.h"
#include "core/checked.h"
#include "core/clock.h"

// Sums of a gram are cut into so many parts at most, none shorter than the least, and all together no larger
// than these cells.
enum { MOST_PARTS = 128, PART_INNER = 1024, PART_CELLS = 1 << 18 };

#define ROUTINE "CLBlast's GemmStridedBatched"

typedef struct {
  rr__device *device;
  const rr__product *product;
  rr__report *report;
} task;

// `count` products of one size, each in cells of its own: the distances are from one to the next.
typedef struct {
  size_t count, rows, inner, cols;
  cl_mem a, b, out;
  size_t a_first, a_stride, a_distance;
  size_t b_first, b_stride, b_distance;
  size_t out_first, out_stride, out_distance; // CLBlast takes no distance of 0, for one product either
} batch;

static rr_status failed(const task *now, int code, const char *doing)
{
  rr_status status = rr__ocl_failed(now->report, ROUTINE, code, "%s on '%s'", doing, now->device->facts.name);
  return code == CL_BUILD_PROGRAM_FAILURE ? RR_EBUILD : status;
}

static rr_status enqueue(const task *now, const batch *b, const char *doing)
{
  CLBlastTranspose a_form = now->product->gram ? CLBlastTransposeYes : CLBlastTransposeNo;
  cl_command_queue queue = now->device->queue;
  CLBlastStatusCode code;
  if (now->product->dtype == RR_FLOAT32)
    code = CLBlastSgemmStridedBatched(CLBlastLayoutRowMajor, a_form, CLBlastTransposeNo, b->rows, b->cols,
                                      b->inner, 1, b->a, b->a_first, b->a_stride, b->a_distance, b->b,
                                      b->b_first, b->b_stride, b->b_distance, 0, b->out, b->out_first,
                                      b->out_stride, b->out_distance, b->count, &queue, NULL);
  else
    code = CLBlastDgemmStridedBatched(CLBlastLayoutRowMajor, a_form, CLBlastTransposeNo, b->rows, b->cols,
                                      b->inner, 1, b->a, b->a_first, b->a_stride, b->a_distance, b->b,
                                      b->b_first, b->b_stride, b->b_distance, 0, b->out, b->out_first,
                                      b->out_stride, b->out_distance, b->count, &queue, NULL);
  return code ? failed(now, (int)code, doing) : RR_OK;
}

static cl_mem memory_of(const task *now, rr__ocl_slot slot)
{
  return now->device->buffers.slots[slot].memory;
}

// A product of one cell by one cell makes CLBlast build all of its kernels.
static rr_status build(const task *now)
{
  uint64_t start_ns = rr__now_ns();
  rr_status status = RR_OK;
  static const rr__ocl_slot slots[] = {RR_OCL_IN, RR_OCL_RIGHT, RR_OCL_OUT};
  for (size_t i = 0; i < sizeof slots / sizeof *slots && !status; i++)
    status = rr__ocl_buffer_reserve(now->device, slots[i], sizeof(double), now->report);
  batch one = {.count = 1, .rows = 1, .inner = 1, .cols = 1};
  one.a_stride = one.b_stride = one.out_stride = one.out_distance = 1;
  one.a = memory_of(now, RR_OCL_IN);
  one.b = memory_of(now, RR_OCL_RIGHT);
  one.out = memory_of(now, RR_OCL_OUT);
  now->device->uses_clblast = true;
  if (!status) status = enqueue(now, &one, "building");
  if (!status) status = rr__ocl_finish(now->device, "trying CLBlast's kernels", now->report);
  now->report->elapsed_ns[RR_PHASE_build] += rr__now_ns() - start_ns;
  return status;
}

static rr__ocl_cells cells_of(const void *data, size_t rows, size_t cols, size_t stride, rr_dtype dtype)
{
  // OpenCL has no pointer to const for a buffer's memory; this one is READ_ONLY there.
  return (rr__ocl_cells){(void *)(uintptr_t)data, rows, cols, stride, rr_dtype_size(dtype)};
}

static rr_status prepare(rr__device *device, const rr__product *product, rr__report *report)
{
  task now = {device, product, report};
  bool *built = &device->clblast_built[product->dtype == RR_FLOAT64];
  if (product->dtype == RR_FLOAT64 && !device->facts.fp64)
    return rr__ocl_refused(report, RR_ENODEVICE,
                           "device '%s' has no float64, which this product needs; hint: use the cpu",
                           device->facts.name);
  rr_status status = *built ? RR_OK : build(&now);
  *built = status == RR_OK;
  if (status || product->gram) return status;
  rr__ocl_cells right =
      cells_of(product->b, product->inner, product->cols, product->b_stride, product->dtype);
  return rr__ocl_buffer_input(device, RR_OCL_RIGHT, &right, &device->right_stride, report);
}

static rr_status finish(const task *now, uint64_t start_ns)
{
  rr_status status = rr__ocl_finish(now->device, "multiplying", now->report);
  now->report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start_ns;
  return status;
}

static rr_status multiply(const task *now, const rr__ocl_cells *left)
{
  const rr__product *product = now->product;
  rr__ocl_cells out =
      cells_of(product->out, product->rows, product->cols, product->out_stride, product->dtype);
  batch whole = {.count = 1, .rows = product->rows, .inner = product->inner, .cols = product->cols};
  rr_status status = rr__ocl_buffer_input(now->device, RR_OCL_IN, left, &whole.a_stride, now->report);
  if (!status) status = rr__ocl_buffer_output(now->device, &out, &whole.out_stride, now->report);
  whole.b_stride = now->device->right_stride;
  whole.a = memory_of(now, RR_OCL_IN);
  whole.b = memory_of(now, RR_OCL_RIGHT);
  whole.out = memory_of(now, RR_OCL_OUT);
  whole.out_distance = 1;
  uint64_t start_ns = rr__now_ns();
  if (!status) status = enqueue(now, &whole, "multiplying");
  if (!status) status = finish(now, start_ns);
  return status ? status : rr__ocl_buffer_fetch(now->device, &out, now->report);
}

// The parts of a gram, all but the last of one length.
static size_t part_count(const rr__product *product)
{
  size_t parts = product->inner / PART_INNER, cells = product->rows * product->cols;
  parts = rr__min_size(parts, MOST_PARTS);
  parts = rr__min_size(parts, PART_CELLS / cells);
  return parts ? parts : 1;
}

static rr_status enqueue_parts(const task *now, size_t stride, size_t parts)
{
  const rr__product *product = now->product;
  size_t inner = product->inner / parts, rest = product->inner - inner * parts;
  size_t cells = product->rows * product->cols;
  batch equal = {.count = parts, .rows = product->rows, .inner = inner, .cols = product->cols};
  equal.a = equal.b = memory_of(now, RR_OCL_IN);
  equal.out = memory_of(now, RR_OCL_PARTS);
  equal.a_stride = equal.b_stride = stride;
  equal.a_distance = equal.b_distance = inner * stride;
  equal.out_stride = product->cols;
  equal.out_distance = cells;
  rr_status status = enqueue(now, &equal, "multiplying");
  if (status || rest == 0) return status;
  batch last = equal;
  last.count = 1;
  last.inner = rest;
  last.a_first = last.b_first = inner * parts * stride;
  last.out_first = cells * parts;
  return enqueue(now, &last, "multiplying the rest");
}

static void add_up(const rr__product *product, const void *parts, size_t count)
{
  const float *narrow = parts;
  const double *wide = parts;
  size_t cells = product->rows * product->cols;
  for (size_t row = 0; row < product->rows; row++)
    for (size_t col = 0; col < product->cols; col++) {
      size_t cell = row * product->cols + col, at = row * product->out_stride + col;
      float narrow_sum = 0;
      double wide_sum = 0;
      for (size_t part = 0; part < count; part++) {
        if (product->dtype == RR_FLOAT32)
          narrow_sum += narrow[part * cells + cell];
        else
          wide_sum += wide[part * cells + cell];
      }
      if (product->dtype == RR_FLOAT32)
        ((float *)product->out)[at] = narrow_sum;
      else
        ((double *)product->out)[at] = wide_sum;
    }
}

static rr_status fetch_parts(const task *now, size_t count)
{
  size_t bytes = count * now->product->rows * now->product->cols * rr_dtype_size(now->product->dtype);
  uint64_t start_ns = rr__now_ns();
  void *parts = malloc(bytes);
  if (!parts) return rr__ocl_refused(now->report, RR_ENOMEM, "no memory for %zu bytes of a gram", bytes);
  rr_status status = rr__ocl_buffer_read(now->device, RR_OCL_PARTS, parts, bytes, now->report);
  if (!status) add_up(now->product, parts, count);
  free(parts);
  now->report->elapsed_ns[RR_PHASE_download] += rr__now_ns() - start_ns;
  return status;
}

static rr_status multiply_gram(const task *now, const rr__ocl_cells *left)
{
  const rr__product *product = now->product;
  size_t parts = part_count(product), stride = 0, part_bytes;
  size_t all = parts + (product->inner % parts != 0);
  part_bytes = product->rows * product->cols * rr_dtype_size(product->dtype);
  rr_status status = rr__ocl_buffer_input(now->device, RR_OCL_IN, left, &stride, now->report);
  if (!status) status = rr__ocl_buffer_reserve(now->device, RR_OCL_PARTS, all * part_bytes, now->report);
  uint64_t start_ns = rr__now_ns();
  if (!status) status = enqueue_parts(now, stride, parts);
  if (!status) status = finish(now, start_ns);
  return status ? status : fetch_parts(now, all);
}

static rr_status multiply_tile(rr__device *device, const rr__product *product, rr__report *report)
{
  task now = {device, product, report};
  size_t rows = product->gram ? product->inner : product->rows;
  size_t cols = product->gram ? product->rows : product->inner;
  rr__ocl_cells left = cells_of(product->a, rows, cols, product->a_stride, product->dtype);
  rr_status status = product->gram ? multiply_gram(&now, &left) : multiply(&now, &left);
  if (status) clFinish(device->queue); // nothing may write to the tile's memory any more
  return status;
}

static void done(rr__device *device)
{
  rr__ocl_buffers_return(&device->buffers);
}

const rr__opencl_linear rr__ocl_linear = {.prepare = prepare, .multiply = multiply_tile, .done = done};

void rr__ocl_product_forget(void)
{
  CLBlastClearCache();
}
