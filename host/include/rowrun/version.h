// SPDX-License-Identifier: MIT
// The version of the headers, and of the library that is really loaded.
#ifndef ROWRUN_VERSION_H
#define ROWRUN_VERSION_H

#include <rowrun/api.h>

RR_HEADER_BEGIN

#define RR_VERSION_MAJOR 0
#define RR_VERSION_MINOR 1
#define RR_VERSION_PATCH 0
#define RR_VERSION       "0.1.0"

// The loaded library's version, to compare with the headers' RR_VERSION; static.
RR_API const char *rr_version(void);

RR_HEADER_END

#endif
