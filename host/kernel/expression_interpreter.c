// SPDX-License-Identifier: MIT
// An instruction is done for a block of rows before the next one is, so that the work of finding out what is
// to be done is shared, and the loops over a block become vector code. A row's own order of operations is
// that of the program: nothing depends on the block.
#include "kernel/expression_interpreter.h"

#include "core/checked.h"

#include "prelude.h"

#include "expression_functions.h"

#include <string.h>

enum { SPACE = 8192, MOST_BLOCK_ROWS = 256 }; // doubles of all registers together; it fits into a near cache

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

static void store_row(const machine *self, size_t row)
{
  const rr__cpu_call *call = self->call;
  union {
    double real[RR__MOST_OUTPUTS];
    int64_t integer[RR__MOST_OUTPUTS];
  } results;
  for (size_t i = 0; i < self->program->output_count; i++) {
    double value = reg(self, self->program->outputs[i])[row];
    if (self->program->gives_integers)
      results.integer[i] = (int64_t)value;
    else
      results.real[i] = IS_NAN(value) ? NAN_64 : value;
  }
  char *out = (char *)call->out + (self->first + row) * call->out_stride * call->out_cell_bytes;
  if (call->convert)
    call->convert(out, &results, self->program->output_count);
  else
    memcpy(out, &results, self->program->output_count * sizeof results.real[0]);
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
    for (size_t row = 0; row < self.rows; row++) store_row(&self, row);
  }
}

const rr__cpu_kernel rr__interpreter_of_reals = {.result = RR_FLOAT64, .run_rows = interpret_rows};
const rr__cpu_kernel rr__interpreter_of_integers = {.result = RR_INT64, .run_rows = interpret_rows};
