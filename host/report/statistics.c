// SPDX-License-Identifier: MIT
#include "report/statistics.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double rr__median(double *values, size_t count)
{
  if (count == 0) return 0;
  qsort(values, count, sizeof *values, compare);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

rr_status rr__summarise(rr__summary *out, const rr__sampling *sampling)
{
  double *values = malloc((sampling->count ? sampling->count : 1) * sizeof *values);
  if (!values) return rr_fail(RR_ENOMEM, "no memory for a summary");
  for (size_t i = 0; i < sampling->count; i++) values[i] = sampling->values[i];
  out->median = rr__median(values, sampling->count);
  out->count = sampling->count;
  out->low = out->minimum = sampling->count ? values[0] : 0;
  out->high = out->maximum = sampling->count ? values[sampling->count - 1] : 0;
  free(values);
  return RR_OK;
}
