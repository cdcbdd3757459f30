// SPDX-License-Identifier: MIT
// A number that changes when anything changes that the probe's answer may depend on.
#ifndef ROWRUN_BACKEND_OPENCL_KEY_H
#define ROWRUN_BACKEND_OPENCL_KEY_H

#include "backend/opencl_paths.h"

#include <stdint.h>

// FNV-1a, 64 bits. Start with RR_HASH_START.
#define RR_HASH_START 0xcbf29ce484222325u
uint64_t rr__hash_bytes(uint64_t hash, const void *bytes, size_t size);

uint64_t rr__probe_key(const rr__opencl_paths *paths);

#endif
