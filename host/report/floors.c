// SPDX-License-Identifier: MIT
// Takes each round's fastest sample, and looks how many of them lie close together at the lower end.
#include "report/floors.h"

#include <stdlib.h>

enum { FASTEST_ROUNDS = 5, FIRM_ROUNDS = 8 };
static const double close = 1.03;

// The fastest samples of the rounds, rising; how many.
static size_t fastest_of_rounds(double *out, const rr__case *of)
{
  size_t count = 0;
  for (size_t i = 0; i < of->sample_count; i++) {
    double ns = of->samples[i].total_ns;
    if (i == 0 || of->samples[i].round != of->samples[i - 1].round)
      out[count++] = ns;
    else if (ns < out[count - 1])
      out[count - 1] = ns;
  }
  rr__median(out, count); // which sorts them
  return count;
}

rr_status rr__floor_of(rr__floor *out, const rr__case *of)
{
  *out = (rr__floor){0, false};
  double *fastest = malloc((of->sample_count + 1) * sizeof *fastest);
  if (!fastest) return rr_fail(RR_ENOMEM, "no memory for the fastest of %zu samples", of->sample_count);
  size_t count = fastest_of_rounds(fastest, of), some = count < FASTEST_ROUNDS ? count : FASTEST_ROUNDS;
  for (size_t i = 0; i < some; i++) out->ns += fastest[i] / (double)some;
  out->is_firm = count >= FIRM_ROUNDS && fastest[FIRM_ROUNDS - 1] <= close * out->ns;
  free(fastest);
  return RR_OK;
}
