// SPDX-License-Identifier: MIT
// What every OpenCL schedule begins with: a kernel's parameters as arguments, and rows taken note of.

#define DECLARE_PARAM_(type, name) , type param_##name
#define LOAD_PARAM_(type, name)    params.name = param_##name;
#define PARAM_ARGS                 PARAMS(DECLARE_PARAM_), uint param_omit_nan
#define LOAD_PARAMS                                                                                          \
  params_t params;                                                                                           \
  PARAMS(LOAD_PARAM_)                                                                                        \
  params.omit_nan = param_omit_nan

#define TAKE_NOTE(note, index, noted)                                                                        \
  if (noted) {                                                                                               \
    atomic_inc(note);                                                                                        \
    atomic_min(note + 1, (uint)(index));                                                                     \
  }
