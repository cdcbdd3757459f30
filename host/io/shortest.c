// SPDX-License-Identifier: MIT
// Raffaello Giulietti's Schubfach ("The Schubfach way to render doubles", 2020) with a table of powers of ten
// that is computed at first use instead of written down: 617 entries of 128 bits, some ten microseconds.
#include "io/shortest.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>

enum { LOWEST_POWER = -292, HIGHEST_POWER = 324, POWERS = HIGHEST_POWER - LOWEST_POWER + 1 };
enum { WORDS = 40 }; // 1280 bits: 10^324 has 1077, and 2^1279 / 10^292 still has 309

__extension__ typedef unsigned __int128 uint128;

// 10^k scaled to 2^127 <= g < 2^128 and rounded up.
static uint128 powers[POWERS];

// 32-bit words, the lowest first.
typedef struct big_number {
  uint32_t words[WORDS];
} big_number;

static void big_multiply_by_10(big_number *number)
{
  uint64_t carry = 0;
  for (size_t i = 0; i < WORDS; i++) {
    uint64_t value = (uint64_t)number->words[i] * 10 + carry;
    number->words[i] = (uint32_t)value;
    carry = value >> 32;
  }
}

// Rounds down; floor(floor(x / 10) / 10) is floor(x / 100), so no error adds up.
static void big_divide_by_10(big_number *number)
{
  uint64_t rest = 0;
  for (size_t i = WORDS; i-- > 0;) {
    uint64_t value = rest << 32 | number->words[i];
    number->words[i] = (uint32_t)(value / 10);
    rest = value % 10;
  }
}

// The highest 128 bits, the top one set; *rest tells whether a bit below them is set.
static uint128 big_top(const big_number *number, bool *rest)
{
  size_t top = WORDS - 1;
  while (number->words[top] == 0) top--;
  unsigned shift = (unsigned)__builtin_clz(number->words[top]);
  uint128 value = 0;
  for (size_t i = 0; i < 4; i++) value = value << 32 | (i <= top ? number->words[top - i] : 0);
  uint32_t below = top >= 4 ? number->words[top - 4] : 0;
  if (shift > 0) value = value << shift | below >> (32 - shift);
  *rest = (uint32_t)(below << shift) != 0;
  for (size_t i = 4; i < top; i++) *rest = *rest || number->words[top - i - 1] != 0;
  return value;
}

static void compute_powers(void)
{
  big_number number = {{1}};
  bool rest;
  for (int k = 0; k <= HIGHEST_POWER; k++) {
    uint128 top = big_top(&number, &rest);
    powers[k - LOWEST_POWER] = top + rest;
    big_multiply_by_10(&number);
  }
  memset(&number, 0, sizeof number);
  number.words[WORDS - 1] = 0x80000000u;
  for (int k = -1; k >= LOWEST_POWER; k--) {
    big_divide_by_10(&number);
    powers[k - LOWEST_POWER] = big_top(&number, &rest) + 1; // 2^n / 10^k never comes out even
  }
}

static int floor_log2_of_power_of_10(int exponent)
{
  return (exponent * 1741647) >> 19;
}

// floor(g x value / 2^128), its lowest bit set where anything was cut off ("round to odd").
static uint64_t multiply_to_odd(uint128 power, uint64_t value)
{
  uint128 low = (uint128)(uint64_t)power * value;
  uint128 high = (uint128)(uint64_t)(power >> 64) * value + (uint64_t)(low >> 64);
  return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

static bool is_small_integer(uint64_t significand, int exponent)
{
  return exponent <= 0 && exponent > -53 && (significand & ((UINT64_C(1) << -exponent) - 1)) == 0;
}

rr__decimal rr__shortest(uint64_t significand, int exponent, bool lower_is_closer)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  if (is_small_integer(significand, exponent)) return (rr__decimal){significand >> -exponent, 0};
  pthread_once(&once, compute_powers);

  // Everything in quarters of a unit in the last place: the value, and the ends of its interval.
  bool is_odd = significand % 2 != 0; // then the ends themselves round to the neighbours
  int k = (exponent * 1262611 - (lower_is_closer ? 524031 : 0)) >> 22;
  int shift = exponent + floor_log2_of_power_of_10(-k) + 1;
  uint128 power = powers[-k - LOWEST_POWER];
  uint64_t low = multiply_to_odd(power, (4 * significand - 2 + lower_is_closer) << shift) + is_odd;
  uint64_t value = multiply_to_odd(power, (4 * significand) << shift);
  uint64_t high = multiply_to_odd(power, (4 * significand + 2) << shift) - is_odd;

  uint64_t units = value / 4;
  if (units >= 10) {
    uint64_t tens = units / 10;
    bool down_fits = low <= 40 * tens, up_fits = 40 * tens + 40 <= high;
    if (down_fits != up_fits) return (rr__decimal){tens + up_fits, k + 1};
  }
  bool down_fits = low <= 4 * units, up_fits = 4 * units + 4 <= high;
  if (down_fits != up_fits) return (rr__decimal){units + up_fits, k};
  uint64_t middle = 4 * units + 2;
  bool is_upward = value > middle || (value == middle && units % 2 != 0);
  return (rr__decimal){units + is_upward, k};
}
