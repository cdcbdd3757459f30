// SPDX-License-Identifier: MIT
// An OpenCL layer (CL/cl_layer.h) that makes calls fail on purpose and counts calls and live objects.
// OPENCL_LAYERS names this library; ROWRUN_FAULT says what fails: "function:N:code:once" or ":always", from
// the N-th call (1 is the first) of that function, or of all where it is "*". Code 1 is none of OpenCL's: the
// call does nothing and says that all is well. What happened is written at
// exit to the file that ROWRUN_FAULT_LOG names. With ROWRUN_FAULT_AS_GPU every device says that it is a GPU
// with memory of its own.
#define CL_TARGET_OPENCL_VERSION 300
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CL/cl_layer.h>

#include "fault_layer.h"

#define VISIBLE __attribute__((visibility("default")))

enum { IDLE = 1 };

enum function {
#define STATUS(name, parameters, arguments)             AT_##name,
#define STATUS_AFTER(name, parameters, arguments)       AT_##name,
#define CREATE(name, kind, type, parameters, arguments) AT_##name,
#define REFERENCE(name, kind, type, change)             AT_##name,
#define OWN(name)                                       AT_##name,
#include "fault_hooks.h"
#undef STATUS
#undef STATUS_AFTER
#undef CREATE
#undef REFERENCE
#undef OWN
  FUNCTIONS
};

static const char *const names[FUNCTIONS + 1] = {
#define STATUS(name, parameters, arguments)             #name,
#define STATUS_AFTER(name, parameters, arguments)       #name,
#define CREATE(name, kind, type, parameters, arguments) #name,
#define REFERENCE(name, kind, type, change)             #name,
#define OWN(name)                                       #name,
#include "fault_hooks.h"
#undef STATUS
#undef STATUS_AFTER
#undef CREATE
#undef REFERENCE
#undef OWN
};

static const cl_icd_dispatch *target;
static cl_icd_dispatch hooked;
static atomic_long calls[FUNCTIONS], all_calls, injected;
static struct {
  atomic_long context, queue, memory, program, kernel;
} live;

static struct {
  char function[64];
  long from;
  int code;
  bool always;
} fault;

VISIBLE void fault_layer_set(const char *spec);
void fault_layer_set(const char *spec)
{
  char function[64], times[16];
  long from = 0;
  int code = 0;
  for (int i = 0; i < FUNCTIONS; i++) atomic_store(&calls[i], 0);
  atomic_store(&all_calls, 0);
  atomic_store(&injected, 0);
  memset(&fault, 0, sizeof fault);
  if (!*spec) return;
  if (sscanf(spec, "%63[^:]:%ld:%d:%15s", function, &from, &code, times) != 4)
    abort(); // a mistake in the test
  snprintf(fault.function, sizeof fault.function, "%s", function);
  fault.from = from;
  fault.code = code;
  fault.always = strcmp(times, "always") == 0;
}

VISIBLE long fault_layer_calls(const char *name);
long fault_layer_calls(const char *name)
{
  if (!name) return atomic_load(&all_calls);
  for (int i = 0; i < FUNCTIONS; i++)
    if (strcmp(names[i], name) == 0) return atomic_load(&calls[i]);
  return -1;
}

VISIBLE const char *fault_layer_name(unsigned index);
const char *fault_layer_name(unsigned index)
{
  return index < FUNCTIONS ? names[index] : NULL;
}

VISIBLE long fault_layer_injected(void);
long fault_layer_injected(void)
{
  return atomic_load(&injected);
}

VISIBLE long fault_layer_live(void);
long fault_layer_live(void)
{
  return live.context + live.queue + live.memory + live.program + live.kernel;
}

// The code that this call is to give, or 0.
static cl_int fault_of(enum function function)
{
  long number = atomic_fetch_add(&calls[function], 1) + 1, overall = atomic_fetch_add(&all_calls, 1) + 1;
  if (strcmp(fault.function, "*") == 0)
    number = overall;
  else if (strcmp(fault.function, names[function]) != 0)
    return 0;
  if (number < fault.from || (number > fault.from && !fault.always)) return 0;
  atomic_fetch_add(&injected, 1);
  return fault.code;
}

#define STATUS(name, parameters, arguments)                                                                  \
  static cl_int CL_API_CALL hook_##name parameters                                                           \
  {                                                                                                          \
    cl_int code = fault_of(AT_##name);                                                                       \
    if (code == IDLE) return CL_SUCCESS;                                                                     \
    return code ? code : target->name arguments;                                                             \
  }
#define STATUS_AFTER(name, parameters, arguments)                                                            \
  static cl_int CL_API_CALL hook_##name parameters                                                           \
  {                                                                                                          \
    cl_int code = fault_of(AT_##name);                                                                       \
    if (code == IDLE) return CL_SUCCESS;                                                                     \
    cl_int result = target->name arguments;                                                                  \
    return code ? code : result;                                                                             \
  }
#define RELEASE_context target->clReleaseContext
#define RELEASE_queue   target->clReleaseCommandQueue
#define RELEASE_memory  target->clReleaseMemObject
#define RELEASE_program target->clReleaseProgram
#define RELEASE_kernel  target->clReleaseKernel
#define CREATE(name, kind, type, parameters, arguments)                                                      \
  static type CL_API_CALL hook_##name parameters                                                             \
  {                                                                                                          \
    cl_int fails = fault_of(AT_##name), result = CL_SUCCESS;                                                 \
    type made = target->name arguments;                                                                      \
    if (fails && !result) RELEASE_##kind(made);                                                              \
    if (!fails && !result) atomic_fetch_add(&live.kind, 1);                                                  \
    if (code) *code = fails ? fails : result;                                                                \
    return fails ? NULL : made;                                                                              \
  }
#define REFERENCE(name, kind, type, change)                                                                  \
  static cl_int CL_API_CALL hook_##name(type object)                                                         \
  {                                                                                                          \
    cl_int code = fault_of(AT_##name), result = target->name(object);                                        \
    if (!result) atomic_fetch_add(&live.kind, change);                                                       \
    return code ? code : result;                                                                             \
  }
#include "fault_hooks.h"
#undef STATUS
#undef STATUS_AFTER
#undef CREATE
#undef REFERENCE

static cl_int CL_API_CALL hook_clGetDeviceInfo(cl_device_id of, cl_device_info what, size_t size, void *out,
                                               size_t *got)
{
  cl_int code = fault_of(AT_clGetDeviceInfo);
  if (!code) code = target->clGetDeviceInfo(of, what, size, out, got);
  if (code || !out || !getenv("ROWRUN_FAULT_AS_GPU")) return code;
  if (what == CL_DEVICE_TYPE) memcpy(out, &(cl_device_type){CL_DEVICE_TYPE_GPU}, sizeof(cl_device_type));
  if (what == CL_DEVICE_HOST_UNIFIED_MEMORY) memcpy(out, &(cl_bool){CL_FALSE}, sizeof(cl_bool));
  return code;
}

// A mapping that is to fail is taken back, like an object.
static void *CL_API_CALL hook_clEnqueueMapBuffer(cl_command_queue queue, cl_mem memory, cl_bool blocking,
                                                 cl_map_flags flags, size_t offset, size_t size,
                                                 cl_uint wait_count, const cl_event *wait, cl_event *event,
                                                 cl_int *code)
{
  cl_int fails = fault_of(AT_clEnqueueMapBuffer), result = CL_SUCCESS;
  void *mapped = target->clEnqueueMapBuffer(queue, memory, blocking, flags, offset, size, wait_count, wait,
                                            event, &result);
  if (fails && mapped) {
    target->clEnqueueUnmapMemObject(queue, memory, mapped, 0, NULL, NULL);
    target->clFinish(queue);
  }
  if (code) *code = fails ? fails : result;
  return fails ? NULL : mapped;
}

static void write_log(void)
{
  const char *path = getenv("ROWRUN_FAULT_LOG");
  FILE *file = path ? fopen(path, "we") : NULL;
  if (!file) return;
  fprintf(file, "loaded\n");
  for (int i = 0; i < FUNCTIONS; i++) fprintf(file, "calls %s %ld\n", names[i], atomic_load(&calls[i]));
  fprintf(file, "injected %ld\n", atomic_load(&injected));
  fprintf(file, "live context %ld\nlive queue %ld\nlive memory %ld\nlive program %ld\nlive kernel %ld\n",
          atomic_load(&live.context), atomic_load(&live.queue), atomic_load(&live.memory),
          atomic_load(&live.program), atomic_load(&live.kernel));
  fclose(file);
}

// At exit, when everything that may release objects has run; a driver's own exit comes later still or not at
// all.
__attribute__((destructor)) static void at_exit(void)
{
  if (target) write_log();
}

VISIBLE cl_int CL_API_CALL clGetLayerInfo(cl_layer_info what, size_t size, void *out, size_t *got)
{
  if (what != CL_LAYER_API_VERSION) return CL_INVALID_VALUE;
  cl_layer_api_version version = CL_LAYER_API_VERSION_100;
  if (out && size < sizeof version) return CL_INVALID_VALUE;
  if (out) memcpy(out, &version, sizeof version);
  if (got) *got = sizeof version;
  return CL_SUCCESS;
}

VISIBLE cl_int CL_API_CALL clInitLayer(cl_uint count, const cl_icd_dispatch *under, cl_uint *count_out,
                                       const cl_icd_dispatch **out)
{
  size_t size = count * sizeof(void *);
  if (!under || !count_out || !out) return CL_INVALID_VALUE;
  target = under;
  memcpy(&hooked, under, size < sizeof hooked ? size : sizeof hooked);
#define STATUS(name, parameters, arguments)             hooked.name = hook_##name;
#define STATUS_AFTER(name, parameters, arguments)       hooked.name = hook_##name;
#define CREATE(name, kind, type, parameters, arguments) hooked.name = hook_##name;
#define REFERENCE(name, kind, type, change)             hooked.name = hook_##name;
#define OWN(name)                                       hooked.name = hook_##name;
#include "fault_hooks.h"
  const char *spec = getenv("ROWRUN_FAULT");
  fault_layer_set(spec ? spec : "");
  *count_out = (cl_uint)(sizeof hooked / sizeof(void *));
  *out = &hooked;
  return CL_SUCCESS;
}
