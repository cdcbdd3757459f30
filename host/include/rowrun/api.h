// SPDX-License-Identifier: MIT
// What every public header needs: linkage, export, and "look at the result".
#ifndef ROWRUN_API_H
#define ROWRUN_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define RR_HEADER_BEGIN extern "C" {
#define RR_HEADER_END   }
#else
#define RR_HEADER_BEGIN
#define RR_HEADER_END
#endif

#define RR_API          __attribute__((visibility("default")))
#define RR_MUST_CHECK   __attribute__((warn_unused_result))
#define RR_PRINTF(f, a) __attribute__((format(printf, f, a)))

#endif
