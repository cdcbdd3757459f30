// SPDX-License-Identifier: MIT
// What the clock itself costs, and how finely it tells time.
#ifndef ROWRUN_BENCH_TIMER_H
#define ROWRUN_BENCH_TIMER_H

// *overhead_ns: median time of reading the clock twice, as every timing does; *step_ns: the least difference
// of two readings that was seen.
void rr__timer_measure(double *overhead_ns, double *step_ns);

#endif
