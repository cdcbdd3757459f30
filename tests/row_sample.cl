// SPDX-License-Identifier: MIT
// A body of shape ROW for tests: the sum of what lies above `low`, which is NaN where nothing does, the
// number of columns, and a value that is never set.

#define PARAMS(F) F(CELL, low)
#define OUTPUTS   3
typedef f64 result_t;

ROW
{
  f64 sum = 0;
  u32 found = 0;
  for (u64 i = 0; i < COLUMNS; i++)
    if (X(i) > params.low) {
      sum += (f64)X(i);
      found++;
    }
  OUT(0) = sum / (f64)(found > 0) * (f64)(found > 0);
  OUT(1) = (f64)COLUMNS;
}
