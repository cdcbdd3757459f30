// SPDX-License-Identifier: MIT
// Users' kernels enter the context's registry.
#include <rowrun/user_kernel.h>

#include "kernel/user_kernel.h"
#include "run/registry.h"

rr_status rr_kernel_register(rr_context *context, const rr_kernel_source *source)
{
  rr__kernel *kernel = NULL;
  rr_status status = rr__user_kernel_make(&kernel, source, &context->log);
  if (status) return status;
  status = rr__registry_add(context, kernel, rr__user_kernel_free);
  if (status) rr__user_kernel_free(kernel);
  return status;
}

rr_status rr_kernel_unregister(rr_context *context, const char *name)
{
  return rr__registry_remove(context, name);
}
