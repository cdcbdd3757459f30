// SPDX-License-Identifier: MIT
// Ranks of both sides together, and how often chance gives such ranks.
#include "record/mann_whitney.h"

#include <math.h>
#include <stdlib.h>

enum { EXACT_SAMPLES = 8 };

typedef struct sample {
  double value;
  bool is_a;
} sample;

static int by_value(const void *left, const void *right)
{
  double x = ((const sample *)left)->value, y = ((const sample *)right)->value;
  return (x > y) - (x < y);
}

static sample *merge(const double *a, size_t a_count, const double *b, size_t b_count)
{
  sample *all = malloc((a_count + b_count) * sizeof *all);
  if (!all) return NULL;
  for (size_t i = 0; i < a_count; i++) all[i] = (sample){a[i], true};
  for (size_t i = 0; i < b_count; i++) all[a_count + i] = (sample){b[i], false};
  qsort(all, a_count + b_count, sizeof *all, by_value);
  return all;
}

typedef struct ranking {
  double rank_sum; // of side a; equal values share their mean rank
  double ties;     // the sum of t^3 - t over runs of t equal values
} ranking;

static ranking rank(const sample *all, size_t count)
{
  ranking out = {0, 0};
  for (size_t start = 0, end; start < count; start = end) {
    for (end = start + 1; end < count && all[end].value == all[start].value;) end++;
    double run = (double)(end - start), mean_rank = (double)(start + end + 1) / 2;
    for (size_t i = start; i < end; i++) out.rank_sum += all[i].is_a ? mean_rank : 0;
    out.ties += run * run * run - run;
  }
  return out;
}

// The share of arrangements of few and many samples whose U is at most `u`. counts[k][s]: in how many ways k
// samples of the few can have the sum s of samples of the many below them, built up one of the many at a
// time.
static rr_status exact_share(double *share, size_t few, size_t many, size_t u)
{
  size_t sums = few * many + 1;
  double *counts = calloc((few + 1) * sums, sizeof *counts);
  if (!counts) return rr_fail(RR_ENOMEM, "no memory for an exact test of %zu and %zu samples", few, many);
  for (size_t k = 0; k <= few; k++) counts[k * sums] = 1; // none of the many: all sums are 0
  for (size_t n = 1; n <= many; n++)
    for (size_t k = 1; k <= few; k++) // the largest of all is one of the few, with n below it, or of the many
      for (size_t s = k * n + 1; s-- > n;) counts[k * sums + s] += counts[(k - 1) * sums + s - n];
  double below = 0, all = 0;
  for (size_t s = 0; s < sums; s++) {
    all += counts[few * sums + s];
    if (s <= u) below += counts[few * sums + s];
  }
  *share = below / all;
  free(counts);
  return RR_OK;
}

static double normal_probability(double u_distance, double na, double nb, double ties)
{
  double n = na + nb, variance = na * nb / 12 * (n + 1 - ties / (n * (n - 1)));
  if (variance <= 0) return 1;
  return fmin(1, erfc(fmax(0, u_distance - 0.5) / sqrt(variance) / sqrt(2)));
}

rr_status rr__mann_whitney(double *p, const double *a, size_t a_count, const double *b, size_t b_count)
{
  *p = 1;
  if (a_count == 0 || b_count == 0) return RR_OK;
  sample *all = merge(a, a_count, b, b_count);
  if (!all) return rr_fail(RR_ENOMEM, "no memory to rank %zu samples", a_count + b_count);
  ranking ranks = rank(all, a_count + b_count);
  free(all);
  double na = (double)a_count, nb = (double)b_count, u = ranks.rank_sum - na * (na + 1) / 2;
  size_t few = a_count < b_count ? a_count : b_count, many = a_count + b_count - few;
  if (few > EXACT_SAMPLES || ranks.ties > 0) {
    *p = normal_probability(fabs(u - na * nb / 2), na, nb, ranks.ties);
    return RR_OK;
  }
  rr_status status = exact_share(p, few, many, (size_t)fmin(u, na * nb - u));
  *p = fmin(1, 2 * *p);
  return status;
}

static int by_probability(const void *left, const void *right)
{
  double x = **(double *const *)left, y = **(double *const *)right;
  return (x > y) - (x < y);
}

rr_status rr__holm(double *p, size_t count)
{
  if (count == 0) return RR_OK;
  double **order = malloc(count * sizeof *order), largest = 0;
  if (!order) return rr_fail(RR_ENOMEM, "no memory to correct %zu tests", count);
  for (size_t i = 0; i < count; i++) order[i] = &p[i];
  qsort(order, count, sizeof *order, by_probability);
  for (size_t i = 0; i < count; i++) {
    largest = fmax(largest, fmin(1, *order[i] * (double)(count - i)));
    *order[i] = largest;
  }
  free(order);
  return RR_OK;
}
