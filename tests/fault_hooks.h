// SPDX-License-Identifier: MIT
// The OpenCL functions that the fault layer stands in front of, by what happens when one is made to fail.
// Every function that the plug-in calls must be here; check_fault_layer.cmake compares. CLBlast's are here,
// too.

// STATUS(name, parameters, arguments): the real function is not called.
#ifdef STATUS
STATUS(clGetPlatformIDs, (cl_uint capacity, cl_platform_id *out, cl_uint *count), (capacity, out, count))
STATUS(clGetPlatformInfo, (cl_platform_id of, cl_platform_info what, size_t size, void *out, size_t *got),
       (of, what, size, out, got))
STATUS(clGetDeviceIDs,
       (cl_platform_id of, cl_device_type type, cl_uint capacity, cl_device_id *out, cl_uint *count),
       (of, type, capacity, out, count))
STATUS(clGetCommandQueueInfo,
       (cl_command_queue of, cl_command_queue_info what, size_t size, void *out, size_t *got),
       (of, what, size, out, got))
STATUS(clGetMemObjectInfo, (cl_mem of, cl_mem_info what, size_t size, void *out, size_t *got),
       (of, what, size, out, got))
STATUS(clGetProgramInfo, (cl_program of, cl_program_info what, size_t size, void *out, size_t *got),
       (of, what, size, out, got))
STATUS(clGetProgramBuildInfo,
       (cl_program of, cl_device_id device, cl_program_build_info what, size_t size, void *out, size_t *got),
       (of, device, what, size, out, got))
STATUS(clGetKernelWorkGroupInfo,
       (cl_kernel of, cl_device_id device, cl_kernel_work_group_info what, size_t size, void *out,
        size_t *got),
       (of, device, what, size, out, got))
STATUS(clSetKernelArg, (cl_kernel kernel, cl_uint index, size_t size, const void *value),
       (kernel, index, size, value))
STATUS(clFlush, (cl_command_queue queue), (queue))
STATUS(clEnqueueNDRangeKernel,
       (cl_command_queue queue, cl_kernel kernel, cl_uint dimensions, const size_t *offset,
        const size_t *global, const size_t *local, cl_uint wait_count, const cl_event *wait, cl_event *event),
       (queue, kernel, dimensions, offset, global, local, wait_count, wait, event))
STATUS(clEnqueueWriteBuffer,
       (cl_command_queue queue, cl_mem memory, cl_bool blocking, size_t offset, size_t size, const void *from,
        cl_uint wait_count, const cl_event *wait, cl_event *event),
       (queue, memory, blocking, offset, size, from, wait_count, wait, event))
STATUS(clEnqueueCopyBuffer,
       (cl_command_queue queue, cl_mem from, cl_mem to, size_t from_offset, size_t to_offset, size_t size,
        cl_uint wait_count, const cl_event *wait, cl_event *event),
       (queue, from, to, from_offset, to_offset, size, wait_count, wait, event))
STATUS(clEnqueueWriteBufferRect,
       (cl_command_queue queue, cl_mem memory, cl_bool blocking, const size_t *device_origin,
        const size_t *host_origin, const size_t *region, size_t device_row, size_t device_slice,
        size_t host_row, size_t host_slice, const void *from, cl_uint wait_count, const cl_event *wait,
        cl_event *event),
       (queue, memory, blocking, device_origin, host_origin, region, device_row, device_slice, host_row,
        host_slice, from, wait_count, wait, event))
#endif

// STATUS_AFTER(name, parameters, arguments): the real function is called first, since work may be under way
// that must not go on behind the caller's back.
#ifdef STATUS_AFTER
STATUS_AFTER(clBuildProgram,
             (cl_program program, cl_uint count, const cl_device_id *devices, const char *options,
              void(CL_CALLBACK *done)(cl_program, void *), void *user),
             (program, count, devices, options, done, user))
STATUS_AFTER(clFinish, (cl_command_queue queue), (queue))
STATUS_AFTER(clWaitForEvents, (cl_uint count, const cl_event *events), (count, events))
STATUS_AFTER(clEnqueueUnmapMemObject,
             (cl_command_queue queue, cl_mem memory, void *mapped, cl_uint wait_count, const cl_event *wait,
              cl_event *event),
             (queue, memory, mapped, wait_count, wait, event))
STATUS_AFTER(clEnqueueReadBuffer,
             (cl_command_queue queue, cl_mem memory, cl_bool blocking, size_t offset, size_t size, void *to,
              cl_uint wait_count, const cl_event *wait, cl_event *event),
             (queue, memory, blocking, offset, size, to, wait_count, wait, event))
STATUS_AFTER(clEnqueueReadBufferRect,
             (cl_command_queue queue, cl_mem memory, cl_bool blocking, const size_t *device_origin,
              const size_t *host_origin, const size_t *region, size_t device_row, size_t device_slice,
              size_t host_row, size_t host_slice, void *to, cl_uint wait_count, const cl_event *wait,
              cl_event *event),
             (queue, memory, blocking, device_origin, host_origin, region, device_row, device_slice, host_row,
              host_slice, to, wait_count, wait, event))
#endif

// CREATE(name, kind, type, parameters, arguments): made, and released again where it is to fail. The last
// parameter is `code`.
#ifdef CREATE
CREATE(clCreateContext, context, cl_context,
       (const cl_context_properties *properties, cl_uint count, const cl_device_id *devices,
        void(CL_CALLBACK *notify)(const char *, const void *, size_t, void *), void *user, cl_int *code),
       (properties, count, devices, notify, user, &result))
CREATE(clCreateCommandQueue, queue, cl_command_queue,
       (cl_context context, cl_device_id device, cl_command_queue_properties properties, cl_int *code),
       (context, device, properties, &result))
CREATE(clCreateBuffer, memory, cl_mem,
       (cl_context context, cl_mem_flags flags, size_t size, void *host, cl_int *code),
       (context, flags, size, host, &result))
CREATE(clCreateSubBuffer, memory, cl_mem,
       (cl_mem of, cl_mem_flags flags, cl_buffer_create_type type, const void *what, cl_int *code),
       (of, flags, type, what, &result))
CREATE(clCreateProgramWithSource, program, cl_program,
       (cl_context context, cl_uint count, const char **strings, const size_t *sizes, cl_int *code),
       (context, count, strings, sizes, &result))
CREATE(clCreateProgramWithBinary, program, cl_program,
       (cl_context context, cl_uint count, const cl_device_id *devices, const size_t *sizes,
        const unsigned char **binaries, cl_int *statuses, cl_int *code),
       (context, count, devices, sizes, binaries, statuses, &result))
CREATE(clCreateKernel, kernel, cl_kernel, (cl_program program, const char *name, cl_int *code),
       (program, name, &result))
#endif

// REFERENCE(name, kind, type, change): called first, so that an object is never left behind; counted by
// `change`.
#ifdef REFERENCE
REFERENCE(clRetainContext, context, cl_context, +1)
REFERENCE(clRetainCommandQueue, queue, cl_command_queue, +1)
REFERENCE(clRetainMemObject, memory, cl_mem, +1)
REFERENCE(clRetainProgram, program, cl_program, +1)
REFERENCE(clRetainKernel, kernel, cl_kernel, +1)
REFERENCE(clReleaseContext, context, cl_context, -1)
REFERENCE(clReleaseCommandQueue, queue, cl_command_queue, -1)
REFERENCE(clReleaseMemObject, memory, cl_mem, -1)
REFERENCE(clReleaseProgram, program, cl_program, -1)
REFERENCE(clReleaseKernel, kernel, cl_kernel, -1)
#endif

// OWN(name): hooked by a function of its own.
#ifdef OWN
OWN(clGetDeviceInfo)
OWN(clEnqueueMapBuffer)
#endif
