// SPDX-License-Identifier: MIT
// Values are sorted once; a resampling is how often each of them was drawn, so that its median takes a walk.
#include "record/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESAMPLINGS = 2000, LOWER = RESAMPLINGS * 25 / 1000, UPPER = RESAMPLINGS - 1 - LOWER };

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void sort(double *values, size_t count)
{
  if (count) qsort(values, count, sizeof *values, compare);
}

static double middle_of(const double *sorted, size_t count)
{
  if (count == 0) return 0;
  return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

double rr__median(double *values, size_t count)
{
  sort(values, count);
  return middle_of(values, count);
}

static size_t group_length(const rr__sampling *sampling, size_t start)
{
  size_t end = start + 1;
  if (sampling->groups)
    while (end < sampling->count && sampling->groups[end] == sampling->groups[start]) end++;
  return end - start;
}

rr_status rr__group_medians(double **out, size_t *count, const rr__sampling *sampling)
{
  size_t room = (sampling->count ? sampling->count : 1) * sizeof(double), groups = 0;
  double *medians = malloc(room), *group = malloc(room);
  if (!medians || !group) {
    free(medians);
    free(group);
    return rr_fail(RR_ENOMEM, "no memory for the medians of %zu samples", sampling->count);
  }
  for (size_t start = 0, length; start < sampling->count; start += length) {
    length = group_length(sampling, start);
    memcpy(group, sampling->values + start, length * sizeof *group);
    medians[groups++] = rr__median(group, length);
  }
  free(group);
  sort(medians, groups);
  *out = medians;
  *count = groups;
  return RR_OK;
}

// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t next_random(uint64_t *state)
{
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

typedef struct resampler {
  const double *sorted;
  size_t count;
  uint32_t *drawn; // how often each was drawn
  uint64_t random;
} resampler;

// The value at this place, from 0, of what was drawn.
static double drawn_at(const resampler *self, size_t place)
{
  size_t seen = 0, i = 0;
  while ((seen += self->drawn[i]) <= place) i++;
  return self->sorted[i];
}

static double resampled_median(resampler *self)
{
  memset(self->drawn, 0, self->count * sizeof *self->drawn);
  for (size_t i = 0; i < self->count; i++) self->drawn[next_random(&self->random) % self->count]++;
  double upper = drawn_at(self, self->count / 2);
  return self->count % 2 ? upper : (drawn_at(self, self->count / 2 - 1) + upper) / 2;
}

static bool resampler_start(resampler *out, const double *sorted, size_t count, uint64_t seed)
{
  *out = (resampler){sorted, count, malloc(count * sizeof *out->drawn), seed};
  return out->drawn != NULL;
}

static rr_status interval_of_median(double *low, double *high, const double *sorted, size_t count)
{
  static const uint64_t seed = 1979;
  double medians[RESAMPLINGS];
  resampler draws;
  if (!resampler_start(&draws, sorted, count, seed))
    return rr_fail(RR_ENOMEM, "no memory to resample %zu groups", count);
  for (size_t i = 0; i < RESAMPLINGS; i++) medians[i] = resampled_median(&draws);
  free(draws.drawn);
  sort(medians, RESAMPLINGS);
  *low = medians[LOWER];
  *high = medians[UPPER];
  return RR_OK;
}

static rr_status distances(double *spread, const double *sorted, size_t count, double median)
{
  double *away = malloc(count * sizeof *away);
  if (!away) return rr_fail(RR_ENOMEM, "no memory for the spread of %zu groups", count);
  for (size_t i = 0; i < count; i++) away[i] = fabs(sorted[i] - median);
  *spread = median != 0 ? rr__median(away, count) / fabs(median) : 0;
  free(away);
  return RR_OK;
}

rr_status rr__summarise(rr__summary *out, const rr__sampling *sampling)
{
  *out = (rr__summary){.count = sampling->count};
  if (sampling->count == 0) return RR_OK;
  double *medians = NULL;
  rr_status status = rr__group_medians(&medians, &out->groups, sampling);
  if (status) return status;
  out->minimum = out->maximum = sampling->values[0];
  for (size_t i = 1; i < sampling->count; i++) {
    out->minimum = fmin(out->minimum, sampling->values[i]);
    out->maximum = fmax(out->maximum, sampling->values[i]);
  }
  out->median = middle_of(medians, out->groups);
  out->low = out->minimum;
  out->high = out->maximum;
  if (out->groups > 1) status = interval_of_median(&out->low, &out->high, medians, out->groups);
  if (!status) status = distances(&out->spread, medians, out->groups, out->median);
  free(medians);
  return status;
}

rr_status rr__ratio_of_medians(rr__ratio *out, const double *numerators, size_t numerator_count,
                               const double *denominators, size_t denominator_count)
{
  static const uint64_t seeds[] = {1947, 1945};
  double ratios[RESAMPLINGS];
  resampler above, below;
  bool have_above = resampler_start(&above, numerators, numerator_count, seeds[0]);
  bool have_below = resampler_start(&below, denominators, denominator_count, seeds[1]);
  for (size_t i = 0; have_above && have_below && i < RESAMPLINGS; i++)
    ratios[i] = resampled_median(&above) / resampled_median(&below);
  free(above.drawn);
  free(below.drawn);
  if (!have_above || !have_below) return rr_fail(RR_ENOMEM, "no memory to resample two medians");
  sort(ratios, RESAMPLINGS);
  out->ratio = middle_of(numerators, numerator_count) / middle_of(denominators, denominator_count);
  out->low = ratios[LOWER];
  out->high = ratios[UPPER];
  return RR_OK;
}
