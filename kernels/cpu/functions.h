// SPDX-License-Identifier: MIT
// What OpenCL C has built in and a user's kernel may use, for the same text as C. Compiled before everything
// else. Functions of <math.h> take the type of their arguments, as OpenCL's do; min and max are OpenCL's,
// too.
#include <math.h>
#include <stdint.h>
#include <string.h>

#include <tgmath.h>
#undef I // a name that <complex.h> takes

#define min(x, y)              ((y) < (x) ? (y) : (x))
#define max(x, y)              ((x) < (y) ? (y) : (x))
#define clamp(x, lowest, most) min(max(x, lowest), most)
