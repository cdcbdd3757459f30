// SPDX-License-Identifier: MIT
// One device and one buffer size at a time, all kinds of passes in turns.
#include "bench/limits.h"

#include "core/clock.h"

#include <rowrun/bandwidth.h>

#include <stdio.h>
#include <stdlib.h>

enum { WARM_UP = 2, SAMPLES = 15, LEAST_SAMPLES = 5 };
static const uint64_t most_ns = 600000000; // for one size

typedef struct measuring {
  rr_record *record;
  const char *device, *device_name;
  size_t threads, buffer_bytes;
  rr_bandwidth_test *test;
  rr__limit *limits[RR_BANDWIDTHS]; // NULL: cannot be asked
} measuring;

static rr_status add_limit(measuring *self, rr_bandwidth what)
{
  rr__limit *limit = rr__record_add_limit(self->record);
  if (limit) limit->samples_ns = malloc(SAMPLES * sizeof *limit->samples_ns);
  if (!limit || !limit->samples_ns) return rr_fail(RR_ENOMEM, "no memory for bandwidths");
  snprintf(limit->device, sizeof limit->device, "%s", self->device);
  snprintf(limit->device_name, sizeof limit->device_name, "%s", self->device_name);
  snprintf(limit->what, sizeof limit->what, "%s", rr_bandwidth_name(what));
  limit->threads = self->threads;
  limit->buffer_bytes = self->buffer_bytes;
  return RR_OK;
}

// Which passes the device can do; none of these is kept. Places in the record move while it grows.
static rr_status warm_up(measuring *self, size_t first)
{
  uint64_t ignored;
  bool can[RR_BANDWIDTHS];
  for (int what = 0; what < RR_BANDWIDTHS; what++) {
    rr_status status = RR_OK;
    for (int i = 0; i < WARM_UP && !status; i++)
      status = rr_bandwidth_once(self->test, (rr_bandwidth)what, &ignored, &ignored);
    if (status && status != RR_ENODEVICE) return status;
    can[what] = !status;
    if (!status) status = add_limit(self, (rr_bandwidth)what);
    if (status == RR_ENOMEM) return status;
  }
  for (int what = 0; what < RR_BANDWIDTHS; what++)
    self->limits[what] = can[what] ? &self->record->limits[first++] : NULL;
  return RR_OK;
}

static rr_status sample(measuring *self)
{
  uint64_t end_ns = rr__now_ns() + most_ns;
  for (int round = 0; round < SAMPLES && (round < LEAST_SAMPLES || rr__now_ns() < end_ns); round++)
    for (int what = 0; what < RR_BANDWIDTHS; what++) {
      rr__limit *limit = self->limits[what];
      uint64_t elapsed_ns;
      if (!limit) continue;
      rr_status status = rr_bandwidth_once(self->test, (rr_bandwidth)what, &elapsed_ns, &limit->bytes);
      if (status) return status;
      limit->samples_ns[limit->sample_count++] = (double)elapsed_ns;
    }
  for (int what = 0; what < RR_BANDWIDTHS; what++) {
    rr_status status = self->limits[what] ? rr__limit_summarise(self->limits[what]) : RR_OK;
    if (status) return status;
  }
  return RR_OK;
}

// Takes back what a size had when the device failed.
static void take_back(rr_record *record, size_t first)
{
  while (record->limit_count > first) free(record->limits[--record->limit_count].samples_ns);
}

rr_status rr__limits_measure(rr_record *record, rr_context *context, const char *device,
                             const char *device_name, size_t threads, const size_t *buffer_bytes,
                             size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t first = record->limit_count;
    measuring self = {record, device, device_name, threads, buffer_bytes[i], NULL, {NULL}};
    rr_status status = rr_bandwidth_open(&self.test, context, device, buffer_bytes[i]);
    if (status == RR_ENOMEM) continue;
    if (!status) status = warm_up(&self, first);
    if (!status) status = sample(&self);
    rr_bandwidth_free(self.test);
    if (status) take_back(record, first);
    if (status) return status;
  }
  return RR_OK;
}
