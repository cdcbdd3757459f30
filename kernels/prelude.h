// SPDX-License-Identifier: MIT
// Makes one kernel text compile as OpenCL C 1.2 and as C11. Only this file knows which of the two is
// compiled.
//
// A kernel file is compiled once per cell dtype: RR_CELL_int32 (say) is defined, and SHAPE_SCALE for that
// shape. It finds here: CELL, UCELL (the unsigned type of the same width), REAL (what real results are
// computed in), IS_FLOAT, CELL_LOWEST, CELL_HIGHEST, and the functions below. It defines, as described in
// kernels.def:
//   PARAMS(F), ACC(F)   lists of fields: F(type, name)
//   DECLARE_FIELDS;     makes params_t and acc_t of them
//   identity, step, merge, finish; for SCALE also finished_t, apply; NOTE(finished) where it takes note of
//   rows.
// A file of SHAPE_ROW defines PARAMS, OUTPUTS (values per row), result_t, and after ROW the block that
// computes a row's values: X(i) is a cell, COLUMNS how many there are, OUT(k) a value to be set (0 unless it
// is). A fold that does nothing but count cells may also define CELL_COUNTS(cell, params), 0 or 1, and
// counted(n), the accumulator after n cells that count: the CPU then counts short rows several at a time.
// params_t always has omit_nan (0 or 1) besides the kernel's own fields. Names that are words of OpenCL C
// cannot be used: constant, global, local, private, half, kernel.

#ifdef __OPENCL_VERSION__

#ifdef RR_FP64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double f64;
#endif
#pragma OPENCL FP_CONTRACT OFF
typedef char i8;
typedef short i16;
typedef int i32;
typedef long i64;
typedef uchar u8;
typedef ushort u16;
typedef uint u32;
typedef ulong u64;
typedef float f32;
#undef step // OpenCL has functions of this name, and PoCL a macro
#define step   step_
#define FN     static inline
#define GLOBAL __global
#define NAN_32 as_float(0x7fc00000u)
#define NAN_64 as_double(0x7ff8000000000000ul)

#else

#include <math.h>
#include <stdint.h>
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef float f32;
typedef double f64;
#define FN static inline __attribute__((always_inline))
#define GLOBAL
#define NAN_32 __builtin_nanf("")
#define NAN_64 __builtin_nan("")

#endif

#if defined RR_CELL_int8
#define CELL         i8
#define UCELL        u8
#define CELL_LOWEST  (-127 - 1)
#define CELL_HIGHEST 127
#elif defined RR_CELL_int16
#define CELL         i16
#define UCELL        u16
#define CELL_LOWEST  (-32767 - 1)
#define CELL_HIGHEST 32767
#elif defined RR_CELL_int32
#define CELL         i32
#define UCELL        u32
#define CELL_LOWEST  (-2147483647 - 1)
#define CELL_HIGHEST 2147483647
#elif defined RR_CELL_int64
#define CELL         i64
#define UCELL        u64
#define CELL_LOWEST  (-9223372036854775807L - 1)
#define CELL_HIGHEST 9223372036854775807L
#elif defined RR_CELL_uint8
#define CELL         u8
#define UCELL        u8
#define CELL_LOWEST  0
#define CELL_HIGHEST 255
#elif defined RR_CELL_uint16
#define CELL         u16
#define UCELL        u16
#define CELL_LOWEST  0
#define CELL_HIGHEST 65535
#elif defined RR_CELL_uint32
#define CELL         u32
#define UCELL        u32
#define CELL_LOWEST  0
#define CELL_HIGHEST 4294967295u
#elif defined RR_CELL_uint64
#define CELL         u64
#define UCELL        u64
#define CELL_LOWEST  0
#define CELL_HIGHEST 18446744073709551615ul
#elif defined RR_CELL_float32
#define CELL         f32
#define IS_FLOAT     1
#define CELL_LOWEST  ((f32)(-INFINITY))
#define CELL_HIGHEST ((f32)INFINITY)
#define REAL         f32
#define REAL_NAN     NAN_32
#elif defined RR_CELL_float64
#define CELL         f64
#define IS_FLOAT     1
#define CELL_LOWEST  ((f64)(-INFINITY))
#define CELL_HIGHEST ((f64)INFINITY)
#endif

#ifndef IS_FLOAT
#define IS_FLOAT 0
#endif
#ifndef REAL
#define REAL     f64
#define REAL_NAN NAN_64
#endif

// Text of a field list into a struct.
#define DECLARE_FIELD_(type, name) type name;
#define DECLARE_PARAMS                                                                                       \
  typedef struct {                                                                                           \
    PARAMS(DECLARE_FIELD_) u32 omit_nan;                                                                     \
  } params_t
#define DECLARE_FIELDS                                                                                       \
  DECLARE_PARAMS;                                                                                            \
  typedef struct {                                                                                           \
    ACC(DECLARE_FIELD_)                                                                                      \
  } acc_t

// Comparisons, not isnan(): both compilers turn them into one instruction, and no option may change them.
#define IS_NAN(x)      ((x) != (x))
#define IS_INFINITE(x) ((x) == INFINITY || (x) == -INFINITY)
#define IS_FINITE(x)   (!IS_NAN(x) && !IS_INFINITE(x))

// Every NaN that leaves a kernel is this one, since processors disagree about its sign and payload.
#define CANONICAL(x) (IS_NAN(x) ? REAL_NAN : (x))

#ifdef SHAPE_ROW
#ifdef __OPENCL_VERSION__
typedef OUT stored_t; // the host's word for the type that results are stored in
#undef OUT
#endif
#define ROW                                                                                                  \
  DECLARE_PARAMS;                                                                                            \
  FN void compute_values(result_t *values_, const GLOBAL CELL *cells_, u64 columns_, params_t params)
#define X(i)    (cells_[i])
#define OUT(k)  (values_[k])
#define COLUMNS (columns_)
// Schedules do this to values, so that no row has to; an integer is never a NaN.
#define CANONICAL_VALUE(x) (IS_NAN(x) ? (result_t)NAN_32 : (x))
#endif
