// SPDX-License-Identifier: MIT
// Scatter is never taken for less than what runs of the same code are known to differ by.
#include "report/drift.h"

#include "record/statistics.h"

#include <math.h>

enum { LEAST_CONTROLS = 4, LEAST_OWN = 6 };
static const double least_scatter = 0.01;
static const double least_error = 0.01; // controls are not slowed down by quite what slows down ours
static const double guessed_error = 0.02, guessed_scatter = 0.02; // of runs that nothing tells of
static const double normal = 1.4826;          // a standard deviation, of a median distance
static const double error_of_median = 1.2533; // times the deviation, by the root of how many they are
static const double errors_that_are_none = 2; // a drift within so many is not taken out

static const double most_to_controls = 3; // cases that scatter more than so were changed, each in its own way
static const double most_to_tell = 0.2;

// What a scatter of few is multiplied by, since it is too small more often than too large.
static double of_few(size_t count)
{
  return 1 + 5 / (double)count;
}

static double scatter_around(double *logs, size_t count, double middle)
{
  for (size_t i = 0; i < count; i++) logs[i] = fabs(logs[i] - middle);
  return normal * of_few(count) * rr__median(logs, count);
}

// Half the width of the narrowest interval that holds half of them.
static double scatter_of_half(double *logs, size_t count)
{
  size_t half = count / 2 + 1;
  double width = INFINITY;
  rr__median(logs, count); // which sorts them
  for (size_t i = 0; i + half <= count; i++) width = fmin(width, logs[i + half - 1] - logs[i]);
  return normal * of_few(count) * width / 2;
}

rr__drift rr__drift_of(double *controls, size_t control_count, double *own, size_t own_count)
{
  rr__drift drift = {.ratio = 1, .error = guessed_error, .scatter = guessed_scatter};
  if (control_count >= LEAST_CONTROLS) {
    double middle = rr__median(controls, control_count);
    drift.controls = control_count;
    drift.scatter = scatter_around(controls, control_count, middle);
    drift.error = fmax(least_error, error_of_median * drift.scatter / sqrt((double)control_count));
    if (fabs(middle) > errors_that_are_none * drift.error) drift.ratio = exp(middle);
  }
  if (own_count >= LEAST_OWN) {
    double most = drift.controls ? most_to_controls * drift.scatter : INFINITY;
    drift.scatter = fmin(scatter_of_half(own, own_count), fmax(most, least_scatter));
  }
  drift.scatter = fmax(drift.scatter, least_scatter);
  return drift;
}

double rr__drift_deviation(const rr__drift *drift)
{
  return hypot(drift->error, drift->scatter);
}

bool rr__drift_tells(const rr__drift *drift)
{
  return rr__drift_deviation(drift) <= most_to_tell;
}
