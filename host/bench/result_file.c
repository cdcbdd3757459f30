// SPDX-License-Identifier: MIT
// The answer that a runner has left in a file.
#include "bench/result_file.h"

#include "core/matrix.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

rr_status rr__folder_make(char *out, size_t room, const char *parent, const char *prefix)
{
  int size = snprintf(out, room, "%s/%sXXXXXX", parent, prefix);
  bool fits = size >= 0 && (size_t)size < room;
  if (fits && mkdtemp(out)) return RR_OK;
  const char *why = fits ? strerror(errno) : "its path is too long";
  out[0] = '\0';
  return rr_fail(RR_EOUTPUT, "no folder for files in %.400s: %s; hint: TMPDIR elsewhere", parent, why);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place)
{
  (void)info, (void)type, (void)place;
  return remove(path);
}

void rr__folder_remove(const char *path)
{
  enum { MOST_OPEN = 8 };
  nftw(path, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
}

rr_status rr__result_file_make(rr__result_file *out, const rr__bench_data *data)
{
  memset(out, 0, sizeof *out);
  rr_status status = rr__folder_make(out->folder, sizeof out->folder, data->folder, "case-");
  if (status) return status;
  if (!data->expected_ragged) {
    snprintf(out->path, sizeof out->path, "%s/out.npy", out->folder);
    return RR_OK;
  }
  snprintf(out->path, sizeof out->path, "%s/offsets.npy:%s/out.npy", out->folder, out->folder);
  snprintf(out->right, sizeof out->right, "%s/right-offsets.npy:%s/right.npy", out->folder, out->folder);
  return rr_ragged_save(data->right, out->right, NULL);
}

void rr__result_file_remove(rr__result_file *file)
{
  if (file->folder[0]) rr__folder_remove(file->folder);
  file->folder[0] = '\0';
}

static rr_status verify_matrix(const rr__result_file *file, const rr__bench_data *data)
{
  rr_matrix *result = NULL;
  rr_status status = rr_matrix_load(&result, file->path, NULL);
  if (status) return status;
  // A vector does not say whether it stands or lies.
  if (result->ndim == 1 && data->expected->rows == 1) {
    result->cols = result->row_stride = result->rows;
    result->rows = 1;
  }
  status = rr__bench_data_verify(data, result);
  rr_matrix_free(result);
  return status;
}

rr_status rr__result_file_verify(const rr__result_file *file, const rr__bench_data *data)
{
  if (!data->expected_ragged) return verify_matrix(file, data);
  rr_ragged *result = NULL;
  rr_status status = rr_ragged_load(&result, file->path, NULL);
  if (!status) status = rr__bench_data_verify_ragged(data, result);
  rr_ragged_free(result);
  return status;
}
