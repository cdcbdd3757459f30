// SPDX-License-Identifier: MIT
// How floors changed, and what all of them changed by that nobody's code can have done.
#include "report/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Logarithms of the ratios of floors that are firm in both records.
typedef struct floor_ratios {
  double *peers, *own;
  size_t peer_count, own_count;
} floor_ratios;

static void take(floor_ratios *ratios, const rr__change *change)
{
  const rr__way *before = &change->earlier->way, *after = &change->later->way;
  if (change->floor <= 0) return;
  if (!after->is_peer) ratios->own[ratios->own_count++] = log(change->floor);
  if (after->is_peer && strcmp(before->version, after->version) == 0)
    ratios->peers[ratios->peer_count++] = log(change->floor);
}

static rr_status measure(rr__changes *changes, floor_ratios *ratios)
{
  for (size_t i = 0; i < changes->count; i++) {
    rr__change *change = &changes->changes[i];
    rr__floor before, after;
    rr_status status = rr__floor_of(&before, change->earlier);
    if (!status) status = rr__floor_of(&after, change->later);
    if (status) return status;
    change->floor = before.is_firm && after.is_firm ? after.ns / before.ns : 0;
    take(ratios, change);
  }
  return RR_OK;
}

rr_status rr__changes_find_floors(rr__changes *changes)
{
  floor_ratios ratios = {.peers = malloc((changes->count + 1) * sizeof(double)),
                         .own = malloc((changes->count + 1) * sizeof(double))};
  rr_status status = ratios.peers && ratios.own ? measure(changes, &ratios)
                                                : rr_fail(RR_ENOMEM, "no memory for a comparison");
  if (!status) {
    rr__drift drift = rr__drift_of(ratios.peers, ratios.peer_count, ratios.own, ratios.own_count);
    for (size_t i = 0; i < changes->count; i++) {
      changes->changes[i].floor /= drift.ratio;
      changes->changes[i].floor_deviation = rr__drift_deviation(&drift);
    }
  }
  free(ratios.peers);
  free(ratios.own);
  return status;
}
