// SPDX-License-Identifier: MIT
// An OpenCL driver that hangs (DRIVER_HANGS) or aborts when it is asked for its platforms. It exports what
// loaders take a driver by.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CL/cl.h>

#define VISIBLE __attribute__((visibility("default")))

VISIBLE cl_int CL_API_CALL clIcdGetPlatformIDsKHR(cl_uint capacity, cl_platform_id *platforms,
                                                  cl_uint *count);
VISIBLE void *CL_API_CALL clGetExtensionFunctionAddress(const char *name);

cl_int CL_API_CALL clIcdGetPlatformIDsKHR(cl_uint capacity, cl_platform_id *platforms, cl_uint *count)
{
  (void)capacity, (void)platforms, (void)count;
#ifdef DRIVER_HANGS
  for (;;) pause();
#endif
  abort();
}

VISIBLE cl_int CL_API_CALL clGetPlatformInfo(cl_platform_id platform, cl_platform_info what, size_t size,
                                             void *out, size_t *got)
{
  (void)platform, (void)what, (void)size, (void)out, (void)got;
  return CL_INVALID_PLATFORM;
}

void *CL_API_CALL clGetExtensionFunctionAddress(const char *name)
{
  void *address = NULL;
  cl_int(CL_API_CALL * function)(cl_uint, cl_platform_id *, cl_uint *) = clIcdGetPlatformIDsKHR;
  if (strcmp(name, "clIcdGetPlatformIDsKHR") == 0) memcpy(&address, &function, sizeof address);
  return address;
}
