// SPDX-License-Identifier: MIT
// How floors changed, and what all of them changed by that nobody's code can have done.
#include "report/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double guessed_scatter = 0.02, least_scatter = 0.01;
static const double normal_scatter = 1.4826; // a standard deviation, of a median distance

// What a scatter of few is multiplied by, since it is too small more often than too large.
static double of_few(size_t count)
{
  return 1 + 5 / (double)count;
}

// Peers' floors, later to earlier, as logarithms: those that are firm in both records.
static rr_status measure_floors(rr__changes *changes, double *peers, size_t *peer_count)
{
  *peer_count = 0;
  for (size_t i = 0; i < changes->count; i++) {
    rr__change *change = &changes->changes[i];
    rr__floor before, after;
    rr_status status = rr__floor_of(&before, change->earlier);
    if (!status) status = rr__floor_of(&after, change->later);
    if (status) return status;
    change->floor = before.is_firm && after.is_firm ? after.ns / before.ns : 0;
    bool is_control =
        change->later->way.is_peer && strcmp(change->later->way.version, change->earlier->way.version) == 0;
    if (is_control && change->floor > 0) peers[(*peer_count)++] = log(change->floor);
  }
  return RR_OK;
}

rr_status rr__changes_find_floors(rr__changes *changes)
{
  double *peers = malloc((changes->count + 1) * sizeof *peers), drift = 0, scatter = guessed_scatter;
  size_t count = 0;
  rr_status status =
      peers ? measure_floors(changes, peers, &count) : rr_fail(RR_ENOMEM, "no memory for a comparison");
  if (!status && count >= RR_ENOUGH_PEERS) {
    drift = rr__median(peers, count);
    for (size_t i = 0; i < count; i++) peers[i] = fabs(peers[i] - drift);
    scatter = fmax(least_scatter, of_few(count) * normal_scatter * rr__median(peers, count));
  }
  for (size_t i = 0; i < changes->count && !status; i++) {
    changes->changes[i].floor /= exp(drift);
    changes->changes[i].floor_scatter = scatter;
  }
  free(peers);
  return status;
}
