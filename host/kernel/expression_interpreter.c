// SPDX-License-Identifier: MIT
// An instruction is done for a block of rows before the next one is, so that the work of finding out what is
// to be done is shared, and the loops over a block become vector code. A row's own order of operations is
// that of the program: nothing depends on the block.
#include "kernel/expression_interpreter.h"

#include "core/checked.h"

#include "prelude.h"

#include "expression_functions.h"

#include <string.h>

enum {
  SPACE = 8192, // doubles of all registers together; it fits into a near cache
  MOST_BLOCK_ROWS = 256,
  STORED = 1024, // results that are put side by side at a time
};

typedef struct machine {
  const rr__cpu_call *call;
  const rr__program *program;
  size_t first, rows; // the block's
  size_t room;        // rows of a register
  double *space;
} machine;

// A register that an instruction both reads and writes, as accumulators are, carries nothing from row to row.
#ifdef __clang__
#define ROWS_ARE_INDEPENDENT
#else
#define ROWS_ARE_INDEPENDENT _Pragma("GCC ivdep")
#endif

typedef void operate_fn(double *out, const double *as, const double *bs, const double *cs, size_t rows);

#define OPERATION(id, values, kind, ...)                                                                     \
  static void operate_##id(double *out, const double *as, const double *bs, const double *cs, size_t rows)   \
  {                                                                                                          \
    ROWS_ARE_INDEPENDENT                                                                                     \
    for (size_t row = 0; row < rows; row++) {                                                                \
      double a = as[row], b = (values) > 1 ? bs[row] : 0, c = (values) > 2 ? cs[row] : 0;                    \
      (void)b, (void)c;                                                                                      \
      out[row] = __VA_ARGS__;                                                                                \
    }                                                                                                        \
  }
#define FUNCTION OPERATION
#include "expression.def"
#undef FUNCTION
#undef OPERATION

static operate_fn *const operate[RR__OPERATIONS] = {
#define OPERATION(id, values, kind, ...) [RR__OP_##id] = operate_##id,
#define FUNCTION                         OPERATION
#include "expression.def"
#undef FUNCTION
#undef OPERATION
};

// A column of the block.
typedef void load_fn(double *out, const void *cells, size_t stride, size_t rows);

#define DEFINE_LOAD(name, value, type)                                                                       \
  static void load_##name(double *out, const void *cells, size_t stride, size_t rows)                        \
  {                                                                                                          \
    const type *cell = cells;                                                                                \
    for (size_t row = 0; row < rows; row++) out[row] = (double)cell[row * stride];                           \
  }
RR_DTYPE_LIST(DEFINE_LOAD)
#undef DEFINE_LOAD

static load_fn *const load[RR_DTYPE_END] = {
#define LOAD_ENTRY(name, value, type) [value] = load_##name,
    RR_DTYPE_LIST(LOAD_ENTRY)
#undef LOAD_ENTRY
};

static const void *cell_at(const machine *self, size_t row, size_t column)
{
  size_t index = (self->first + row) * self->call->in_stride + column;
  return (const char *)self->call->in + index * rr_dtype_size(self->call->dtype);
}

static void fill(const machine *self, double *out, double number)
{
  for (size_t row = 0; row < self->rows; row++) out[row] = number;
}

static void load_column(const machine *self, double *out, size_t column)
{
  if (column < self->call->cols)
    load[self->call->dtype](out, cell_at(self, 0, column), self->call->in_stride, self->rows);
  else
    fill(self, out, NAN_64);
}

static void load_computed(const machine *self, double *out, const double *columns)
{
  for (size_t row = 0; row < self->rows; row++) {
    double column = columns[row];
    bool is_there = column >= 0 && column < (double)self->call->cols && floor(column) == column;
    out[row] = NAN_64;
    if (is_there) load[self->call->dtype](&out[row], cell_at(self, row, (size_t)column), 0, 1);
  }
}

static double *reg(const machine *self, uint16_t number)
{
  return self->space + number * self->room;
}

// `column` is the running one.
static void run_instruction(const machine *self, const rr__instruction *instruction, size_t column)
{
  double *out = reg(self, instruction->out);
  const double *a = reg(self, instruction->inputs[0]);
  switch (instruction->kind) {
  case RR__NODE_NUMBER: fill(self, out, instruction->number); break;
  case RR__NODE_COLS: fill(self, out, (double)self->call->cols); break;
  case RR__NODE_INDEX: fill(self, out, (double)column); break;
  case RR__NODE_RUNNING: load_column(self, out, column); break;
  case RR__NODE_COLUMN: load_column(self, out, instruction->column); break;
  case RR__NODE_CELL_AT: load_computed(self, out, a); break;
  case RR__NODE_OPERATION:
    operate[instruction->operation](out, a, reg(self, instruction->inputs[1]),
                                    reg(self, instruction->inputs[2]), self->rows);
    break;
  case RR__NODE_REDUCTION: break;
  }
}

static void run_section(const machine *self, const rr__section *section)
{
  size_t times = section->is_loop ? self->call->cols : 1;
  for (size_t column = 0; column < times; column++)
    for (size_t at = section->first; at < section->end; at++)
      run_instruction(self, &self->program->instructions[at], column);
}

// Results are put side by side, row by row, as many rows at a time as there is room for.
typedef union results {
  double real[STORED];
  int64_t integer[STORED];
} results;

static void gather_results(results *out, const machine *self, size_t first, size_t rows)
{
  const size_t outputs = self->program->output_count;
  for (size_t i = 0; i < outputs; i++) {
    const double *values = reg(self, self->program->outputs[i]) + first;
    if (self->program->gives_integers)
      for (size_t row = 0; row < rows; row++) out->integer[row * outputs + i] = (int64_t)values[row];
    else
      for (size_t row = 0; row < rows; row++)
        out->real[row * outputs + i] = IS_NAN(values[row]) ? NAN_64 : values[row];
  }
}

static void store_cells(const rr__cpu_call *call, size_t row, const double *from, size_t count)
{
  char *out = (char *)call->out + row * call->out_stride * call->out_cell_bytes;
  if (call->convert)
    call->convert(out, from, count);
  else
    memcpy(out, from, count * sizeof *from);
}

static void store_results(const machine *self)
{
  const size_t outputs = self->program->output_count, most = STORED / outputs;
  results gathered;
  for (size_t first = 0; first < self->rows; first += most) {
    size_t rows = rr__min_size(most, self->rows - first);
    gather_results(&gathered, self, first, rows);
    bool has_gaps = self->call->out_stride != outputs;
    size_t step = has_gaps ? 1 : rows;
    for (size_t row = 0; row < rows; row += step)
      store_cells(self->call, self->first + first + row, gathered.real + row * outputs, step * outputs);
  }
}

static void interpret_rows(const rr__cpu_call *call)
{
  const rr__program *program = call->user;
  double space[SPACE];
  size_t room = SPACE / (program->register_count ? program->register_count : 1);
  machine self = {
      .call = call, .program = program, .room = rr__min_size(room, MOST_BLOCK_ROWS), .space = space};
  self.rows = self.room;
  run_section(&self, &program->sections[0]);
  for (; self.first < call->rows; self.first += self.room) {
    self.rows = rr__min_size(self.room, call->rows - self.first);
    for (size_t i = 1; i < program->section_count; i++) run_section(&self, &program->sections[i]);
    store_results(&self);
  }
}

const rr__cpu_kernel rr__interpreter_of_reals = {.result = RR_FLOAT64, .run_rows = interpret_rows};
const rr__cpu_kernel rr__interpreter_of_integers = {.result = RR_INT64, .run_rows = interpret_rows};
