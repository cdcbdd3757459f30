// SPDX-License-Identifier: MIT
// What goes wrong with a device crosses the border as a report: the call, its code by name and number, and
// where.
#ifndef ROWRUN_BACKEND_OPENCL_ERROR_H
#define ROWRUN_BACKEND_OPENCL_ERROR_H

#include "backend/backend.h"

// "CL_OUT_OF_RESOURCES" for -5.
const char *rr__ocl_code_name(int code);

// Records that `call` gave `code`, with what was being done; RR_EDEVICE.
rr_status rr__ocl_failed(rr__report *report, const char *call, int code, const char *format, ...)
    RR_PRINTF(4, 5);

// Records a refusal that no call made; gives `status` back.
rr_status rr__ocl_refused(rr__report *report, rr_status status, const char *format, ...) RR_PRINTF(3, 4);

#endif
