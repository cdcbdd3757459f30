// SPDX-License-Identifier: MIT
// A few passes of each kind on a small, a middle and a large buffer; the best one counts.
#include "cli/bandwidth.h"

#include "cli/listing.h"
#include "cli/message.h"
#include "core/clock.h"

#include <rowrun/bandwidth.h>
#include <rowrun/device.h>

#include <stdio.h>

enum { PASSES = 8, LEAST_PASSES = 3 };
static const uint64_t most_ns = 300000000; // for one buffer
static const uint64_t small_bytes = (uint64_t)4 << 20, middle_bytes = (uint64_t)64 << 20,
                      large_bytes = (uint64_t)256 << 20;

// Best of the passes, in bytes per nanosecond; 0 where nothing is moved.
typedef struct measured {
  const rr_device_info *device;
  size_t bytes;
  double best[RR_BANDWIDTHS];
} measured;
typedef rr_status (*take_fn)(const measured *figures, void *user);

static rr_status pass(measured *out, rr_bandwidth_test *test, rr_bandwidth what)
{
  uint64_t elapsed_ns = 0, bytes = 0;
  rr_status status = rr_bandwidth_once(test, what, &elapsed_ns, &bytes);
  if (status == RR_ENODEVICE) return RR_OK;
  double rate = elapsed_ns ? (double)bytes / (double)elapsed_ns : 0;
  if (!status && rate > out->best[what]) out->best[what] = rate;
  return status;
}

static rr_status measure(measured *out, rr_context *context)
{
  rr_bandwidth_test *test = NULL;
  rr_status status = rr_bandwidth_open(&test, context, out->device->id, out->bytes);
  uint64_t end_ns = rr__now_ns() + most_ns;
  for (int i = 0; i < PASSES && !status && (i < LEAST_PASSES || rr__now_ns() < end_ns); i++)
    for (int what = 0; what < RR_BANDWIDTHS && !status; what++) status = pass(out, test, (rr_bandwidth)what);
  rr_bandwidth_free(test);
  return status;
}

// The largest of the sizes, where an eighth of the memory, or the largest buffer, is less.
static uint64_t cut(uint64_t bytes, const rr_device_info *device)
{
  if (device->memory_bytes && bytes > device->memory_bytes / 8) bytes = device->memory_bytes / 8;
  if (device->max_alloc_bytes && bytes > device->max_alloc_bytes) bytes = device->max_alloc_bytes;
  return bytes;
}

static void warn(const rr_device_info *device)
{
  char text[512];
  snprintf(text, sizeof text, "%s: no bandwidth; %.400s", device->id, rr_error_text());
  rr__cli_warning(text);
}

static rr_status measure_device(const rr_device_info *device, rr_context *context, take_fn take, void *user)
{
  const uint64_t sizes[] = {small_bytes, middle_bytes, large_bytes};
  uint64_t last = 0;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    measured figures = {.device = device, .bytes = (size_t)cut(sizes[i], device)};
    if (figures.bytes == last) continue;
    last = figures.bytes;
    rr_status status = measure(&figures, context);
    if (status == RR_ENOMEM && i > 0) return RR_OK; // the smaller ones are there
    if (status) {
      warn(device);
      return RR_OK;
    }
    status = take(&figures, user);
    if (status) return status;
  }
  return RR_OK;
}

static rr_status measure_all(rr_context *context, take_fn take, void *user)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < rr_device_count(context) && !status; i++)
    if (rr_device_at(context, i)->usable)
      status = measure_device(rr_device_at(context, i), context, take, user);
  return status;
}

static rr_status add_row(const measured *figures, void *user)
{
  cli_listing *listing = user;
  rr__cli_listing_add(listing, "%s", figures->device->id);
  rr__cli_listing_add(listing, "%.3g MiB", (double)figures->bytes / 1048576);
  for (int what = 0; what < RR_BANDWIDTHS; what++)
    if (figures->best[what] > 0)
      rr__cli_listing_add(listing, "%.1f", figures->best[what]);
    else
      rr__cli_listing_add(listing, "-");
  return RR_OK;
}

rr_status rr__cli_bandwidth_print(rr_context *context)
{
  cli_listing listing = {.cols = 2 + RR_BANDWIDTHS};
  rr__cli_listing_add(&listing, "id");
  rr__cli_listing_add(&listing, "buffer");
  for (int what = 0; what < RR_BANDWIDTHS; what++)
    rr__cli_listing_add(&listing, "%s", rr_bandwidth_name((rr_bandwidth)what));
  rr_status status = measure_all(context, add_row, &listing);
  if (!status) printf("\nbandwidth in GB/s, the best of some passes; a copy reads and writes: both count\n");
  if (!status) status = rr__cli_listing_print(&listing, stdout);
  rr__cli_listing_clear(&listing);
  return status;
}

static rr_status add_entry(const measured *figures, void *user)
{
  json_t *rates = json_object(), *list = user;
  int failed = !rates;
  for (int what = 0; what < RR_BANDWIDTHS && !failed; what++)
    failed = json_object_set_new(rates, rr_bandwidth_name((rr_bandwidth)what),
                                 figures->best[what] > 0 ? json_real(figures->best[what]) : json_null());
  if (!failed)
    failed =
        json_array_append_new(list, json_pack("{s:s, s:I, s:O}", "device", figures->device->id,
                                              "buffer_bytes", (json_int_t)figures->bytes, "gb_per_s", rates));
  json_decref(rates);
  return failed ? rr_fail(RR_ENOMEM, "no memory for the list of bandwidths") : RR_OK;
}

rr_status rr__cli_bandwidth_add_json(json_t *devices, rr_context *context)
{
  json_t *list = json_array();
  if (!list || json_object_set_new(devices, "bandwidth", list))
    return rr_fail(RR_ENOMEM, "no memory for the list of bandwidths");
  return measure_all(context, add_entry, list);
}
