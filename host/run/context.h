// SPDX-License-Identifier: MIT
// The inside of a context.
#ifndef ROWRUN_RUN_CONTEXT_H
#define ROWRUN_RUN_CONTEXT_H

#include <rowrun/context.h>

#include "backend/backend.h"
#include "backend/opencl_client.h"
#include "core/device_id.h"
#include "pool/threads.h"
#include "run/open_device.h"

#include <rowrun/pool.h>

#include <pthread.h>

typedef struct rr__registered rr__registered; // see registry.c
typedef struct rr_resident rr_resident;       // see resident.h

struct rr_context {
  rr__threads *threads;
  pthread_mutex_t registry_lock; // guards `registered`
  rr__registered *registered;    // kernels besides those of the table
  pthread_mutex_t runner_lock;   // guards `runner`
  rr_pool *runner;               // one worker, for rr_run_async; NULL before its first call
  pthread_mutex_t lock;          // a run, or a probe, has everything below for itself
  rr__device *cpu;               // always open: it is where every run can end
  rr__open_device *open_devices; // all of them
  rr__open_device *opencl;       // that of the last run, with its programs, for the next; NULL: none
  rr_resident *residents;        // those that were not freed yet
  char device[256];
  rr_log log;
  bool probed;
  rr__probe_scope probed_scope;
  rr__probe_result probe;  // of no meaning before `probed`
  rr_device_info *devices; // for rr_device_at: serial, cpu and what the probe found
  size_t device_count;
};

// Probes once in a context's life; `fresh` asks the devices again, and the list for rr_device_at is gone
// then.
rr_status rr__context_probe(rr_context *context, rr__probe_scope scope, bool fresh) RR_MUST_CHECK;

// Lets go of the OpenCL device that is kept, if there is one.
void rr__context_drop_opencl(rr_context *context);

#endif
