// SPDX-License-Identifier: MIT
// What the operations of expressions need beyond the operators and functions that both dialects have. The
// values of an expression are f64; these functions use nothing but operations that every device rounds the
// same way, so that the interpreter, the compiled text and a device give the same bits.

// NaN where one of them is, as everywhere in rowrun; of -0 and +0 the least is -0 and the greatest +0.
// Choices, not branches, so that loops over them become vector code.
FN f64 least_of(f64 a, f64 b)
{
  f64 zero = -(-a - b), least = a < b ? a : b;
  least = ((a == 0) & (b == 0)) ? zero : least;
  return IS_NAN(a) ? a : least;
}
FN f64 greatest_of(f64 a, f64 b)
{
  f64 zero = a + b, greatest = a > b ? a : b;
  greatest = ((a == 0) & (b == 0)) ? zero : greatest;
  return IS_NAN(a) ? a : greatest;
}

// Bits are those of whole numbers that f64 holds without gaps, in two's complement; of others they are NaN.
FN int has_bits(f64 a)
{
  return fabs(a) <= 0x1p53 && floor(a) == a;
}
FN int is_shift(f64 a)
{
  return a >= 0 && a <= 63 && floor(a) == a;
}
FN f64 bits_inverted(f64 a)
{
  return has_bits(a) ? -1 - a : NAN_64;
}
FN f64 bits_of_both(f64 a, f64 b)
{
  return has_bits(a) && has_bits(b) ? (f64)((i64)a & (i64)b) : NAN_64;
}
FN f64 bits_of_either(f64 a, f64 b)
{
  return has_bits(a) && has_bits(b) ? (f64)((i64)a | (i64)b) : NAN_64;
}
FN f64 bits_that_differ(f64 a, f64 b)
{
  return has_bits(a) && has_bits(b) ? (f64)((i64)a ^ (i64)b) : NAN_64;
}
FN f64 shifted_left(f64 a, f64 by)
{
  return has_bits(a) && is_shift(by) ? a * (f64)((u64)1 << (u64)by) : NAN_64;
}
FN f64 shifted_right(f64 a, f64 by)
{
  return has_bits(a) && is_shift(by) ? floor(a / (f64)((u64)1 << (u64)by)) : NAN_64;
}

FN f64 with_sign_of(f64 magnitude, f64 sign)
{
  return sign < 0 ? -magnitude : sign == 0 ? sign : magnitude;
}

// Within a unit in the last place, the same one everywhere: a library's own may be several off, and PoCL's
// loses NaN where it is a constant. Squares neither overflow nor vanish: powers of two take them out of the
// way.
FN f64 hypotenuse(f64 a, f64 b)
{
  f64 x = fabs(a), y = fabs(b), larger = x > y ? x : y, scale = 1;
  if (x == INFINITY || y == INFINITY) return (f64)INFINITY;
  scale = larger > 0x1p500 ? 0x1p-600 : larger < 0x1p-400 ? 0x1p600 : 1;
  x *= scale;
  y *= scale;
  return sqrt(x * x + y * y) / scale;
}

// The upper half of the digits of `a`, after Veltkamp, so that products of halves are exact.
FN f64 upper_half(f64 a)
{
  f64 c = 134217729.0 * a;
  return c - (c - a);
}

// What the rounded `product` of a and b lacks to the true one, after Dekker.
FN f64 product_error(f64 a, f64 b, f64 product)
{
  f64 a_upper = upper_half(a), b_upper = upper_half(b);
  f64 a_lower = a - a_upper, b_lower = b - b_upper;
  return ((a_upper * b_upper - product) + a_upper * b_lower + a_lower * b_upper) + a_lower * b_lower;
}

// To multiples of 1 / power, a power of ten up to 1e22: the decimal nearest to the exact binary value, ties
// to even. From 2^53 on the multiples lie as close as f64's own values, and nothing changes. Below, value x
// power is known exactly, as a sum of two, and so is on which side of one half its fraction lies; a whole
// number below 2^53 divided by an exact power of ten is the correctly rounded quotient.
FN f64 rounded_to_fractions(f64 value, f64 power)
{
  f64 magnitude = fabs(value), scaled = magnitude * power;
  if (!(scaled < 0x1p53)) return value;
  f64 whole = floor(scaled);
  f64 beyond_half = (scaled - whole - 0.5) + product_error(magnitude, power, scaled);
  if (beyond_half > 0 || (beyond_half == 0 && floor(whole / 2) * 2 != whole)) whole += 1;
  return with_sign_of(whole / power, value);
}

// To multiples of `power`: both remainders are exact, and each of the results is rounded once.
FN f64 rounded_to_multiples(f64 value, f64 power)
{
  f64 magnitude = fabs(value);
  if (!(magnitude < INFINITY)) return value;
  f64 rest = fmod(magnitude, power);
  int goes_up = 2 * rest > power || (2 * rest == power && fmod(magnitude, 2 * power) != rest);
  return with_sign_of(goes_up ? magnitude + (power - rest) : magnitude - rest, value);
}
