// SPDX-License-Identifier: MIT
// Sums of integer cells that never wrap, in two words: high * 2^32 + low for cells of up to 32 bits, else
// high * 2^64 + low. OpenCL C has no type of 128 bits.

#if CELL_BITS <= 32

// Between merges, `low` takes cells without a carry: no schedule steps more than 64 cells into an accumulator
// before it is merged (kernels/order.h), and there is room for 2^30.
typedef i64 low_t;

FN void wide_step(low_t *low, i64 *high, CELL cell)
{
  (void)high;
  *low += cell;
}

// Carries into `high`, so that `low` is 0 .. 2^32 - 1.
FN void wide_carry(low_t *low, i64 *high)
{
  *high += *low >> 32; // of a negative number, too: rounded down, by every compiler in use
  *low &= 0xffffffff;
}

FN void wide_merge(low_t *low, i64 *high, low_t other_low, i64 other_high)
{
  *low += other_low;
  *high += other_high;
  wide_carry(low, high);
}

FN u32 wide_fits(low_t low, i64 high)
{
  wide_carry(&low, &high);
  return IS_SIGNED ? high >= -2147483648l && high < 2147483648l : high >> 32 == 0;
}

FN TOTAL wide_total(low_t low, i64 high)
{
  return (TOTAL)(((u64)high << 32) + (u64)low);
}

#ifdef HAS_F64
FN f64 wide_real(low_t low, i64 high)
{
  wide_carry(&low, &high);
  return (f64)high * 4294967296.0 + (f64)low; // two exact numbers, one rounding
}
#endif

#else

typedef u64 low_t;

FN void wide_merge(low_t *low, i64 *high, low_t other_low, i64 other_high)
{
  *low += other_low;
  *high += other_high + (*low < other_low);
}

FN void wide_step(low_t *low, i64 *high, CELL cell)
{
  wide_merge(low, high, (u64)cell, IS_NEGATIVE(cell) ? -1 : 0);
}

FN u32 wide_fits(low_t low, i64 high)
{
  return IS_SIGNED ? high == ((i64)low < 0 ? -1 : 0) : high == 0;
}

FN TOTAL wide_total(low_t low, i64 high)
{
  (void)high;
  return (TOTAL)low;
}

#ifdef HAS_F64
// Rounded twice, so within one unit in the last place. By its magnitude: near zero both words are needed.
FN f64 wide_real(low_t low, i64 high)
{
  const u32 is_negative = high < 0;
  u64 top = is_negative ? ~(u64)high + (low == 0) : (u64)high;
  low = is_negative ? 0 - low : low;
  const f64 magnitude = (f64)top * 18446744073709551616.0 + (f64)low;
  return is_negative ? -magnitude : magnitude;
}
#endif

#endif
