// SPDX-License-Identifier: MIT
// The border between the library and the OpenCL plug-in, which is opened with dlopen and never closed.
// Errors cross it in rr__report, since the two sides may hold different copies of the error text.
#ifndef ROWRUN_BACKEND_OPENCL_PLUGIN_H
#define ROWRUN_BACKEND_OPENCL_PLUGIN_H

#include "backend/backend.h"
#include "backend/product.h"
#include "texts.h"

#include <rowrun/bandwidth.h>

enum { RR_PLUGIN_VERSION = 5 };

typedef struct rr__opencl_options {
  size_t index;          // of the device, over all platforms in the loader's order
  const rr__text *texts; // rr__texts: kernel texts
  size_t work_group;     // work-items of a group, for tests; 0: the plug-in's choice
} rr__opencl_options;

// What is known of a device or, with is_note, of a platform without devices. Strings are valid during the
// call.
typedef struct rr__opencl_entry {
  const char *note; // NULL for a device; else what there is to say ("platform X has no device")
  size_t index;
  const char *name, *type, *platform, *driver;
  unsigned compute_units;
  uint64_t memory_bytes, max_alloc_bytes;
  bool fp64, shared_memory;
} rr__opencl_entry;
typedef void (*rr__opencl_entry_fn)(const rr__opencl_entry *entry, void *user);

// Products of matrices. Statuses as the backend's, and as there only close() may follow a failure.
typedef struct rr__opencl_linear {
  // Builds what products of this dtype need, and takes the right matrix (a gram has none) for the tiles that
  // follow.
  rr_status (*prepare)(rr__device *device, const rr__product *product, rr__report *report);
  // A tile: some rows of the left matrix. Of a gram only the upper triangle is sure to be set.
  rr_status (*multiply)(rr__device *device, const rr__product *product, rr__report *report);
  // After the last tile: the matrices' memory is let go.
  void (*done)(rr__device *device);
} rr__opencl_linear;

// How fast the device's memory is; see rowrun/bandwidth.h. Statuses as the backend's.
typedef struct rr__device_bandwidth rr__device_bandwidth;
typedef struct rr__opencl_bandwidth {
  rr_status (*open)(rr__device_bandwidth **out, rr__device *device, size_t bytes, rr__report *report);
  // RR_EVERIFY where the device did not do what it was to do.
  rr_status (*once)(rr__device_bandwidth *test, rr_bandwidth what, uint64_t *elapsed_ns, uint64_t *bytes,
                    rr__report *report);
  void (*close)(rr__device_bandwidth *test);
} rr__opencl_bandwidth;

typedef struct rr__opencl_plugin {
  unsigned version; // RR_PLUGIN_VERSION
  rr__backend backend;
  rr_status (*open)(rr__device **out, const rr__opencl_options *options, rr__report *report);
  // Calls `entry` for every device and note, as soon as it is known.
  rr_status (*list)(rr__opencl_entry_fn entry, void *user, rr__report *report);
  const rr__opencl_linear *linear; // NULL: built without CLBlast
  const rr__opencl_bandwidth *bandwidth;
} rr__opencl_plugin;

// The one symbol of the plug-in.
#define RR_PLUGIN_SYMBOL "rr_opencl_plugin"
typedef const rr__opencl_plugin *(*rr__opencl_plugin_fn)(void);

#endif
