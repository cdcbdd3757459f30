// SPDX-License-Identifier: MIT
// The texts that devices compile, embedded at build time: prelude, order, schedules, and one body per kernel.
#ifndef ROWRUN_KERNELS_TEXTS_H
#define ROWRUN_KERNELS_TEXTS_H

typedef struct rr__text {
  const char *name; // file name below kernels/: "count.cl"
  const char *text;
} rr__text;

extern const rr__text rr__texts[]; // ends with a NULL name

#endif
