// SPDX-License-Identifier: MIT
#include "report/machine.h"

json_t *rr__machine_describe(const rr_context *context)
{
  (void)context;
  return json_object();
}

json_t *rr__machine_state(void)
{
  return json_object();
}
