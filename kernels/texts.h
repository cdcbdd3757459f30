// SPDX-License-Identifier: MIT
// The texts that are compiled at run time, embedded when rowrun is built: prelude, order, schedules, one body
// per kernel, and for users' kernels the CPU's schedules and the public headers that these include.
#ifndef ROWRUN_KERNELS_TEXTS_H
#define ROWRUN_KERNELS_TEXTS_H

typedef struct rr__text {
  const char *name; // file name below kernels/: "count.cl"; or rowrun/NAME.h
  const char *text;
} rr__text;

extern const rr__text rr__texts[]; // ends with a NULL name

#endif
