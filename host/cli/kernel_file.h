// SPDX-License-Identifier: MIT
// A kernel's text from a file, and the name that it is called by.
#ifndef ROWRUN_CLI_KERNEL_FILE_H
#define ROWRUN_CLI_KERNEL_FILE_H

#include <rowrun/status.h>

typedef struct cli_kernel_file {
  char *text;
  char name[64]; // the file's, without folder and .cl, of characters that a kernel's name may have
} cli_kernel_file;

// RR_EINPUT: it cannot be read, is no text, or larger than any kernel; RR_ENOMEM.
rr_status rr__cli_kernel_file_read(cli_kernel_file *out, const char *path) RR_MUST_CHECK;
void rr__cli_kernel_file_clear(cli_kernel_file *file);

#endif
