// SPDX-License-Identifier: MIT
// The kernel table as the library sees it.
#include "kernel/kernel.h"
#include "kernel/words.h"

#include <float.h>
#include <string.h>

static const rr_kernel_info infos[] = {
#define KERNEL(kernel_id, kernel_shape, ...) {.id = #kernel_id, .shape = RR_##kernel_shape, __VA_ARGS__},
#include "kernels.def"
#undef KERNEL
};

size_t rr_kernel_count(void)
{
  return sizeof infos / sizeof *infos;
}

const rr_kernel_info *rr_kernel_at(size_t index)
{
  return index < rr_kernel_count() ? &infos[index] : NULL;
}

static rr_status table_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  *out = rr__cpu_kernel_find((size_t)(kernel->info - infos), dtype);
  return RR_OK;
}

#define KERNEL(kernel_id, kernel_shape, ...) RR__REFERENCE_FN_##kernel_shape rr__reference_##kernel_id;
#include "kernels.def"
#undef KERNEL

enum {
#define KERNEL(kernel_id, kernel_shape, ...) INDEX_OF_##kernel_id,
#include "kernels.def"
#undef KERNEL
};

// Which member a reference is.
#define REFERENCE_OF_FOLD  .reference
#define REFERENCE_OF_SCALE .reference
#define REFERENCE_OF_PAIR  .pair_reference

static const rr__kernel kernels[] = {
#define KERNEL(kernel_id, kernel_shape, ...)                                                                 \
  {.info = &infos[INDEX_OF_##kernel_id],                                                                     \
   REFERENCE_OF_##kernel_shape = rr__reference_##kernel_id,                                                  \
   .instance = table_instance},
#include "kernels.def"
#undef KERNEL
};

const rr__kernel *rr__kernel_at(size_t index)
{
  return index < rr_kernel_count() ? &kernels[index] : NULL;
}

bool rr__kernel_is_in_table(const rr__kernel *kernel)
{
  for (size_t i = 0; i < rr_kernel_count(); i++)
    if (kernel == &kernels[i]) return true;
  return false;
}

const char *rr__param_value(const rr_param *params, const char *name)
{
  for (const rr_param *param = params; param && param->name; param++)
    if (strcmp(param->name, name) == 0) return param->value;
  return NULL;
}

size_t rr__param_count(const rr_param *params)
{
  size_t count = 0;
  while (params && params[count].name) count++;
  return count;
}

static bool is_first_of_its_name(size_t index)
{
  for (size_t i = 0; i < index; i++)
    if (strcmp(infos[i].name, infos[index].name) == 0) return false;
  return true;
}

static rr_status no_such_kernel(const char *name)
{
  char names[512] = "";
  for (size_t i = 0; i < rr_kernel_count(); i++)
    if (is_first_of_its_name(i)) rr__word_append(names, sizeof names, infos[i].name);
  return rr_fail(RR_EUSAGE, "there is no kernel '%.40s'; hint: one of %s", name, names);
}

rr_status rr__kernel_find(const rr__kernel **out, const char *name, const rr_param *params)
{
  const char *method = rr__param_value(params, "method");
  char methods[256] = "";
  bool known = false;
  for (size_t i = 0; i < rr_kernel_count(); i++) {
    if (strcmp(infos[i].name, name) != 0) continue;
    known = true;
    if (!method || (infos[i].method && strcmp(infos[i].method, method) == 0)) {
      *out = &kernels[i];
      return RR_OK;
    }
    if (infos[i].method) rr__word_append(methods, sizeof methods, infos[i].method);
  }
  if (!known) return no_such_kernel(name);
  if (!methods[0])
    return rr_fail(RR_EUSAGE, "kernel '%s' has no parameter 'method'; hint: leave it out", name);
  return rr_fail(RR_EUSAGE, "kernel '%s' has no method '%.40s'; hint: one of %s", name, method, methods);
}
