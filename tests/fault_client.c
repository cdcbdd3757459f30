// SPDX-License-Identifier: MIT
#include "fault_client.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

bool fault_client_find(fault_client *out)
{
  const char *path = getenv("OPENCL_LAYERS");
  void *library = path ? dlopen(path, RTLD_NOW | RTLD_NOLOAD) : NULL;
  if (!library) {
    printf("OPENCL_LAYERS does not name the fault layer, or the OpenCL loader knows no layers\n");
    return false;
  }
  *(void **)&out->set = dlsym(library, "fault_layer_set");
  *(void **)&out->calls = dlsym(library, "fault_layer_calls");
  *(void **)&out->name = dlsym(library, "fault_layer_name");
  *(void **)&out->injected = dlsym(library, "fault_layer_injected");
  *(void **)&out->live = dlsym(library, "fault_layer_live");
  return out->set && out->calls && out->name && out->injected && out->live;
}
