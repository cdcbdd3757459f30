// SPDX-License-Identifier: MIT
// One output file being written: whole or not at all. Knows bytes, no format.
#ifndef ROWRUN_IO_SAVER_H
#define ROWRUN_IO_SAVER_H

#include <rowrun/status.h>

typedef struct rr__saver rr__saver;

// "-" is standard output. RR_EOUTPUT, RR_ENOMEM.
rr_status rr__saver_open(rr__saver **out, const char *path, bool durable) RR_MUST_CHECK;

rr_status rr__saver_write(rr__saver *saver, const void *bytes, size_t size) RR_MUST_CHECK;

// Room for `size` bytes (64 KiB at most) to write text into; then how many of them are used.
rr_status rr__saver_reserve(rr__saver *saver, char **room, size_t size) RR_MUST_CHECK;
void rr__saver_advance(rr__saver *saver, size_t size);

// All that was written is in the file, which still has no name: where several files belong together, each is
// completed before the first is committed. Nothing may be written afterwards.
rr_status rr__saver_complete(rr__saver *saver) RR_MUST_CHECK;

// Puts the file under its name, completed if it was not before, and frees the saver, on failure too.
rr_status rr__saver_commit(rr__saver *saver) RR_MUST_CHECK;

// Leaves what stood there before, and frees the saver. What went to a device or a pipe cannot be taken back.
void rr__saver_abandon(rr__saver *saver);

// Whether the path is standard output, or is written directly: a device, a FIFO, a descriptor below /proc.
bool rr__saver_is_stream(const char *path);

#endif
