// SPDX-License-Identifier: MIT
// By how much two benchmarks of one machine differ though nothing was changed: what else ran, how memory was
// laid out, the clock. It knows logarithms of ratios, not what they are of.
#ifndef ROWRUN_REPORT_DRIFT_H
#define ROWRUN_REPORT_DRIFT_H

#include <rowrun/status.h>

typedef struct rr__drift {
  double ratio;    // later to earlier, of all cases together; 1 where none can be told from chance
  double error;    // of its logarithm, as a standard deviation
  double scatter;  // of single cases around it, likewise
  size_t controls; // that tell of it; 0: too few, and the error is a guess
} rr__drift;

// Controls are ratios, later to earlier, of what our code cannot change; `own` are those of the cases to be
// judged. Both are logarithms, and are changed. The ratio is the controls' median. The scatter is that
// of the own cases' shortest half (Rousseeuw and Leroy, 1987, chapter 4), which a change of some of them does
// not widen, but three times that of the controls at most; of few own cases, that of the controls.
rr__drift rr__drift_of(double *controls, size_t control_count, double *own, size_t own_count);

// By how much a case may be off, as a standard deviation of the logarithm of its ratio.
double rr__drift_deviation(const rr__drift *drift);
// False: runs differ so much by themselves (one case in three by a fifth) that no single case tells anything.
bool rr__drift_tells(const rr__drift *drift);

#endif
