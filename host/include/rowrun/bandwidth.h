// SPDX-License-Identifier: MIT
// How fast a device's memory is: the limit that kernels are held against.
#ifndef ROWRUN_BANDWIDTH_H
#define ROWRUN_BANDWIDTH_H

#include <rowrun/context.h>

RR_HEADER_BEGIN

// A name is what tables and JSON say.
#define RR_BANDWIDTH_LIST(X)                                                                                 \
  X(READ, "read", "every byte of a buffer is read")                                                          \
  X(COPY, "copy", "one buffer to another; bytes read and written both count")                                \
  X(UPDATE, "update", "read, changed and written in place; both count")                                      \
  X(UPLOAD, "upload", "from the host's memory to the device's")                                              \
  X(DOWNLOAD, "download", "from the device's memory to the host's")
typedef enum rr_bandwidth {
#define RR_BANDWIDTH_VALUE(name, text, words) RR_BANDWIDTH_##name,
  RR_BANDWIDTH_LIST(RR_BANDWIDTH_VALUE)
#undef RR_BANDWIDTH_VALUE
      RR_BANDWIDTHS
} rr_bandwidth;
RR_API const char *rr_bandwidth_name(rr_bandwidth what);  // "read", static
RR_API const char *rr_bandwidth_words(rr_bandwidth what); // what it means, static

// Buffers of one size on one device, which stay until they are freed.
typedef struct rr_bandwidth_test rr_bandwidth_test;

// Makes buffers of so many bytes (rounded up to whole pages), with every page in place, and builds what is
// needed. `device`: "cpu", "serial" (one thread) or an OpenCL device's SPEC; never falls back. RR_ENODEVICE,
// RR_EBUILD, RR_EDEVICE, RR_EUSAGE, RR_ENOMEM. To be freed before the context is.
RR_API rr_status rr_bandwidth_open(rr_bandwidth_test **out, rr_context *context, const char *device,
                                   size_t bytes) RR_MUST_CHECK;

// One pass. *elapsed_ns: by the host's clock, until the device has finished; *bytes: what it moved. Results
// are checked: RR_EVERIFY where the device did not do what it was to do. RR_ENODEVICE: UPLOAD and DOWNLOAD
// where the device shares the host's memory, so that nothing is moved. RR_EDEVICE.
RR_API rr_status rr_bandwidth_once(rr_bandwidth_test *test, rr_bandwidth what, uint64_t *elapsed_ns,
                                   uint64_t *bytes) RR_MUST_CHECK;

RR_API void rr_bandwidth_free(rr_bandwidth_test *test);

RR_HEADER_END

#endif
