// SPDX-License-Identifier: MIT
// Reads the clock many times and takes medians.
#include "bench/timer.h"

#include "core/clock.h"
#include "record/statistics.h"

enum { BATCHES = 101, PAIRS = 100 };

// Mean of many pairs, since one takes hardly longer than the clock's step.
static double time_of_a_pair(double *step_ns)
{
  uint64_t start = rr__now_ns();
  for (int i = 0; i < PAIRS; i++) {
    uint64_t first = rr__now_ns(), second = rr__now_ns();
    double difference = (double)(second - first);
    if (difference > 0 && (*step_ns == 0 || difference < *step_ns)) *step_ns = difference;
  }
  return (double)(rr__now_ns() - start) / PAIRS;
}

void rr__timer_measure(double *overhead_ns, double *step_ns)
{
  double batches[BATCHES];
  *step_ns = 0;
  for (int i = 0; i < BATCHES; i++) batches[i] = time_of_a_pair(step_ns);
  *overhead_ns = rr__median(batches, BATCHES);
}
