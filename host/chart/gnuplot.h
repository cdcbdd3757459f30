// SPDX-License-Identifier: MIT
// gnuplot as a child process: a script goes in, a drawing comes out.
#ifndef ROWRUN_CHART_GNUPLOT_H
#define ROWRUN_CHART_GNUPLOT_H

#include <rowrun/status.h>

// *out is what it said, for free(). `program` is looked for in PATH. RR_ENODEVICE: it is not there, failed,
// or did not end in time; RR_ENOMEM, RR_ESYSTEM.
rr_status rr__gnuplot_run(char **out, const char *program, const char *script, size_t bytes) RR_MUST_CHECK;

#endif
