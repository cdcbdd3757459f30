// SPDX-License-Identifier: MIT
// The header of a .npy file: a Python dictionary of three keys, read without evaluating anything.
#ifndef ROWRUN_IO_NPY_HEADER_H
#define ROWRUN_IO_NPY_HEADER_H

#include <rowrun/dtype.h>

enum {
  RR__NPY_MAGIC_BYTES = 6,       // "\x93NUMPY"; two bytes of version follow
  RR__NPY_LONGEST_HEADER = 10000 // of the dictionary, as NumPy's own limit
};
#define RR__NPY_MAGIC "\x93NUMPY"

typedef struct rr__npy_header {
  rr_dtype dtype;
  bool is_swapped; // the other byte order
  bool is_fortran; // columns one after the other
  int ndim;        // 1 or 2
  size_t rows, cols;
  size_t bytes; // of all cells
} rr__npy_header;

// Reads the dictionary, `size` bytes; `path` is for messages. All multiplications are checked. RR_EFORMAT.
rr_status rr__npy_header_parse(rr__npy_header *out, const char *text, size_t size,
                               const char *path) RR_MUST_CHECK;

// Writes magic, version 1.0 and the dictionary as NumPy does; gives the size, a multiple of 64. `is_swapped`
// and `bytes` do not matter.
enum { RR__NPY_HEADER_ROOM = 256 };
size_t rr__npy_header_write(char out[RR__NPY_HEADER_ROOM], const rr__npy_header *header);

#endif
