// SPDX-License-Identifier: MIT
// A product tile by tile: rows of the left matrix, of which a gram's results are added up. A device that
// fails is left, and the CPU does that tile and all that follow.
#include "backend/opencl_client.h"
#include "core/checked.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/matrix.h"
#include "run/linear.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOW_BUILD_NS = 1000000000 };

typedef struct linear_run {
  const rr__linear *linear;
  rr__execution execution;
  const rr__opencl_linear *device; // what multiplies while not on the CPU
  rr__product whole;               // the product as one tile; gram: `out` is the sum of all tiles
  void *right_room;                // the right matrix converted, or NULL
  void *left_room;                 // a tile of the left one converted, or NULL
  void *out_room;                  // results before they are rounded to the result's dtype, or NULL
  void *part_room;                 // gram: the result of a tile that is not the first, or NULL
} linear_run;

static size_t cell_bytes(const linear_run *self)
{
  return rr_dtype_size(self->linear->computed);
}

// Rows of the left matrix, in tiles.
static size_t all_rows(const linear_run *self)
{
  return self->linear->left->rows;
}

static rr_status make_room(void **out, size_t cells, size_t bytes)
{
  size_t size;
  *out = rr__multiply(&size, cells, bytes) ? malloc(size) : NULL;
  return *out ? RR_OK : rr_fail(RR_ENOMEM, "no memory for %zu cells of a product", cells);
}

// The right matrix as it is or converted; a gram's is its left one.
static rr_status take_right(linear_run *self)
{
  const rr_matrix *right = self->linear->right;
  self->whole.b = right->data;
  self->whole.b_stride = right->row_stride;
  if (self->linear->gram || !rr__linear_converts(self->linear, right)) return RR_OK;
  size_t cells;
  if (!rr__multiply(&cells, right->rows, right->cols)) cells = SIZE_MAX;
  rr_status status = make_room(&self->right_room, cells, cell_bytes(self));
  if (!status)
    status = rr__linear_convert(self->right_room, self->execution.context->threads, self->linear, right, 0,
                                right->rows);
  self->whole.b = self->right_room;
  self->whole.b_stride = right->cols;
  return status;
}

static rr_status prepare_device(linear_run *self)
{
  rr__execution *execution = &self->execution;
  uint64_t before_ns = execution->report.elapsed_ns[RR_PHASE_build];
  rr__device_limits limits = execution->backend->limits(execution->device);
  rr_status status = rr__linear_tile_rows(&execution->tile_rows, self->linear, &limits);
  if (!status) status = self->device->prepare(execution->device, &self->whole, &execution->report);
  uint64_t build_ns = execution->report.elapsed_ns[RR_PHASE_build] - before_ns;
  if (!status && build_ns > SLOW_BUILD_NS)
    rr__log(&execution->context->log,
            "CLBlast's kernels were built in %.0f s; most drivers keep them for the next time",
            (double)build_ns / 1e9);
  return status;
}

static rr_status open_device(linear_run *self, const rr__choice *choice)
{
  const rr__opencl_plugin *plugin;
  rr_status status = rr__opencl_plugin_load(&plugin);
  if (status) return status;
  if (!plugin->linear)
    return rr_fail(RR_ENODEVICE, "this rowrun's OpenCL plug-in was built without CLBlast; hint: use the cpu");
  self->device = plugin->linear;
  status = rr__execution_open_opencl(&self->execution, choice);
  return status ? status : prepare_device(self);
}

// The device that was chosen, or the CPU after a failure that may be one.
static rr_status open_chosen(linear_run *self, const rr__choice *choice, rr_status chosen)
{
  rr_status status = chosen;
  if (!status && choice->where == RR_WHERE_CPU) {
    self->execution.on_cpu = true;
    return rr__linear_tile_rows(&self->execution.tile_rows, self->linear, NULL);
  }
  if (!status) status = open_device(self, choice);
  if (!status || status == RR_EUSAGE) return status;
  status = rr__execution_fall_back(&self->execution, status);
  return status ? status : rr__linear_tile_rows(&self->execution.tile_rows, self->linear, NULL);
}

static rr_status make_rooms(linear_run *self)
{
  const rr__linear *linear = self->linear;
  bool rounds = linear->out_dtype != linear->computed, several = self->execution.tile_rows < all_rows(self);
  size_t rows = rr__min_size(self->execution.tile_rows, all_rows(self)), cell = cell_bytes(self);
  rr_status status = RR_OK;
  if (rr__linear_converts(linear, linear->left))
    status = make_room(&self->left_room, rows * linear->left->cols, cell);
  if (!status && rounds)
    status = make_room(&self->out_room, (linear->gram ? linear->rows : rows) * linear->cols, cell);
  if (!status && linear->gram && several)
    status = make_room(&self->part_room, linear->rows * linear->cols, cell);
  self->whole.out = rounds ? self->out_room : linear->out->data;
  self->whole.out_stride = rounds ? linear->cols : linear->out->row_stride;
  return status;
}

static rr_status multiply(linear_run *self, const rr__product *product)
{
  rr__execution *execution = &self->execution;
  if (!execution->on_cpu) {
    rr_status status = self->device->multiply(execution->device, product, &execution->report);
    if (!status) execution->device_tiles++;
    if (!status) return RR_OK;
    status = rr__execution_fall_back(execution, status);
    if (status) return status;
  }
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr__product_compute(execution->context->threads, product);
  execution->report.elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start_ns;
  return status;
}

static void round_rows(const linear_run *self, size_t first, size_t rows)
{
  const double *from = self->out_room;
  for (size_t row = 0; row < rows; row++) {
    float *to = rr__matrix_row(self->linear->out, first + row);
    for (size_t col = 0; col < self->linear->cols; col++)
      to[col] = (float)from[row * self->linear->cols + col];
  }
}

static void add_part(const linear_run *self)
{
  for (size_t row = 0; row < self->whole.rows; row++)
    for (size_t col = 0; col < self->whole.cols; col++) {
      size_t cell = row * self->whole.out_stride + col, part = row * self->whole.cols + col;
      if (self->whole.dtype == RR_FLOAT32)
        ((float *)self->whole.out)[cell] += ((const float *)self->part_room)[part];
      else
        ((double *)self->whole.out)[cell] += ((const double *)self->part_room)[part];
    }
}

static rr_status run_tile(linear_run *self, size_t first, size_t rows)
{
  const rr__linear *linear = self->linear;
  bool is_part = linear->gram && first > 0;
  rr__product product = self->whole;
  rr_status status = RR_OK;
  product.a = rr__matrix_row(linear->left, first);
  product.a_stride = linear->left->row_stride;
  if (self->left_room) {
    status = rr__linear_convert(self->left_room, self->execution.context->threads, linear, linear->left,
                                first, rows);
    product.a = self->left_room;
    product.a_stride = linear->left->cols;
  }
  if (linear->gram) {
    product.inner = rows;
    product.b = product.a;
    product.b_stride = product.a_stride;
  } else {
    product.rows = rows;
    if (!self->out_room) product.out = rr__matrix_row(linear->out, first);
  }
  if (is_part) product.out = self->part_room;
  if (is_part) product.out_stride = linear->cols;
  if (!status) status = multiply(self, &product);
  if (!status && is_part) add_part(self);
  if (!status && !linear->gram && self->out_room) round_rows(self, first, rows);
  return status;
}

static rr_status run_tiles(linear_run *self)
{
  rr_status status = RR_OK;
  for (size_t first = 0; first < all_rows(self) && !status; first += self->execution.tile_rows) {
    status = run_tile(self, first, rr__min_size(all_rows(self) - first, self->execution.tile_rows));
    if (!status) self->execution.stats->tiles++;
  }
  if (status || !self->linear->gram) return status;
  rr__product_mirror(&self->whole);
  if (self->out_room) round_rows(self, 0, self->linear->rows);
  return RR_OK;
}

static void end_run(linear_run *self)
{
  if (!self->execution.on_cpu && self->execution.device) self->device->done(self->execution.device);
  rr__execution_close(&self->execution);
  free(self->right_room);
  free(self->left_room);
  free(self->out_room);
  free(self->part_room);
}

// Sums of nothing.
static void clear(const rr_matrix *out)
{
  for (size_t row = 0; row < out->rows; row++)
    memset(rr__matrix_row(out, row), 0, out->cols * rr_dtype_size(out->dtype));
}

static rr_status run_serial(linear_run *self)
{
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr__linear_reference(self->linear);
  self->execution.report.elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start_ns;
  self->execution.stats->tiles = 1;
  return status;
}

static rr_status run_chosen(linear_run *self, const rr__choice *choice, rr_status chosen)
{
  const rr__linear *linear = self->linear;
  if (linear->rows == 0 || linear->cols == 0 || linear->inner == 0) {
    clear(linear->out);
    return RR_OK;
  }
  if (!chosen && choice->where == RR_WHERE_SERIAL) return run_serial(self);
  rr_status status = take_right(self);
  if (!status) status = open_chosen(self, choice, chosen);
  if (!status) status = make_rooms(self);
  return status ? status : run_tiles(self);
}

static void tell(const linear_run *self, const rr__choice *choice)
{
  rr_run_stats *stats = self->execution.stats;
  rr__execution_tell(&self->execution, choice);
  const char *library = self->execution.on_cpu ? rr__product_library(&self->whole) : "";
  if (strcmp(stats->device, RR_CPU_ID) == 0 && *library)
    snprintf(stats->device_name, sizeof stats->device_name, "%s, %s", RR_CPU_NAME, library);
}

rr_status rr__linear_execute(bool *exact, rr_context *context, const rr__linear *linear,
                             const rr_run_options *options, rr_run_stats *stats)
{
  rr__choice choice;
  linear_run self = {
      .linear = linear,
      .execution = {.context = context, .may_fall_back = !options->no_fallback, .stats = stats},
      .whole = {.dtype = linear->computed,
                .gram = linear->gram,
                .rows = linear->rows,
                .inner = linear->inner,
                .cols = linear->cols}};
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr__plan_device(&choice, context, stats->requested_device, stats->bytes_in);
  if (status == RR_ENOMEM) return status;
  self.execution.report.elapsed_ns[RR_PHASE_init] += rr__now_ns() - start_ns;
  status = run_chosen(&self, &choice, status);
  end_run(&self);
  tell(&self, &choice);
  *exact = choice.exact;
  return status;
}
