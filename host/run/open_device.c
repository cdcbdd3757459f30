// SPDX-License-Identifier: MIT
// A list, since a machine has few devices.
#include "run/open_device.h"

#include "backend/opencl_client.h"
#include "core/environment.h"

#include <stdlib.h>

enum { MOST_WORK_GROUP = 65536 };

static rr_status open_new(rr__open_device *out, size_t index, rr__report *report)
{
  const rr__opencl_plugin *plugin = NULL;
  rr__opencl_options options = {.index = index, .texts = rr__texts};
  rr_status status = rr__environment_size(&options.work_group, "ROWRUN_WORK_GROUP", 1, MOST_WORK_GROUP);
  if (!status) status = rr__opencl_plugin_load(&plugin);
  if (!status) status = plugin->open(&out->device, &options, report);
  if (status) return status;
  out->backend = &plugin->backend;
  out->index = index;
  return RR_OK;
}

rr_status rr__open_device_get(rr__open_device **out, rr__open_device **all, size_t index, rr__report *report)
{
  rr__open_device *opened = *all;
  while (opened && opened->index != index) opened = opened->next;
  if (!opened) {
    opened = calloc(1, sizeof *opened);
    if (!opened) return rr_fail(RR_ENOMEM, "no memory to open a device");
    rr_status status = open_new(opened, index, report);
    if (status) {
      free(opened);
      return status;
    }
    opened->next = *all;
    *all = opened;
  }
  opened->holders++;
  *out = opened;
  return RR_OK;
}

void rr__open_device_release(rr__open_device **all, rr__open_device *opened)
{
  if (!opened || --opened->holders > 0) return;
  while (*all != opened) all = &(*all)->next;
  *all = opened->next;
  opened->backend->close(opened->device);
  free(opened);
}
