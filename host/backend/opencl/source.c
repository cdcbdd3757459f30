// SPDX-License-Identifier: MIT
// What a program is made of. The numbers of kernels/order.h come from that file itself.
#include "backend/opencl/source.h"

#include <stdio.h>
#include <string.h>

#include "backend/opencl/error.h"
#include "core/checked.h"

#include "prelude.h"

#include "order.h"

// Rows from which a program for this one column count is worth its build.
enum { FIXED_COLS_FROM_ROWS = 65536 };

_Static_assert(RR_NARROW_COLS == NARROW_COLS, "jobs know which rows are narrow");
_Static_assert(RR_OCL_GROUP_UNIT == LANES, "groups of wide rows are whole sets of lanes");

// Stands for the kernel's body among the names of texts.
#define BODY ""

static const char *find_text(const rr__text *texts, const char *name)
{
  for (; texts->name; texts++)
    if (strcmp(texts->name, name) == 0) return texts->text;
  return NULL;
}

// What is compiled, in this order; rows alone have a form of a fixed column count.
static const char *const *part_names(const rr__ocl_program *program, rr_shape shape)
{
  static const char *const row[] = {"prelude.h", "order.h", BODY, "opencl/params.cl", "opencl/row_values.cl",
                                    NULL};
  static const char *const fixed[] = {"prelude.h",        "order.h",        BODY, "passes.h",
                                      "opencl/params.cl", "opencl/rows.cl", NULL};
  static const char *const all[] = {
      "prelude.h",      "order.h",           BODY, "passes.h", "opencl/params.cl",
      "opencl/rows.cl", "opencl/columns.cl", NULL};
  static const char *const pair[] = {"prelude.h", BODY, "items.h", "opencl/pairs.cl", NULL};
  if (shape == RR_ROW) return row;
  if (shape == RR_PAIR) return pair;
  return program->fixed_cols ? fixed : all;
}

rr_status rr__ocl_source_make(rr__ocl_source *out, const rr__device *device, const rr__ocl_program *program,
                              const rr__kernel *kernel, rr__report *report)
{
  char body[sizeof program->id + 4];
  snprintf(body, sizeof body, "%s.cl", program->id);
  out->count = 0;
  const char *const *names = part_names(program, kernel->info->shape);
  for (size_t i = 0; names[i]; i++) {
    bool is_body = strcmp(names[i], BODY) == 0;
    const char *name = is_body ? body : names[i];
    const char *text = is_body && kernel->body ? kernel->body : find_text(device->texts, name);
    if (!text) return rr__ocl_refused(report, RR_EBUILD, "the kernel text %s is missing", name);
    snprintf(out->lines[i], sizeof out->lines[i], "#line 1 \"%s\"\n", name);
    out->strings[out->count++] = out->lines[i];
    out->strings[out->count++] = text;
  }
  return RR_OK;
}

static const char *type_name(rr_dtype dtype)
{
  static const char *const names[RR_DTYPE_END] = {
      [RR_INT8] = "char",     [RR_INT16] = "short",    [RR_INT32] = "int",   [RR_INT64] = "long",
      [RR_UINT8] = "uchar",   [RR_UINT16] = "ushort",  [RR_UINT32] = "uint", [RR_UINT64] = "ulong",
      [RR_FLOAT32] = "float", [RR_FLOAT64] = "double",
  };
  return names[dtype];
}

void rr__ocl_build_options(char *out, size_t capacity, const rr__device *device,
                           const rr__ocl_program *program, rr_shape shape)
{
  static const char *const shape_names[] = {
      [RR_FOLD] = "FOLD", [RR_SCALE] = "SCALE", [RR_ROW] = "ROW", [RR_PAIR] = "PAIR"};
  char fixed[40] = "";
  bool exact_division = (device->facts.fp32 & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
  if (program->fixed_cols) snprintf(fixed, sizeof fixed, " -DCOLS=%zuu", program->fixed_cols);
  snprintf(out, capacity, "-cl-std=CL1.2%s -DRR_CELL_%s -DOUT=%s -DSHAPE_%s -DGROUP=%zuu%s%s",
           exact_division ? " -cl-fp32-correctly-rounded-divide-sqrt" : "", rr_dtype_name(program->dtype),
           type_name(program->out_dtype), shape_names[shape], program->group,
           device->facts.fp64 ? " -DRR_FP64" : "", fixed);
}

size_t rr__ocl_fixed_cols(const rr__job *job)
{
  bool worth = job->per == RR_PER_ROW && job->cols <= NARROW_COLS && job->rows >= FIXED_COLS_FROM_ROWS;
  return worth ? job->cols : 0;
}

// No more lanes than the row's blocks can keep busy.
size_t rr__ocl_wide_group(const rr__device *device, size_t cols)
{
  const rr__ocl_device_facts *facts = &device->facts;
  size_t most = rr__min_size(facts->max_group, facts->max_items[0]) / LANES * LANES;
  if (device->work_group) {
    size_t asked = rr__round_up(device->work_group, LANES);
    return rr__min_size(rr__min_size(asked, RR_OCL_GROUP_MOST), most);
  }
  size_t blocks = cols ? rr__divide_up(cols, (size_t)block_length(cols)) : 1;
  size_t busy = blocks < RR_OCL_GROUP_MOST / LANES ? blocks * LANES : RR_OCL_GROUP_MOST;
  return rr__min_size(busy, most);
}

size_t rr__ocl_row_blocks(size_t rows)
{
  return rr__divide_up(rows, BLOCK_ROWS);
}
