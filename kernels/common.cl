// SPDX-License-Identifier: MIT
// common: what both rows have, each value once, in the order in which the first row has them first.

FN u32 keep(u32 in_second, u32 came_before)
{
  return in_second && !came_before;
}
