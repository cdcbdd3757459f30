// SPDX-License-Identifier: MIT
// Facts that CMake knew.
#include "machine/machine_build.h"

#include "record/facts.h"
#include "machine/machine_environment.h"

#include <rowrun/version.h>

#include <stdlib.h>

#include "build_commit.h"
#include "build_facts.h"

json_t *rr__machine_build(void)
{
  rr__facts facts = rr__facts_new();
  rr__facts_set_text(&facts, "rowrun", rr_version());
  rr__facts_set_text(&facts, "commit", RR__BUILD_COMMIT);
  rr__facts_set_text(&facts, "compiler", RR__BUILD_COMPILER);
  rr__facts_set_text(&facts, "type", RR__BUILD_TYPE);
  rr__facts_set(&facts, "flags", rr__text_without_homes(RR__BUILD_FLAGS, getenv("HOME")));
  rr__facts_set_text(&facts, "processor", RR__BUILD_PROCESSOR);
  rr__facts_set_text(&facts, "opencl", RR__BUILD_OPENCL);
  rr__facts_set_text(&facts, "blas", RR__BUILD_BLAS);
  return rr__facts_end(&facts);
}
