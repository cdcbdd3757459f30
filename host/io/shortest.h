// SPDX-License-Identifier: MIT
// The shortest decimal that reads back as a given binary number. Knows no text.
#ifndef ROWRUN_IO_SHORTEST_H
#define ROWRUN_IO_SHORTEST_H

#include <stdbool.h>
#include <stdint.h>

// digits x 10^exponent; digits may end in zeros
typedef struct rr__decimal {
  uint64_t digits;
  int exponent;
} rr__decimal;

// Of significand x 2^exponent, significand > 0: of the decimals inside its rounding interval one with the
// fewest digits, and of those the nearest. `lower_is_closer`: the neighbour below is only half as far away
// as the one above, which is so at powers of two.
rr__decimal rr__shortest(uint64_t significand, int exponent, bool lower_is_closer);

#endif
