// SPDX-License-Identifier: MIT
// Two buffers on the device, one on the host, and the kernels of kernels/opencl/bandwidth.cl. What buffers
// hold is known at any time by its sum, and before a pass what it is to write has another one, so that no
// pass can do less than it should without being found out.
#include "backend/opencl/bandwidth.h"

#include "backend/opencl/device.h"
#include "backend/opencl/error.h"
#include "core/checked.h"
#include "core/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  BLOCK_ITEMS_PER_UNIT = 4, // processors: blocks for each compute unit
  ITEMS_PER_UNIT = 2048,    // GPUs: enough to hide the memory's latency
  GROUP = 256,
  PAGE = 4096,
};

typedef enum pass_kernel { READ_KERNEL, COPY_KERNEL, UPDATE_KERNEL, PASS_KERNELS } pass_kernel;

struct rr__device_bandwidth {
  rr__device *device;
  size_t bytes, vector_bytes, items, group, groups;
  cl_ulong vectors, share; // in a buffer; of a block
  cl_program program;
  cl_kernel kernels[PASS_KERNELS];
  cl_mem in, out, sums;
  uint32_t *host;      // `bytes`
  uint32_t *host_sums; // a vector per group
  uint32_t in_sum;     // of all words of `in`, modulo 2^32
  uint32_t out_sum;    // of `out`
};

static void close_test(rr__device_bandwidth *test)
{
  if (!test) return;
  clFinish(test->device->queue);
  for (int i = 0; i < PASS_KERNELS; i++)
    if (test->kernels[i]) clReleaseKernel(test->kernels[i]);
  if (test->program) clReleaseProgram(test->program);
  if (test->in) clReleaseMemObject(test->in);
  if (test->out) clReleaseMemObject(test->out);
  if (test->sums) clReleaseMemObject(test->sums);
  free(test->host);
  free(test->host_sums);
  free(test);
}

static const char *text_of(const rr__device *device, const char *name)
{
  const rr__text *text = device->texts;
  while (text->name && strcmp(text->name, name) != 0) text++;
  return text->text;
}

static bool is_processor(const rr__device *device)
{
  return (device->facts.type & CL_DEVICE_TYPE_CPU) != 0;
}

static rr_status build(rr__device_bandwidth *test, rr__report *report)
{
  static const char *const names[] = {"bandwidth_read", "bandwidth_copy", "bandwidth_update"};
  rr__device *device = test->device;
  const char *text = text_of(device, "opencl/bandwidth.cl");
  const char *options =
      is_processor(device) ? "-cl-std=CL1.2 -DVECTOR=uint16 -DBLOCKS" : "-cl-std=CL1.2 -DVECTOR=uint4";
  cl_int code = CL_SUCCESS;
  test->program = clCreateProgramWithSource(device->context, 1, &text, NULL, &code);
  if (code) return rr__ocl_failed(report, "clCreateProgramWithSource", code, "the loops for bandwidth");
  code = clBuildProgram(test->program, 1, &device->id, options, NULL, NULL);
  if (code) {
    (void)rr__ocl_failed(report, "clBuildProgram", code, "the loops for bandwidth on '%s'",
                         device->facts.name);
    return RR_EBUILD;
  }
  for (int i = 0; i < PASS_KERNELS; i++) {
    test->kernels[i] = clCreateKernel(test->program, names[i], &code);
    if (code) return rr__ocl_failed(report, "clCreateKernel", code, "%s", names[i]);
  }
  return RR_OK;
}

static rr_status make_buffer(cl_mem *out, const rr__device_bandwidth *test, size_t bytes, rr__report *report)
{
  cl_int code = CL_SUCCESS;
  *out = clCreateBuffer(test->device->context, CL_MEM_READ_WRITE, bytes, NULL, &code);
  if (code)
    return rr__ocl_failed(report, "clCreateBuffer", code, "%zu bytes on '%s'", bytes,
                          test->device->facts.name);
  return RR_OK;
}

static rr_status make_buffers(rr__device_bandwidth *test, rr__report *report)
{
  rr_status status = make_buffer(&test->in, test, test->bytes, report);
  if (!status) status = make_buffer(&test->out, test, test->bytes, report);
  if (!status) status = make_buffer(&test->sums, test, test->groups * test->vector_bytes, report);
  if (status) return status;
  test->host = aligned_alloc(PAGE, test->bytes);
  test->host_sums = malloc(test->groups * test->vector_bytes);
  if (!test->host || !test->host_sums)
    return rr__ocl_refused(report, RR_ENOMEM, "no memory for %zu bytes", test->bytes);
  for (size_t i = 0; i < test->bytes / sizeof *test->host; i++) {
    test->host[i] = (uint32_t)i * 2654435761u;
    test->in_sum += test->host[i];
  }
  test->out_sum = test->in_sum;
  return RR_OK;
}

static rr_status move(const rr__device_bandwidth *test, cl_mem memory, bool up, void *host, size_t bytes,
                      rr__report *report)
{
  cl_command_queue queue = test->device->queue;
  cl_int code = up ? clEnqueueWriteBuffer(queue, memory, CL_TRUE, 0, bytes, host, 0, NULL, NULL)
                   : clEnqueueReadBuffer(queue, memory, CL_TRUE, 0, bytes, host, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, up ? "clEnqueueWriteBuffer" : "clEnqueueReadBuffer", code,
                          "%zu bytes, '%s'", bytes, test->device->facts.name);
  return RR_OK;
}

static rr_status transfer(const rr__device_bandwidth *test, cl_mem memory, bool up, rr__report *report)
{
  return move(test, memory, up, test->host, test->bytes, report);
}

static rr_status move_sums(const rr__device_bandwidth *test, bool up, rr__report *report)
{
  return move(test, test->sums, up, test->host_sums, test->groups * test->vector_bytes, report);
}

static void choose_items(rr__device_bandwidth *test)
{
  const rr__ocl_device_facts *facts = &test->device->facts;
  bool blocks = is_processor(test->device);
  size_t units = facts->compute_units ? facts->compute_units : 1;
  size_t most = rr__min_size(GROUP, rr__min_size(facts->max_group, facts->max_items[0]));
  test->vector_bytes = blocks ? 64 : 16;
  test->vectors = test->bytes / test->vector_bytes;
  test->group = 1;
  while (!blocks && test->group * 2 <= most) test->group *= 2;
  size_t wanted = units * (blocks ? BLOCK_ITEMS_PER_UNIT : ITEMS_PER_UNIT);
  test->items = rr__round_up(rr__min_size(wanted, test->vectors), test->group);
  test->groups = test->items / test->group;
  test->share = rr__divide_up(test->vectors, test->items);
}

static rr_status open_test(rr__device_bandwidth **out, rr__device *device, size_t bytes, rr__report *report)
{
  rr__device_bandwidth *test = calloc(1, sizeof *test);
  if (!test) return rr__ocl_refused(report, RR_ENOMEM, "no memory to measure bandwidth");
  test->device = device;
  test->bytes = rr__round_up(bytes, PAGE);
  choose_items(test);
  rr_status status = build(test, report);
  if (!status) status = make_buffers(test, report);
  if (!status) status = transfer(test, test->in, true, report);
  if (!status) status = transfer(test, test->out, true, report);
  if (status) {
    close_test(test);
    return status;
  }
  *out = test;
  return RR_OK;
}

static rr_status set_args(const rr__device_bandwidth *test, pass_kernel which, cl_mem in, cl_mem out,
                          rr__report *report)
{
  cl_kernel kernel = test->kernels[which];
  cl_int code = clSetKernelArg(kernel, 0, sizeof in, &in);
  if (!code) code = clSetKernelArg(kernel, 1, sizeof test->vectors, &test->vectors);
  if (!code) code = clSetKernelArg(kernel, 2, sizeof test->share, &test->share);
  if (!code && which != UPDATE_KERNEL) code = clSetKernelArg(kernel, 3, sizeof out, &out);
  if (!code && which == READ_KERNEL) code = clSetKernelArg(kernel, 4, test->group * test->vector_bytes, NULL);
  return code ? rr__ocl_failed(report, "clSetKernelArg", code, "the loops for bandwidth") : RR_OK;
}

static rr_status launch(const rr__device_bandwidth *test, pass_kernel which, cl_mem in, cl_mem out,
                        rr__report *report)
{
  rr_status status = set_args(test, which, in, out, report);
  if (status) return status;
  cl_int code = clEnqueueNDRangeKernel(test->device->queue, test->kernels[which], 1, NULL, &test->items,
                                       &test->group, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueNDRangeKernel", code, "%zu work-items on '%s'", test->items,
                          test->device->facts.name);
  return rr__ocl_finish(test->device, "measuring bandwidth", report);
}

static rr_status check_sum(uint32_t found, uint32_t expected, const rr__device_bandwidth *test,
                           const char *doing, rr__report *report)
{
  if (found == expected) return RR_OK;
  return rr__ocl_refused(report, RR_EVERIFY, "'%s' gave %08x for the sum of %zu bytes after %s, not %08x",
                         test->device->facts.name, found, test->bytes, doing, expected);
}

// The sums that the last reading left.
static rr_status check_read(const rr__device_bandwidth *test, uint32_t expected, const char *doing,
                            rr__report *report)
{
  uint32_t sum = 0;
  size_t words = test->groups * test->vector_bytes / sizeof *test->host_sums;
  rr_status status = move_sums(test, false, report);
  for (size_t i = 0; i < words && !status; i++) sum += test->host_sums[i];
  return status ? status : check_sum(sum, expected, test, doing, report);
}

// No sums of an earlier reading are left.
static rr_status clear_sums(const rr__device_bandwidth *test, rr__report *report)
{
  memset(test->host_sums, 0, test->groups * test->vector_bytes);
  return move_sums(test, true, report);
}

static rr_status check_buffer(const rr__device_bandwidth *test, cl_mem memory, uint32_t expected,
                              const char *doing, rr__report *report)
{
  rr_status status = clear_sums(test, report);
  if (!status) status = launch(test, READ_KERNEL, memory, test->sums, report);
  return status ? status : check_read(test, expected, doing, report);
}

static uint32_t host_sum(const rr__device_bandwidth *test)
{
  uint32_t sum = 0;
  for (size_t i = 0; i < test->bytes / sizeof *test->host; i++) sum += test->host[i];
  return sum;
}

// Changes a word of every page; how many.
static uint32_t change_host(rr__device_bandwidth *test)
{
  for (size_t i = 0; i < test->bytes / sizeof *test->host; i += PAGE / sizeof *test->host) test->host[i] += 1;
  return (uint32_t)(test->bytes / PAGE);
}

// Makes what a pass is to write unlike what it will hold.
static rr_status make_ready(rr__device_bandwidth *test, rr_bandwidth what, rr__report *report)
{
  if (what == RR_BANDWIDTH_READ) return clear_sums(test, report);
  if (what == RR_BANDWIDTH_UPLOAD) test->in_sum += change_host(test);
  if (what == RR_BANDWIDTH_DOWNLOAD) (void)change_host(test);
  if (what == RR_BANDWIDTH_COPY && test->out_sum == test->in_sum)
    return launch(test, UPDATE_KERNEL, test->out, NULL, report);
  return RR_OK;
}

static rr_status pass(rr__device_bandwidth *test, rr_bandwidth what, rr__report *report)
{
  if (what == RR_BANDWIDTH_UPLOAD) return transfer(test, test->in, true, report);
  if (what == RR_BANDWIDTH_DOWNLOAD) return transfer(test, test->in, false, report);
  if (what == RR_BANDWIDTH_READ) return launch(test, READ_KERNEL, test->in, test->sums, report);
  if (what == RR_BANDWIDTH_COPY) return launch(test, COPY_KERNEL, test->in, test->out, report);
  return launch(test, UPDATE_KERNEL, test->out, NULL, report);
}

static rr_status check(rr__device_bandwidth *test, rr_bandwidth what, rr__report *report)
{
  if (what == RR_BANDWIDTH_READ) return check_read(test, test->in_sum, "reading", report);
  if (what == RR_BANDWIDTH_UPLOAD) return check_buffer(test, test->in, test->in_sum, "the upload", report);
  if (what == RR_BANDWIDTH_DOWNLOAD)
    return check_sum(host_sum(test), test->in_sum, test, "the download", report);
  if (what == RR_BANDWIDTH_COPY)
    test->out_sum = test->in_sum;
  else
    test->out_sum += (uint32_t)(test->bytes / sizeof *test->host);
  return check_buffer(test, test->out, test->out_sum, what == RR_BANDWIDTH_COPY ? "copying" : "updating",
                      report);
}

static rr_status once(rr__device_bandwidth *test, rr_bandwidth what, uint64_t *elapsed_ns, uint64_t *bytes,
                      rr__report *report)
{
  bool moves = what == RR_BANDWIDTH_UPLOAD || what == RR_BANDWIDTH_DOWNLOAD;
  if (moves && test->device->facts.shared_memory)
    return rr__ocl_refused(report, RR_ENODEVICE, "'%s' shares the host's memory: nothing is moved",
                           test->device->facts.name);
  *bytes = test->bytes * (what == RR_BANDWIDTH_COPY || what == RR_BANDWIDTH_UPDATE ? 2 : 1);
  rr_status status = make_ready(test, what, report);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = pass(test, what, report);
  *elapsed_ns = rr__now_ns() - start_ns;
  return status ? status : check(test, what, report);
}

const rr__opencl_bandwidth rr__ocl_bandwidth = {.open = open_test, .once = once, .close = close_test};
