// SPDX-License-Identifier: MIT
// Makes one kernel text compile as OpenCL C 1.2 and as C11. Only this file knows which of the two is
// compiled.
//
// A kernel file is compiled once per cell dtype: RR_CELL_int32 (say) is defined, and SHAPE_SCALE for that
// shape. It finds here: CELL, UCELL (the unsigned type of the same width), CELL_BITS, REAL (what real results
// are computed in where float32 is enough for float32), TOTAL (what sums of integers must fit into),
// IS_FLOAT, IS_SIGNED, CELL_LOWEST, CELL_HIGHEST, and the functions below. HAS_F64 is defined where f64 is a
// type. It defines:
//   PARAMS(F), ACC(F)   lists of fields: F(type, name)
//   DECLARE_FIELDS;     makes params_t and acc_t of them. Flags beside fields of 64 bits are u64: a copy of
//                       padding is an uninitialised read to those who look for them
//   identity, step, merge, finish; for SCALE also finished_t and apply
//   NOTE(finished)      for SCALE, where it takes note of rows; REFUSED(acc, n) for FOLD, of rows that are an
//                       error
// A fold that must go over its cells twice defines TWO_PASSES and, instead of finish: middle_t; middle, what
// is known after the first pass; step2, which the second pass takes its cells by; and finish2. Both passes
// have the same acc_t, identity and merge. A fold that does nothing but count cells may also define
// CELL_COUNTS(cell, params), 0 or 1, and counted(n), the accumulator after n cells that count: the CPU then
// counts short rows several at a time.
// A file of SHAPE_ROW defines PARAMS, OUTPUTS (values per row), result_t, and after ROW the block that
// computes a row's values: X(i) is a cell, COLUMNS how many there are, OUT(k) a value to be set (0 unless it
// is). A file of SHAPE_PAIR defines keep(in_second, came_before): whether an item of the first row is given
// that is in the second one or is not, and that came before in the first or did not. params_t always has
// omit_nan (0 or 1) besides the kernel's own fields. What several bodies share is a header of this folder
// that they include; for devices the build puts its text in that place. Names that are words of OpenCL C
// cannot be used: constant, global, local, private, half, kernel.

#ifdef __OPENCL_VERSION__

#ifdef RR_FP64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double f64;
#define HAS_F64
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
#define HAS_F64
#define FN static inline __attribute__((always_inline))
#define GLOBAL
#define NAN_32 __builtin_nanf("")
#define NAN_64 __builtin_nan("")

// What OpenCL has by these names.
FN i32 as_int(f32 value)
{
  i32 bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

FN f32 as_float(i32 bits)
{
  f32 value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

FN i64 as_long(f64 value)
{
  i64 bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

FN f64 as_double(i64 bits)
{
  f64 value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

FN u64 mul_hi(u64 a, u64 b)
{
  __extension__ typedef unsigned __int128 u128;
  return (u64)((u128)a * b >> 64);
}

#endif

#if defined RR_CELL_int8
#define CELL         i8
#define CELL_BITS    8
#define IS_SIGNED    1
#define UCELL        u8
#define CELL_LOWEST  (-127 - 1)
#define CELL_HIGHEST 127
#elif defined RR_CELL_int16
#define CELL         i16
#define CELL_BITS    16
#define IS_SIGNED    1
#define UCELL        u16
#define CELL_LOWEST  (-32767 - 1)
#define CELL_HIGHEST 32767
#elif defined RR_CELL_int32
#define CELL         i32
#define CELL_BITS    32
#define IS_SIGNED    1
#define UCELL        u32
#define CELL_LOWEST  (-2147483647 - 1)
#define CELL_HIGHEST 2147483647
#elif defined RR_CELL_int64
#define CELL         i64
#define CELL_BITS    64
#define IS_SIGNED    1
#define UCELL        u64
#define CELL_LOWEST  (-9223372036854775807L - 1)
#define CELL_HIGHEST 9223372036854775807L
#elif defined RR_CELL_uint8
#define CELL         u8
#define CELL_BITS    8
#define UCELL        u8
#define CELL_LOWEST  0
#define CELL_HIGHEST 255
#elif defined RR_CELL_uint16
#define CELL         u16
#define CELL_BITS    16
#define UCELL        u16
#define CELL_LOWEST  0
#define CELL_HIGHEST 65535
#elif defined RR_CELL_uint32
#define CELL         u32
#define CELL_BITS    32
#define UCELL        u32
#define CELL_LOWEST  0
#define CELL_HIGHEST 4294967295u
#elif defined RR_CELL_uint64
#define CELL         u64
#define CELL_BITS    64
#define UCELL        u64
#define CELL_LOWEST  0
#define CELL_HIGHEST 18446744073709551615ul
#elif defined RR_CELL_float32
#define CELL         f32
#define CELL_BITS    32
#define IS_SIGNED    1
#define UCELL        u32
#define IS_FLOAT     1
#define CELL_LOWEST  ((f32)(-INFINITY))
#define CELL_HIGHEST ((f32)INFINITY)
#define REAL         f32
#define REAL_NAN     NAN_32
#elif defined RR_CELL_float64
#define CELL         f64
#define CELL_BITS    64
#define IS_SIGNED    1
#define UCELL        u64
#define IS_FLOAT     1
#define CELL_LOWEST  ((f64)(-INFINITY))
#define CELL_HIGHEST ((f64)INFINITY)
#endif

#ifndef IS_FLOAT
#define IS_FLOAT 0
#endif
#ifndef IS_SIGNED
#define IS_SIGNED 0
#endif
#if IS_SIGNED
#define IS_NEGATIVE(x) ((x) < 0)
#define TOTAL          i64
#define TOTAL_HIGHEST  9223372036854775807l
#else
#define IS_NEGATIVE(x) 0
#define TOTAL          u64
#define TOTAL_HIGHEST  18446744073709551615ul
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
#define CANONICAL(x)    (IS_NAN(x) ? REAL_NAN : (x))
#define CANONICAL_64(x) (IS_NAN(x) ? NAN_64 : (x))

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
