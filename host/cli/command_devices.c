// SPDX-License-Identifier: MIT
// rowrun devices: what this machine has to compute with, each device tried.
#include "cli/bandwidth.h"
#include "cli/command.h"
#include "cli/escape.h"
#include "cli/json_output.h"
#include "cli/listing.h"
#include "cli/message.h"

#include <rowrun/device.h>

#include <stdio.h>
#include <stdlib.h>

static void add_bytes(cli_listing *listing, uint64_t bytes)
{
  static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  double value = (double)bytes;
  size_t unit = 0;
  for (; value >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++) value /= 1024;
  if (bytes == 0)
    rr__cli_listing_add(listing, "-");
  else
    rr__cli_listing_add(listing, "%.4g %s", value, units[unit]);
}

static void add_device(cli_listing *listing, const rr_device_info *device)
{
  rr__cli_listing_add(listing, "%s", device->id);
  rr__cli_listing_add(listing, "%s", device->name);
  rr__cli_listing_add(listing, "%s", device->type);
  rr__cli_listing_add(listing, "%u", device->compute_units);
  add_bytes(listing, device->memory_bytes);
  rr__cli_listing_add(listing, device->fp64 ? "yes" : "no");
  rr__cli_listing_add(listing, device->exact ? "yes" : "no");
  rr__cli_listing_add(listing, device->usable ? "yes" : "no");
  rr__cli_listing_add(listing, "%s", device->driver && *device->driver ? device->driver : "-");
}

static void print_note(const char *head, const char *text)
{
  char *escaped = rr__cli_escape(text);
  printf("%s%s\n", head, escaped ? escaped : "out of memory");
  free(escaped);
}

static void print_notes(const rr_context *context)
{
  for (size_t i = 0; i < rr_device_count(context); i++) {
    const rr_device_info *device = rr_device_at(context, i);
    if (device->usable) continue;
    printf("note: %s cannot be used: ", device->id);
    print_note("", device->reason && *device->reason ? device->reason : "no reason given");
  }
  for (size_t i = 0; i < rr_device_note_count(context); i++)
    print_note("note: ", rr_device_note_at(context, i));
}

static rr_status print_table(rr_context *context, bool with_bandwidth)
{
  static const char *const heads[] = {"id",   "name",  "type",   "units", "memory",
                                      "fp64", "exact", "usable", "driver"};
  cli_listing listing = {.cols = sizeof heads / sizeof *heads};
  rr_cpu_count cpus = rr_count_cpus();
  printf("processors: %zu present, %zu usable\n", cpus.present, cpus.usable);
  printf("threads: %zu\n\n", rr_context_threads(context));
  for (size_t i = 0; i < listing.cols; i++) rr__cli_listing_add(&listing, "%s", heads[i]);
  for (size_t i = 0; i < rr_device_count(context); i++) add_device(&listing, rr_device_at(context, i));
  rr_status status = rr__cli_listing_print(&listing, stdout);
  rr__cli_listing_clear(&listing);
  if (!status) print_notes(context);
  return status || !with_bandwidth ? status : rr__cli_bandwidth_print(context);
}

static json_t *device_json(const rr_device_info *device)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:b, s:b, s:b, s:b, s:o}", //
                   "id", rr__cli_json_text_or_null(device->id),                         //
                   "name", rr__cli_json_text_or_null(device->name),                     //
                   "type", rr__cli_json_text_or_null(device->type),                     //
                   "platform", rr__cli_json_text_or_null(device->platform),             //
                   "driver", rr__cli_json_text_or_null(device->driver),                 //
                   "compute_units", (json_int_t)device->compute_units,                  //
                   "memory_bytes", (json_int_t)device->memory_bytes,                    //
                   "max_alloc_bytes", (json_int_t)device->max_alloc_bytes,              //
                   "fp64", device->fp64, "shared_memory", device->shared_memory,        //
                   "exact", device->exact, "usable", device->usable,                    //
                   "reason", rr__cli_json_text_or_null(device->reason));
}

static rr_status print_json(rr_context *context, bool with_bandwidth)
{
  json_t *devices = json_array(), *notes = json_array();
  rr_cpu_count cpus = rr_count_cpus();
  bool whole = true;
  for (size_t i = 0; i < rr_device_count(context); i++)
    whole &= json_array_append_new(devices, device_json(rr_device_at(context, i))) == 0;
  for (size_t i = 0; i < rr_device_note_count(context); i++)
    whole &= json_array_append_new(notes, rr__cli_json_text(rr_device_note_at(context, i))) == 0;
  json_t *json = json_pack("{s:i, s:{s:I, s:I}, s:I, s:o, s:o}", "schema_version", 1, "processors", "present",
                           (json_int_t)cpus.present, "usable", (json_int_t)cpus.usable, "threads",
                           (json_int_t)rr_context_threads(context), "devices", devices, "notes", notes);
  rr_status status = json && with_bandwidth ? rr__cli_bandwidth_add_json(json, context) : RR_OK;
  if (!status) return rr__cli_json_print(json, whole);
  json_decref(json);
  return status;
}

rr_status rr__cli_run_devices(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  rr_context_options options = RR_CONTEXT_OPTIONS_INIT;
  rr_context *context = NULL;
  options.log = rr__cli_log();
  rr_status status = rr__cli_size(&options.threads, arguments, CLI_THREADS, 1);
  if (!status) status = rr__cli_size(&options.reserve, arguments, CLI_RESERVE, 0);
  if (!status) status = rr_context_open(&context, &options);
  if (status) return status;
  status = rr_devices_probe(context);
  bool with_bandwidth = rr__cli_given(arguments, CLI_BANDWIDTH);
  if (!status)
    status = rr__cli_given(arguments, CLI_JSON) ? print_json(context, with_bandwidth)
                                                : print_table(context, with_bandwidth);
  rr_context_free(context);
  return status;
}
