// SPDX-License-Identifier: MIT
// Conversions from one dtype to each. Included by convert.c once for each dtype, with FROM (its name) and
// FROM_TYPE.

#define PASTE_(a, b)   a##_to_##b
#define PASTE(a, b)    PASTE_(a, b)
#define CONVERT_TO(to) PASTE(FROM, to)

#define DEFINE_CONVERT_(to_name, value, to_type)                                                             \
  static void CONVERT_TO(to_name)(void *to, const void *from, size_t n)                                      \
  {                                                                                                          \
    to_type *restrict out = to;                                                                              \
    const FROM_TYPE *restrict in = from;                                                                     \
    for (size_t i = 0; i < n; i++) out[i] = (to_type)in[i];                                                  \
  }
#define TABLE_ROW_(to_name, value, to_type) [value] = CONVERT_TO(to_name),

RR_DTYPE_LIST(DEFINE_CONVERT_)
static const rr__convert_fn CONVERT_TO(each)[RR_DTYPE_END] = {RR_DTYPE_LIST(TABLE_ROW_)};

#undef PASTE_
#undef PASTE
#undef CONVERT_TO
#undef DEFINE_CONVERT_
#undef TABLE_ROW_
#undef FROM
#undef FROM_TYPE
