// SPDX-License-Identifier: MIT
// A list: there are few kernels. One that is removed while runs use it is freed by the last of them.
#include "run/registry.h"

#include <stdlib.h>
#include <string.h>

// Guarded by the context's registry_lock.
struct rr__registered {
  rr__kernel *kernel;
  rr__kernel_free_fn *free_fn;
  size_t uses;  // runs that have it
  bool removed; // nobody finds it any more
  rr__registered *next;
};

static rr__registered *find_name(const rr_context *context, const char *name)
{
  rr__registered *entry = context->registered;
  while (entry && (entry->removed || strcmp(entry->kernel->info->name, name) != 0)) entry = entry->next;
  return entry;
}

static bool is_in_table(const char *name)
{
  for (size_t i = 0; i < rr_kernel_count(); i++)
    if (strcmp(rr_kernel_at(i)->name, name) == 0) return true;
  return false;
}

// Letters, digits and _ - . as a file's name may have them: names are shown, and parts of file names.
static rr_status check_name(const char *name)
{
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";
  size_t length = strlen(name);
  if (length == 0 || length > 60 || name[strspn(name, allowed)])
    return rr_fail(RR_EUSAGE, "'%.60s' is no name for a kernel; hint: 1 to 60 letters, digits and _ - .",
                   name);
  if (is_in_table(name))
    return rr_fail(RR_EUSAGE, "'%s' is a kernel of rowrun's own; hint: another name", name);
  return RR_OK;
}

rr_status rr__registry_add(rr_context *context, rr__kernel *kernel, rr__kernel_free_fn *free_fn)
{
  const char *name = kernel->info->name;
  rr_status status = check_name(name);
  if (status) return status;
  rr__registered *entry = malloc(sizeof *entry);
  if (!entry) return rr_fail(RR_ENOMEM, "no memory to register '%s'", name);
  pthread_mutex_lock(&context->registry_lock);
  if (find_name(context, name)) {
    status = rr_fail(RR_EUSAGE, "there is a kernel '%s' already; hint: rr_kernel_unregister it first", name);
    free(entry);
  } else {
    *entry = (rr__registered){.kernel = kernel, .free_fn = free_fn, .next = context->registered};
    context->registered = entry;
  }
  pthread_mutex_unlock(&context->registry_lock);
  return status;
}

static void entry_free(rr__registered *entry)
{
  if (entry->free_fn) entry->free_fn(entry->kernel);
  free(entry);
}

// Frees what was removed and is used by nobody.
static void sweep(rr_context *context)
{
  for (rr__registered **link = &context->registered; *link;) {
    rr__registered *entry = *link;
    if (!entry->removed || entry->uses > 0) {
      link = &entry->next;
      continue;
    }
    *link = entry->next;
    entry_free(entry);
  }
}

rr_status rr__registry_remove(rr_context *context, const char *name)
{
  pthread_mutex_lock(&context->registry_lock);
  rr__registered *entry = find_name(context, name);
  if (entry) entry->removed = true;
  sweep(context);
  pthread_mutex_unlock(&context->registry_lock);
  return entry ? RR_OK
               : rr_fail(RR_EUSAGE, "no kernel '%.60s' was registered; hint: rr_kernel_register", name);
}

rr_status rr__registry_find(const rr__kernel **out, rr_context *context, const char *name,
                            const rr_param *params)
{
  pthread_mutex_lock(&context->registry_lock);
  rr__registered *entry = find_name(context, name);
  if (entry) entry->uses++;
  pthread_mutex_unlock(&context->registry_lock);
  if (!entry) return rr__kernel_find(out, name, params);
  *out = entry->kernel;
  return RR_OK;
}

void rr__registry_give_back(rr_context *context, const rr__kernel *kernel)
{
  pthread_mutex_lock(&context->registry_lock);
  for (rr__registered *entry = context->registered; entry; entry = entry->next)
    if (entry->kernel == kernel) entry->uses--;
  sweep(context);
  pthread_mutex_unlock(&context->registry_lock);
}

void rr__registry_clear(rr_context *context)
{
  while (context->registered) {
    rr__registered *entry = context->registered;
    context->registered = entry->next;
    entry_free(entry);
  }
}
