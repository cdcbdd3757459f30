// SPDX-License-Identifier: MIT
// The table of cell types.
#include <rowrun/dtype.h>

#include <string.h>

static const struct {
  const char *name;
  size_t size;
  bool is_float, is_signed;
} dtypes[RR_DTYPE_END] = {[RR_DTYPE_AUTO] = {"auto", 0, false, false},
#define DTYPE_ROW(name, value, type) [value] = {#name, sizeof(type), (type)0.5 != 0, (type)-1 < (type)1},
                          RR_DTYPE_LIST(DTYPE_ROW)
#undef DTYPE_ROW
};

static bool is_known(rr_dtype dtype)
{
  return (size_t)dtype < RR_DTYPE_END;
}

const char *rr_dtype_name(rr_dtype dtype)
{
  return is_known(dtype) ? dtypes[dtype].name : "unknown";
}

size_t rr_dtype_size(rr_dtype dtype)
{
  return is_known(dtype) ? dtypes[dtype].size : 0;
}

bool rr_dtype_is_float(rr_dtype dtype)
{
  return is_known(dtype) && dtypes[dtype].is_float;
}

bool rr_dtype_is_signed(rr_dtype dtype)
{
  return is_known(dtype) && dtypes[dtype].is_signed;
}

rr_status rr_dtype_parse(rr_dtype *out, const char *name)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    if (strcmp(dtypes[dtype].name, name) == 0) {
      *out = (rr_dtype)dtype;
      return RR_OK;
    }
  }
  return rr_fail(RR_EUSAGE,
                 "unknown dtype '%.40s'; hint: one of"
#define DTYPE_NAME(name, value, type) " " #name
                 RR_DTYPE_LIST(DTYPE_NAME)
#undef DTYPE_NAME
                     ,
                 name);
}
