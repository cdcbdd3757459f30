// SPDX-License-Identifier: MIT
// Building programs, and keeping them.
#include "backend/opencl/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/opencl/device.h"
#include "backend/opencl/error.h"
#include "backend/opencl/source.h"
#include "core/clock.h"
#include "core/hash.h"
#include "core/one_line.h"

// Programs kept at most; the one not used for longest goes first.
enum { MAX_PROGRAMS = 32, LOG_BYTES = 16384, LOG_BYTES_FROM_DRIVER = 64 << 20 };

static void program_free(rr__ocl_program *program)
{
  for (size_t i = 0; i < RR_OCL_KERNELS; i++)
    if (program->kernels[i].kernel) clReleaseKernel(program->kernels[i].kernel);
  if (program->program) clReleaseProgram(program->program);
  free(program);
}

void rr__ocl_programs_free(rr__ocl_program *first)
{
  while (first) {
    rr__ocl_program *next = first->next;
    program_free(first);
    first = next;
  }
}

// The driver's log, to be freed; NULL if there is none to be had.
static char *read_log(const rr__device *device, cl_program program)
{
  size_t size = 0;
  if (clGetProgramBuildInfo(program, device->id, CL_PROGRAM_BUILD_LOG, 0, NULL, &size)) return NULL;
  if (size == 0 || size > LOG_BYTES_FROM_DRIVER) return NULL;
  char *text = calloc(size, 1);
  char *escaped = text ? malloc(LOG_BYTES) : NULL;
  if (escaped) {
    if (clGetProgramBuildInfo(program, device->id, CL_PROGRAM_BUILD_LOG, size, text, NULL)) size = 0;
    rr__one_line(escaped, LOG_BYTES, text, size);
  }
  free(text);
  return escaped;
}

static rr_status build_failed(rr__device *device, const rr__ocl_program *program, int code,
                              rr__report *report)
{
  char *log = read_log(device, program->program);
  (void)rr__ocl_failed(report, "clBuildProgram", code, "kernel %s for %s on '%s'; log: %s", program->id,
                       rr_dtype_name(program->dtype), device->facts.name, log && *log ? log : "(empty)");
  free(log);
  return RR_EBUILD;
}

static rr_status program_build(rr__device *device, rr__ocl_program *program, const rr__kernel *kernel,
                               rr__report *report)
{
  rr__ocl_source source;
  rr_status status = rr__ocl_source_make(&source, device, program, kernel, report);
  if (status) return status;
  cl_int code = CL_SUCCESS;
  program->program = clCreateProgramWithSource(device->context, source.count, source.strings, NULL, &code);
  if (code) {
    program->program = NULL;
    return rr__ocl_failed(report, "clCreateProgramWithSource", code, "kernel %s", program->id);
  }
  char options[256];
  rr__ocl_build_options(options, sizeof options, device, program, kernel->info->shape);
  code = clBuildProgram(program->program, 1, &device->id, options, NULL, NULL);
  return code ? build_failed(device, program, code, report) : RR_OK;
}

// Two kernels may have one name, one after the other.
static uint64_t hash_body(const char *body)
{
  return body ? rr__hash_bytes(RR_HASH_START, body, strlen(body)) : 0;
}

static bool is_same(const rr__ocl_program *a, const rr__ocl_program *b)
{
  return a->dtype == b->dtype && a->out_dtype == b->out_dtype && a->fixed_cols == b->fixed_cols &&
         a->group == b->group && a->body_hash == b->body_hash && strcmp(a->id, b->id) == 0;
}

// Moves the program to the front of the device's list.
static rr__ocl_program *find(rr__device *device, const rr__ocl_program *key)
{
  for (rr__ocl_program **link = &device->programs; *link; link = &(*link)->next) {
    rr__ocl_program *program = *link;
    if (!is_same(program, key)) continue;
    *link = program->next;
    program->next = device->programs;
    return device->programs = program;
  }
  return NULL;
}

static void drop_oldest(rr__device *device)
{
  rr__ocl_program **link = &device->programs;
  for (size_t kept = 0; *link && kept + 1 < MAX_PROGRAMS; kept++) link = &(*link)->next;
  rr__ocl_programs_free(*link);
  *link = NULL;
}

rr_status rr__ocl_program_get(rr__ocl_program **out, rr__device *device, const rr__job *job,
                              rr__report *report)
{
  rr__ocl_program key = {.dtype = job->dtype,
                         .out_dtype = job->out_dtype,
                         .body_hash = hash_body(job->kernel->body),
                         .fixed_cols = rr__ocl_fixed_cols(job),
                         .group = rr__ocl_wide_group(device, job->cols)};
  snprintf(key.id, sizeof key.id, "%s", job->kernel->info->id);
  *out = find(device, &key);
  if (*out) return RR_OK;
  uint64_t start_ns = rr__now_ns();
  drop_oldest(device);
  rr__ocl_program *program = malloc(sizeof *program);
  if (!program) return rr__ocl_refused(report, RR_ENOMEM, "no memory to build kernel %s", key.id);
  *program = key;
  rr_status status = program_build(device, program, job->kernel, report);
  report->elapsed_ns[RR_PHASE_build] += rr__now_ns() - start_ns;
  if (status) {
    program_free(program);
    return status;
  }
  program->next = device->programs;
  *out = device->programs = program;
  return RR_OK;
}

rr_status rr__ocl_kernel_get(rr__ocl_kernel **out, rr__device *device, rr__ocl_program *program,
                             rr__ocl_which which, rr__report *report)
{
  static const char *const names[] = {
#define KERNEL_NAME(name) #name,
      RR_OCL_KERNEL_LIST(KERNEL_NAME)
#undef KERNEL_NAME
  };
  rr__ocl_kernel *kernel = *out = &program->kernels[which];
  if (kernel->kernel) return RR_OK;
  cl_int code = CL_SUCCESS;
  cl_kernel made = clCreateKernel(program->program, names[which], &code);
  if (code) return rr__ocl_failed(report, "clCreateKernel", code, "%s of %s", names[which], program->id);
  kernel->kernel = made;
  code = clGetKernelWorkGroupInfo(made, device->id, CL_KERNEL_WORK_GROUP_SIZE, sizeof kernel->max_group,
                                  &kernel->max_group, NULL);
  if (code)
    return rr__ocl_failed(report, "clGetKernelWorkGroupInfo", code, "%s of %s", names[which], program->id);
  return RR_OK;
}
