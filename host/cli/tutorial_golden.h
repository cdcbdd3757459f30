// SPDX-License-Identifier: MIT
// What every section of the tutorial must give, line by line. Numbers of the matrix come from NumPy 1.24:
//   d = numpy.random.RandomState(100).randint(0, 10, size=(200000, 5)); c = ((d >= 4) & (d <= 8)).sum(axis=1)
#ifndef ROWRUN_CLI_TUTORIAL_GOLDEN_H
#define ROWRUN_CLI_TUTORIAL_GOLDEN_H

#define GOLDEN_CPUS "usable processors are 1 to those present: yes\n"

// sum: (numpy.arange(200000) * d.sum(axis=1)).sum()
#define GOLDEN_DATA                                                                                          \
  "shape: 200000 x 5 int64\n"                                                                                \
  "row 0: 8 8 3 7 7\n"                                                                                       \
  "row 1: 0 4 2 5 2\n"                                                                                       \
  "row 2: 2 2 1 0 8\n"                                                                                       \
  "row 3: 4 0 9 6 2\n"                                                                                       \
  "sum of row number x cell: 450187626082\n"

// c[:10]; numpy.bincount(c); (numpy.arange(200000) * c).sum()
#define GOLDEN_COUNTS                                                                                        \
  "first ten: 4 2 1 2 3 2 2 2 2 2\n"                                                                         \
  "rows with 0..5 such values: 6169 31116 62390 62868 31228 6229\n"                                          \
  "sum of row number x count: 50042187794\n"

#define GOLDEN_HYPOTENUSE "hypotenuses: 9.43 5.83 5.0 5.66 11.4\nvalues: 5\n"
#define GOLDEN_SQUARES    "sums of squares: 163 147\nvalues: 2\n"

// The tutorial's frame, and two rows in which rounding before the root shows: 0.05 and 0.03 give 0.0 there.
#define GOLDEN_EXPRESSIONS                                                                                   \
  GOLDEN_COUNTS                                                                                              \
  "hypotenuses, rounded before the root, too: 9.43 5.83 5.0 5.66 11.4 0.0 0.1\n"

// [p.shape for p in numpy.array_split(d, 4)]; numpy.array_split(c, 4) and its sums
#define GOLDEN_PARTS                                                                                         \
  "part 0: 50000 x 5\n"                                                                                      \
  "part 1: 50000 x 5\n"                                                                                      \
  "part 2: 50000 x 5\n"                                                                                      \
  "part 3: 50000 x 5\n"                                                                                      \
  "stacked: 200000 x 1\n" GOLDEN_COUNTS

#define GOLDEN_LIFE                                                                                          \
  "squares: 1 4 9 16 25 36 49 64 81 100\n"                                                                   \
  "join before close: RR_EUSAGE\n"                                                                           \
  "close, then join: RR_OK\n"                                                                                \
  "a map after close: RR_ECLOSED\n"                                                                          \
  "join again: RR_OK\n"

// Python's sets have no order; these are in the order of the first list.
#define GOLDEN_COMMON                                                                                        \
  "row 0: 2 3\n"                                                                                             \
  "row 1: 6\n"                                                                                               \
  "row 2: 11 12\n"                                                                                           \
  "row 3: 21\n"

#define GOLDEN_SCRIPTS                                                                                       \
  "script 1: exit code 0\n"                                                                                  \
  "script 2: exit code 3\n"                                                                                  \
  "script 3: ended by signal 15\n"

// The lists of exercise 3. n = (d - min) / (max - min) by rows, zeros where max == min: such rows are 13;
// 2520 x n has no fractions: (numpy.arange(200000)[:, None] * numpy.rint(2520 * n).astype(int)).sum()
#define GOLDEN_NORMALIZE                                                                                     \
  "list 0: 0.0 0.333333333333333 0.666666666666667 1.0\n"                                                    \
  "list 1: 0.0 0.5 0.666666666666667 1.0\n"                                                                  \
  "list 2: 0.0 0.333333333333333 0.666666666666667 1.0\n"                                                    \
  "list 3: 0.0 0.6 0.8 1.0\n"                                                                                \
  "matrix, row 0: 1.0 1.0 0.0 0.8 0.8\n"                                                                     \
  "matrix, row 1: 0.0 0.8 0.4 1.0 0.4\n"                                                                     \
  "matrix, sum of row number x 2520 x cell: 126077318620002\n"                                               \
  "matrix, rows that are all one value: 13\n"

#endif
