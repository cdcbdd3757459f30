// SPDX-License-Identifier: MIT
// What can be computed: the kernel table, made from kernels/kernels.def.
#ifndef ROWRUN_KERNEL_H
#define ROWRUN_KERNEL_H

#include <rowrun/dtype.h>

RR_HEADER_BEGIN

typedef enum rr_shape {
  RR_FOLD,  // one value per row or per column
  RR_SCALE, // a matrix of the input's shape, each row or column scaled by a fold of itself
  RR_ROW,   // some values per row, each from the whole row: users' kernels and expressions
  RR_PAIR,  // a ragged row for each two ragged rows
} rr_shape;

// PAIR: two rows of at most this many items each are done by a device; longer ones always by the CPU pool.
#define RR_PAIR_DEVICE_ITEMS 64

typedef enum rr_param_kind {
  RR_PARAM_LOWER_BOUND, // decimal text; for integer data rounded up, for float32 data rounded up to a float32
  RR_PARAM_UPPER_BOUND, // the same, downwards
  RR_PARAM_CHOICE,      // one of a list of words
  RR_PARAM_NUMBER,      // a number of the dtype `dtype`: integers exactly, within their range
  RR_PARAM_CELL,        // a number of the data's dtype
  RR_PARAM_REAL,        // a float32 for float32 data, else a float64
} rr_param_kind;

#define RR_MAX_PARAMS  16
#define RR_MAX_CHOICES 6
#define RR_MAX_OUTPUTS 64

typedef struct rr_param_info {
  const char *name; // NULL ends a kernel's list
  rr_param_kind kind;
  rr_dtype dtype;       // of a RR_PARAM_NUMBER
  const char *fallback; // the value where none is given; NULL: required
  const char *example;  // of a required one: a value to show and to measure with
  const char *choices[RR_MAX_CHOICES];
  const char *error_choice; // with this choice, a row that the kernel takes note of is an error
  const char *help;
} rr_param_info;

typedef enum rr_result_dtype {
  RR_RESULT_COUNT, // an integer >= 0, at most the number of cells folded; int32 unless asked otherwise
  RR_RESULT_REAL,  // float32 for float32 data, else float64
  RR_RESULT_SUM,   // int64 for signed integers, uint64 for unsigned ones, floats as RR_RESULT_REAL
  RR_RESULT_CELL,  // the data's own dtype
  RR_RESULT_FIXED, // always `result_dtype`
} rr_result_dtype;

typedef struct rr_kernel_info {
  const char *id;     // unique: "normalize_minmax"; also the name of its .cl file
  const char *name;   // what users say: "normalize"
  const char *method; // the variant, chosen by the parameter `method`; NULL where there is one way only
  const char *summary;
  rr_shape shape;
  rr_result_dtype result;
  rr_dtype result_dtype;           // of RR_RESULT_FIXED
  size_t outputs;                  // of a ROW: values per row, 1 to RR_MAX_OUTPUTS
  const char *const *output_names; // that many; NULL: they have none
  const char *note; // what the kernel takes note of, a counter in the statistics: "constant"; NULL: nothing
  const char *refused; // what is wrong with rows that are an error: "has no value"; NULL: none is
  bool computes_f64;   // float32 data, too, are computed in float64; a result is rounded once
  unsigned ulp32,
      ulp64; // how far a float result may be from the reference, in units in the last place; 0: exact
  unsigned operations; // arithmetic per cell, for reports
  rr_param_info params[RR_MAX_PARAMS];
} rr_kernel_info;

// Rows of the kernel table.
RR_API size_t rr_kernel_count(void);

// A row of it, static; NULL where `index` is not less than the count. A name comes once for each of
// its methods.
RR_API const rr_kernel_info *rr_kernel_at(size_t index);

// A parameter as text, by name. Lists end with a NULL name: RR_PARAMS({"min", "4"}, {"max", "8"}).
typedef struct rr_param {
  const char *name, *value;
} rr_param;
#define RR_PARAMS(...) ((const rr_param[]){__VA_ARGS__, {NULL, NULL}})

RR_HEADER_END

#endif
