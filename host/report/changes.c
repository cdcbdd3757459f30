// SPDX-License-Identifier: MIT
// Matches cases, takes drift out, and judges. It knows nothing of how that is shown.
#include "report/changes.h"

#include "record/mann_whitney.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double deviations = 3;      // widen an interval
static const double significance = 0.05; // of all cases together
enum { FASTEST_PART = 10, ENOUGH_PEERS = 6 };

const char *rr__verdict_name(rr__verdict verdict)
{
  static const char *const names[] = {"same", "slower", "faster", "not sure"};
  return names[verdict];
}

static bool has_time(const rr__case *of)
{
  return of->outcome == RR_OUTCOME_VERIFIED && of->sample_count > 0 && of->summary.median > 0;
}

// What cannot be done, or is not installed, in both is nobody's surprise.
static bool is_broken(const rr__case *of)
{
  return of->outcome == RR_OUTCOME_WRONG || of->outcome == RR_OUTCOME_FAILED;
}

static const rr__case *counterpart(const rr_record *record, const rr__case *of)
{
  for (size_t i = 0; i < record->case_count; i++)
    if (rr__way_equal(&record->cases[i].way, &of->way) && rr__work_equal(&record->cases[i].work, &of->work))
      return &record->cases[i];
  return NULL;
}

static const rr__limit *limit_counterpart(const rr_record *record, const rr__limit *of)
{
  for (size_t i = 0; i < record->limit_count; i++) {
    const rr__limit *limit = &record->limits[i];
    if (strcmp(limit->device, of->device) == 0 && strcmp(limit->what, of->what) == 0 &&
        limit->threads == of->threads && limit->buffer_bytes == of->buffer_bytes)
      return limit;
  }
  return NULL;
}

// Whether both records timed the same way on what looks like the same work, but is not.
static bool differs_in_work(const rr_record *record, const rr__case *of)
{
  for (size_t i = 0; i < record->case_count; i++) {
    const rr__work *work = &record->cases[i].work;
    if (rr__way_equal(&record->cases[i].way, &of->way) && strcmp(work->kernel, of->work.kernel) == 0 &&
        work->rows == of->work.rows && work->cols == of->work.cols)
      return true;
  }
  return false;
}

static rr_status add_unmatched(rr__changes *out, const rr__case *of, const char *reason)
{
  rr__unmatched *longer = realloc(out->unmatched, (out->unmatched_count + 1) * sizeof *longer);
  if (!longer) return rr_fail(RR_ENOMEM, "no memory for a comparison");
  out->unmatched = longer;
  longer[out->unmatched_count++] = (rr__unmatched){of, reason};
  return RR_OK;
}

// A case of the later record: its counterpart, or why it is left out.
static rr_status match_later(rr__changes *out, const rr_record *earlier, const rr__case *later)
{
  const rr__case *before = counterpart(earlier, later);
  if (!before)
    return add_unmatched(out, later,
                         differs_in_work(earlier, later) ? "the earlier record has it with other parameters, "
                                                           "dtypes or data"
                                                         : "not in the earlier record");
  if (!has_time(before) && !has_time(later))
    return is_broken(later) ? add_unmatched(out, later, "without a time in both records") : RR_OK;
  if (!has_time(before)) return add_unmatched(out, later, "without a time in the earlier record");
  if (!has_time(later)) return add_unmatched(out, later, "without a time in the later record");
  if (before->timed_rows != later->timed_rows)
    return add_unmatched(out, later, "timed on other parts of the rows");
  out->changes[out->count++] = (rr__change){.earlier = before, .later = later};
  return RR_OK;
}

static rr_status match(rr__changes *out, const rr_record *earlier, const rr_record *later)
{
  out->changes = calloc(later->case_count + 1, sizeof *out->changes);
  if (!out->changes) return rr_fail(RR_ENOMEM, "no memory for a comparison");
  rr_status status = RR_OK;
  for (size_t i = 0; i < later->case_count && !status; i++)
    status = match_later(out, earlier, &later->cases[i]);
  for (size_t i = 0; i < earlier->case_count && !status; i++)
    if (!counterpart(later, &earlier->cases[i]))
      status = add_unmatched(out, &earlier->cases[i], "not in the later record");
  return status;
}

// Whether what peers do tells of this way's processor, too.
static bool is_beside_peers(const rr__way *way)
{
  return strcmp(way->device_type, "cpu") == 0 || way->device_type[0] == '\0';
}

static double log_ratio(const rr__change *change)
{
  return log(change->later->summary.median / change->earlier->summary.median);
}

// Peers were timed in the same rounds; limits, before them, are for want of peers.
static size_t peer_ratios(double *logs, const rr__changes *changes)
{
  size_t count = 0;
  for (size_t i = 0; i < changes->count; i++) {
    const rr__way *before = &changes->changes[i].earlier->way, *after = &changes->changes[i].later->way;
    if (after->is_peer && strcmp(before->version, after->version) == 0)
      logs[count++] = log_ratio(&changes->changes[i]);
  }
  return count;
}

static size_t limit_ratios(double *logs, const rr__way *way, const rr_record *earlier, const rr_record *later)
{
  size_t count = 0;
  for (size_t i = 0; i < later->limit_count; i++) {
    const rr__limit *limit = &later->limits[i], *before = limit_counterpart(earlier, limit);
    if (strcmp(limit->device_name, way->device_name) != 0) continue;
    if (!before || !(before->summary.median > 0) || !(limit->summary.median > 0)) continue;
    logs[count++] = log(limit->summary.median / before->summary.median);
  }
  return count;
}

// The logarithms of the ratios of what a way is held against.
static size_t control_ratios(double *logs, const rr__changes *changes, const rr__way *way,
                             const rr_record *earlier, const rr_record *later)
{
  size_t peers = is_beside_peers(way) ? peer_ratios(logs, changes) : 0;
  return peers >= ENOUGH_PEERS ? peers : peers + limit_ratios(logs + peers, way, earlier, later);
}

static bool is_same_device(const rr__way *a, const rr__way *b)
{
  return !a->is_peer && !b->is_peer && strcmp(a->name, b->name) == 0;
}

static size_t own_ratios(double *logs, const rr__changes *changes, const rr__way *way)
{
  size_t count = 0;
  for (size_t i = 0; i < changes->count; i++)
    if (is_same_device(&changes->changes[i].later->way, way)) logs[count++] = log_ratio(&changes->changes[i]);
  return count;
}

// All cases of a device have the same drift; so have all peers, which are held against one another.
static rr_status measure_drift(rr__changes *changes, size_t index, const rr_record *earlier,
                               const rr_record *later)
{
  rr__change *change = &changes->changes[index];
  const rr__way *way = &change->later->way;
  for (size_t i = 0; i < index; i++) {
    const rr__way *other = &changes->changes[i].later->way;
    if (!is_same_device(other, way) && !(other->is_peer && way->is_peer)) continue;
    change->drift = changes->changes[i].drift;
    return RR_OK;
  }
  double *controls = malloc((changes->count + later->limit_count + 1) * sizeof *controls);
  double *own = malloc((changes->count + 1) * sizeof *own);
  rr_status status = controls && own ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a comparison");
  if (!status)
    change->drift = rr__drift_of(controls, control_ratios(controls, changes, way, earlier, later), own,
                                 own_ratios(own, changes, way));
  free(controls);
  free(own);
  return status;
}

static rr_status rounds_of(double **out, size_t *count, const rr__case *of)
{
  double *values = malloc(of->sample_count * sizeof *values);
  uint32_t *groups = malloc(of->sample_count * sizeof *groups);
  rr_status status = values && groups ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a comparison");
  for (size_t i = 0; i < of->sample_count && !status; i++) {
    values[i] = of->samples[i].total_ns;
    groups[i] = of->samples[i].round;
  }
  if (!status) status = rr__group_medians(out, count, &(rr__sampling){values, groups, of->sample_count});
  free(values);
  free(groups);
  return status;
}

// How far an end of the interval is from its middle, with what the case may be off besides (of logarithms).
static double widened(double middle, double end, const rr__drift *drift)
{
  return hypot(log(end / middle), deviations * rr__drift_deviation(drift));
}

static rr_status measure(rr__change *change)
{
  double *before = NULL, *after = NULL;
  size_t before_count = 0, after_count = 0;
  rr_status status = rounds_of(&before, &before_count, change->earlier);
  if (!status) status = rounds_of(&after, &after_count, change->later);
  if (!status) status = rr__ratio_of_medians(&change->measured, after, after_count, before, before_count);
  if (!status) change->fastest = after[after_count / FASTEST_PART] / before[before_count / FASTEST_PART];
  for (size_t i = 0; i < after_count && !status; i++) after[i] /= change->drift.ratio;
  if (!status) status = rr__mann_whitney(&change->p, before, before_count, after, after_count);
  free(before);
  free(after);
  if (status) return status;
  const rr__ratio *measured = &change->measured;
  change->ratio.ratio = measured->ratio / change->drift.ratio;
  change->ratio.low = change->ratio.ratio / exp(widened(measured->ratio, measured->low, &change->drift));
  change->ratio.high = change->ratio.ratio * exp(widened(measured->ratio, measured->high, &change->drift));
  return RR_OK;
}

// Of SLOWER (up) or FASTER: what floors say.
static bool floor_says(const rr__change *change, double threshold, bool up)
{
  double rise = change->floor > 0 ? log(change->floor) : 0;
  double sure = log(1 + threshold / 2) + deviations * change->floor_deviation;
  return (up ? rise : -rise) >= fmax(sure, log(1 + threshold));
}

static void judge(rr__change *change, double threshold)
{
  const rr__ratio *ratio = &change->ratio;
  double half = 1 + threshold / 2;
  bool is_up = ratio->ratio >= 1 + threshold, is_down = ratio->ratio <= 1 / (1 + threshold);
  bool is_real = rr__drift_tells(&change->drift) && change->p < significance &&
                 (is_up ? ratio->low > half && change->fastest >= half
                        : ratio->high < 1 / half && change->fastest <= 1 / half);
  change->verdict = RR_VERDICT_SAME;
  if (change->later->way.is_peer) return;
  bool is_floor_up = floor_says(change, threshold, true),
       is_floor_down = floor_says(change, threshold, false);
  if (is_floor_up || is_floor_down) change->verdict = is_floor_up ? RR_VERDICT_SLOWER : RR_VERDICT_FASTER;
  if (is_floor_up || is_floor_down || (!is_up && !is_down)) return;
  change->verdict = !is_real ? RR_VERDICT_UNSURE : is_up ? RR_VERDICT_SLOWER : RR_VERDICT_FASTER;
}

// Peers' changes are the drift itself; only our own are tested.
static rr_status correct_probabilities(rr__changes *changes)
{
  double *p = malloc((changes->count + 1) * sizeof *p);
  if (!p) return rr_fail(RR_ENOMEM, "no memory for a comparison");
  size_t count = 0;
  for (size_t i = 0; i < changes->count; i++)
    if (!changes->changes[i].later->way.is_peer) p[count++] = changes->changes[i].p;
  rr_status status = rr__holm(p, count);
  for (size_t i = 0, k = 0; i < changes->count && !status; i++)
    if (!changes->changes[i].later->way.is_peer) changes->changes[i].p = p[k++];
  free(p);
  return status;
}

static int slowest_first(const void *a, const void *b)
{
  double x = ((const rr__change *)a)->ratio.ratio, y = ((const rr__change *)b)->ratio.ratio;
  return (x < y) - (x > y);
}

rr_status rr__changes_find(rr__changes *out, const rr_record *earlier, const rr_record *later,
                           double threshold)
{
  *out = (rr__changes){NULL};
  rr_status status = match(out, earlier, later);
  for (size_t i = 0; i < out->count && !status; i++) {
    status = measure_drift(out, i, earlier, later);
    if (!status) status = measure(&out->changes[i]);
  }
  if (!status) status = rr__changes_find_floors(out);
  if (!status) status = correct_probabilities(out);
  for (size_t i = 0; i < out->count && !status; i++) judge(&out->changes[i], threshold);
  if (status)
    rr__changes_clear(out);
  else if (out->count)
    qsort(out->changes, out->count, sizeof *out->changes, slowest_first);
  return status;
}

void rr__changes_clear(rr__changes *changes)
{
  free(changes->changes);
  free(changes->unmatched);
  *changes = (rr__changes){NULL};
}

size_t rr__changes_count(const rr__changes *changes, rr__verdict verdict)
{
  size_t count = 0;
  for (size_t i = 0; i < changes->count; i++) count += changes->changes[i].verdict == verdict;
  return count;
}
