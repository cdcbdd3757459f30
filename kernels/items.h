// SPDX-License-Identifier: MIT
// What items of ragged rows are to one another, in both dialects: they are looked at as bits, so that a
// device without float64, or one that takes subnormals for zero, gives the same answer.

#define INFINITY_BITS (sizeof(UCELL) == 4 ? 0x7f800000u : 0x7ff0000000000000ul) // of a float

// A float that is NaN, which equals nothing.
FN u32 equals_nothing(UCELL item)
{
#if IS_FLOAT
  return (UCELL)(item << 1) > (UCELL)INFINITY_BITS << 1;
#else
  (void)item;
  return 0;
#endif
}

// Whether two items are equal, where the first of them does not equal nothing. Zeros of both signs are.
FN u32 are_equal(UCELL a, UCELL b)
{
#if IS_FLOAT
  return (a == b) | ((UCELL)((a | b) << 1) == 0);
#else
  return a == b;
#endif
}

// Whether it makes a difference to an item that it came before.
FN u32 order_matters(u32 in_second)
{
  return !keep(in_second, 0) != !keep(in_second, 1);
}
