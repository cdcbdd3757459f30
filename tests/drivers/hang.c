// SPDX-License-Identifier: MIT
// An OpenCL driver that hangs when it is asked for its platforms.
#include <string.h>
#include <unistd.h>

#include <CL/cl.h>

__attribute__((visibility("default"))) void *CL_API_CALL clGetExtensionFunctionAddress(const char *name);

static cl_int CL_API_CALL hang(cl_uint capacity, cl_platform_id *platforms, cl_uint *count)
{
  (void)capacity, (void)platforms, (void)count;
  for (;;) pause();
}

void *CL_API_CALL clGetExtensionFunctionAddress(const char *name)
{
  void *address = NULL;
  cl_int(CL_API_CALL * function)(cl_uint, cl_platform_id *, cl_uint *) = hang;
  if (strcmp(name, "clIcdGetPlatformIDsKHR") == 0) memcpy(&address, &function, sizeof address);
  return address;
}
