// SPDX-License-Identifier: MIT
// Probes made of shell commands, for the suites of the probe's client and of its cache.
#ifndef ROWRUN_TESTS_FAKE_PROBE_H
#define ROWRUN_TESTS_FAKE_PROBE_H

#include "support.h"

#include "backend/opencl_client.h"

// Lines that a probe says.
#define DEVICE                                                                                               \
  "{\"index\":0,\"name\":\"One\",\"type\":\"gpu\",\"platform\":\"P\",\"driver\":\"1.0\",\"compute_units\":"  \
  "4,\"memory_"                                                                                              \
  "bytes\":1000,\"max_alloc_bytes\":500,\"fp64\":true,\"shared_memory\":false,\"exact\":true,\"usable\":"    \
  "true,\"reason\""                                                                                          \
  ":\"\"}"
#define BEGIN "{\"begin\":\"P / One\"}"
#define END   "{\"end\":true}"

// The folders of the present probe, and the file that it adds its process number to.
extern char fake_probe_folder[512], fake_cache_folder[512], fake_runs_path[512];

// Puts a probe of these commands in the plug-in's place, in a folder of its own, with an empty cache.
void fake_probe_use(const char *commands);

// How often it was run.
size_t fake_probe_runs(void);

// Asks it. The last warning is kept, "" where there was none.
extern char fake_probe_warning[2048];
rr__probe_result fake_probe_ask(bool fresh);

// Whether a note contains `part`; prints the notes otherwise.
bool fake_probe_has_note(const rr__probe_result *result, const char *part);

#endif
