// SPDX-License-Identifier: MIT
// The fault layer as a suite sees it, once OPENCL_LAYERS has brought it into the process.
#ifndef ROWRUN_TESTS_FAULT_CLIENT_H
#define ROWRUN_TESTS_FAULT_CLIENT_H

#include <stdbool.h>

#include "fault_layer.h"

typedef struct fault_client {
  fault_layer_set_fn set;
  fault_layer_calls_fn calls;
  fault_layer_name_fn name;
  fault_layer_count_fn injected, live;
} fault_client;

// False, with the reason on standard output, where the loader did not take the layer. A driver must be
// loaded.
bool fault_client_find(fault_client *out);

#endif
