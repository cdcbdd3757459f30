// SPDX-License-Identifier: MIT
// min: the least cell. A NaN is the result, unless it is to be omitted; -0 is below +0; of no cells it is
// NaN, which integers do not have.

#define IS_BETTER(a, b) ((a) < (b))
#define WORST_IS_LOW    0
#include "extremes.h"
