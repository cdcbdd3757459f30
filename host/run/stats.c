// SPDX-License-Identifier: MIT
// The names of phases, and the statistics of several runs as those of one.
#include <rowrun/run.h>

#include <stdio.h>
#include <string.h>

const char *rr_phase_name(rr_phase phase)
{
  static const char *const names[] = {
#define PHASE_NAME(name) #name,
      RR_PHASE_LIST(PHASE_NAME)
#undef PHASE_NAME
  };
  return (size_t)phase < RR_PHASES ? names[phase] : "unknown";
}

static void add_dtype(rr_run_stats *total, rr_dtype *sum, rr_dtype more)
{
  if (*sum == more) return;
  *sum = RR_DTYPE_AUTO;
  total->is_mixed = true;
}

// A run without tiles was of nothing, and did not happen anywhere.
static void add_device(rr_run_stats *total, const rr_run_stats *more)
{
  if (total->tiles == 0 && more->tiles > 0) {
    memcpy(total->device, more->device, sizeof total->device);
    memcpy(total->device_name, more->device_name, sizeof total->device_name);
  } else if (more->tiles > 0 && strcmp(total->device, more->device) != 0) {
    snprintf(total->device, sizeof total->device, "mixed");
  }
  if (!total->fallback.happened) total->fallback = more->fallback;
}

void rr_run_stats_add(rr_run_stats *total, const rr_run_stats *more)
{
  add_device(total, more);
  add_dtype(total, &total->dtype, more->dtype);
  add_dtype(total, &total->out_dtype, more->out_dtype);
  total->is_mixed = total->is_mixed || more->is_mixed;
  total->tiles += more->tiles;
  total->bytes_in += more->bytes_in;
  total->bytes_out += more->bytes_out;
  total->verified = total->verified && more->verified;
  total->verified_rows += more->verified_rows;
  if (!total->note[0]) memcpy(total->note, more->note, sizeof total->note);
  total->note_count += more->note_count;
  for (int phase = 0; phase < RR_PHASES; phase++) total->elapsed_ns[phase] += more->elapsed_ns[phase];
}
