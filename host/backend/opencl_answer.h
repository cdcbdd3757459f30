// SPDX-License-Identifier: MIT
// The probe's lines made into devices and notes.
#ifndef ROWRUN_BACKEND_OPENCL_ANSWER_H
#define ROWRUN_BACKEND_OPENCL_ANSWER_H

#include "backend/opencl_client.h"

// Reads the lines; what cannot be understood becomes a note. With `failure` not "" no device is usable, since
// the driver that failed the probe would do the same to us. RR_ENOMEM.
rr_status rr__probe_parse(rr__probe_result *out, const char *text, size_t size,
                          const char *failure) RR_MUST_CHECK;

rr_status rr__probe_add_note(rr__probe_result *result, const char *note) RR_MUST_CHECK;

#endif
