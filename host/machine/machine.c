// SPDX-License-Identifier: MIT
// The parts of the description put together; each knows its own files.
#include "machine/machine.h"

#include "record/facts.h"
#include "machine/machine_build.h"
#include "machine/machine_container.h"
#include "machine/machine_cpu.h"
#include "machine/machine_environment.h"
#include "machine/machine_opencl.h"
#include "machine/machine_system.h"
#include "machine/system_file.h"

#include <stdlib.h>

json_t *rr__machine_describe(const rr_context *context)
{
  extern char **environ;
  rr__facts facts = rr__facts_new();
  rr__facts_set(&facts, "system", rr__machine_system(""));
  rr__facts_set(&facts, "cpu", rr__machine_cpu(""));
  rr__facts_set(&facts, "memory", rr__machine_memory(""));
  rr__facts_set(&facts, "container", rr__machine_container(""));
  rr__facts_set(&facts, "build", rr__machine_build());
  rr__facts_set(&facts, "devices", rr__machine_devices(context));
  rr__facts_set(&facts, "opencl", rr__machine_opencl("", getenv("OCL_ICD_VENDORS"), context));
  rr__facts_set(&facts, "environment", rr__machine_environment(environ, getenv("HOME")));
  return rr__facts_end(&facts);
}

json_t *rr__machine_state(void)
{
  rr__facts facts = rr__facts_new();
  char load[64], *end;
  rr__facts_set(&facts, "clock_mhz", rr__machine_clocks(""));
  if (rr__system_read(load, sizeof load, "", "/proc/loadavg")) {
    double value = strtod(load, &end);
    if (end > load && value >= 0) rr__facts_set(&facts, "load", json_real(value));
  }
  return rr__facts_end(&facts);
}
