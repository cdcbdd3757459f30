// SPDX-License-Identifier: MIT
// A function of a row, written as a text: "sqrt(x[0]*x[0] + x[1]*x[1])", "count(4 <= x && x <= 8)".
//
// The language is that of C's expressions, with the same operators and the same precedence: + - * / % ! ~ <
// <= > >= == != && || ?: & | ^ << >> ( ). There are no assignments. Commas part several outputs; a name and =
// before an output name its column: "s = A + B, \"A - B\" = A - B".
//
// Values. Everything is float64: the cells of every dtype, and numbers: 12, 1.5, .5e-3, 0x1F, pi, e, inf,
// nan, true (1), false (0). An integer that float64 does not hold exactly is refused, in the text and (beyond
// 2^53) in the data. So / is the true division, and % is C's fmod: the sign of the result is the dividend's.
// Comparisons and logic give 0 or 1; what is not 0 is true, NaN too. & | ^ ~ << >> are for whole numbers up
// to 2^53, as 64 bits in two's complement, shifts by 0 to 63; of other values they give NaN. A chain such as
// 4 <= x <= 8 is refused, since C means something else by it.
//
// The row. x[0] is its first cell; x[...] may be computed: where there is no such column it is NaN. The name
// of a column is its cell; names that are none in C stand in quotes, x["weight in kg"], where a backslash
// takes the next character as it is. cols is how many columns there are. A name followed by ( is a function,
// whatever columns there are. pi, e, inf, nan, true, false and cols are refused where a column has that name;
// x["e"] is then the column.
//
// Over the row: sum(v) mean(v) min(v) max(v) count(v) any(v) all(v), where x alone is the running cell and i
// its index: sum(x * x), count(x > 3), sum(x[i] * i). They go from left to right. A function over the row
// inside of another has an x of its own: sum((x - mean(x)) * (x - mean(x))). No columns: sum, count and any
// are 0, all is 1, min, max and mean are NaN. count, any and all look at whether v is not 0.
//
// Of values: sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh floor
// ceil trunc abs sign isnan isinf isfinite of one, pow hypot atan2 fmod of two, min and max of two to
// sixteen, clamp(v, least, greatest), round(v) and round(v, n), which is Python's: to n decimal places (-22
// to 22, a constant), ties to even. min and max are NaN where a value is, and know -0 from +0.
//
// The result has a row for each row, and a column for each output. It is int64 where all outputs are made of
// comparisons, logic, count, any, all, integers in the text, cols and i, by + - * ! ?: abs min max alone, so
// that they cannot be anything but whole numbers up to 2^53; else it is float64. Another dtype may be asked
// for.
//
// The CPU interprets an expression, without a compiler; devices compile it. Both give the same bits, whatever
// the threads and tiles, where it does without the functions from cbrt to tanh in the list, pow and atan2:
// these are each off by what OpenCL allows, at most 6 units in the last place (pow 16), and differ from
// device to device. hypot is the same everywhere, within 2 units.
#ifndef ROWRUN_EXPRESSION_H
#define ROWRUN_EXPRESSION_H

#include <rowrun/run.h>

RR_HEADER_BEGIN

// Runs the expression over the rows of `in`; the other arguments are those of rr_run, and so are the errors.
// RR_EUSAGE: a mistake in the text (its column, from 1, is in the error text); RR_PER_COL; RR_NAN_OMIT, since
// isnan(x) says it better; a process of its own, which an expression does not need: it always ends, and reads
// nothing but its row. RR_EDATA: an integer beyond 2^53.
RR_API rr_status rr_map_expression(rr_context *context, const char *text, const rr_matrix *in,
                                   rr_matrix **out, const rr_run_options *options,
                                   rr_run_stats *stats) RR_MUST_CHECK;

// Makes an expression a kernel of the context, for rr_run and all others that take a kernel by name. Column
// names, and how many columns there are, are those of `like`, which is not kept; a run over a matrix that
// lacks a column which the expression names is RR_EUSAGE. RR_EUSAGE: a mistake in the text, or a name that is
// none or is taken; RR_ENOMEM.
RR_API rr_status rr_expression_register(rr_context *context, const char *name, const char *text,
                                        const rr_matrix *like) RR_MUST_CHECK;

RR_HEADER_END

#endif
