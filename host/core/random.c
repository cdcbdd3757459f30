// SPDX-License-Identifier: MIT
// NumPy's legacy random integers: MT19937 and, on top of it, bounded integers by masked rejection.
// The number of 32-bit draws a value costs, and which of their bits it gets, are part of the result.
#include <rowrun/random.h>

#include "core/decimal_integer.h"

#include <inttypes.h>

enum { WORDS = 624, MIDDLE = 397 };

typedef struct generator {
  uint32_t words[WORDS];
  unsigned next; // index of the word to give next; WORDS: all are used up
} generator;

static void seed_generator(generator *mt, uint32_t seed)
{
  mt->words[0] = seed;
  for (uint32_t i = 1; i < WORDS; i++)
    mt->words[i] = 1812433253u * (mt->words[i - 1] ^ (mt->words[i - 1] >> 30)) + i;
  mt->next = WORDS;
}

static void renew_words(generator *mt)
{
  for (unsigned i = 0; i < WORDS; i++) {
    uint32_t mixed = (mt->words[i] & 0x80000000u) | (mt->words[(i + 1) % WORDS] & 0x7FFFFFFFu);
    mt->words[i] = mt->words[(i + MIDDLE) % WORDS] ^ (mixed >> 1) ^ (mixed & 1 ? 0x9908B0DFu : 0);
  }
  mt->next = 0;
}

static uint32_t next_word(generator *mt)
{
  if (mt->next == WORDS) renew_words(mt);
  uint32_t word = mt->words[mt->next++];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9D2C5680u;
  word ^= (word << 15) & 0xEFC60000u;
  return word ^ (word >> 18);
}

// Integers 0 .. largest.
typedef struct bounded {
  generator mt;
  uint64_t largest;
  uint64_t mask;      // the smallest 2^k - 1 that is not less than `largest`
  unsigned bits;      // taken per try: 8 or 16 (parts of a word), 32 (a word), 64 (two words)
  uint32_t word;      // what is left of a word that is given out in parts, the next part lowest
  unsigned bits_left; // in `word`
} bounded;

static void start_bounded(bounded *source, uint32_t seed, uint64_t largest, rr_dtype dtype)
{
  size_t cell_bits = rr_dtype_size(dtype) * 8;
  seed_generator(&source->mt, seed);
  source->largest = largest;
  source->mask = largest ? UINT64_MAX >> __builtin_clzll(largest) : 0;
  source->bits = cell_bits <= 16 ? (unsigned)cell_bits : largest <= UINT32_MAX ? 32 : 64;
  source->word = 0;
  source->bits_left = 0;
}

static uint64_t next_part(bounded *source)
{
  if (source->bits_left == 0) {
    source->word = next_word(&source->mt);
    source->bits_left = 32;
  } else {
    source->word >>= source->bits;
  }
  source->bits_left -= source->bits;
  return source->word;
}

static uint64_t next_try(bounded *source)
{
  if (source->bits < 32) return next_part(source);
  uint64_t word = next_word(&source->mt);
  return source->bits == 32 ? word : word << 32 | next_word(&source->mt);
}

static uint64_t next_bounded(bounded *source)
{
  if (source->largest == 0) return 0; // a range of one value takes no draw
  uint64_t value;
  do {
    value = next_try(source) & source->mask;
  } while (value > source->largest);
  return value;
}

// Fills `cells`, unsigned cells of the same size as the dtype's: two's complement makes the sum right for
// signed dtypes, too.
#define FILL(type)                                                                                           \
  for (size_t i = 0; i < count; i++) ((type *)cells)[i] = (type)(low + next_bounded(source))
static void fill(void *cells, size_t count, size_t cell_bytes, uint64_t low, bounded *source)
{
  switch (cell_bytes) {
  case 1: FILL(uint8_t); break;
  case 2: FILL(uint16_t); break;
  case 4: FILL(uint32_t); break;
  default: FILL(uint64_t); break;
  }
}
#undef FILL

static rr_status check_range(rr__integer *low, rr__integer *high, const rr_random_options *options)
{
  rr_dtype dtype = options->dtype;
  const char *name = rr_dtype_name(dtype);
  if (rr_dtype_size(dtype) == 0 || rr_dtype_is_float(dtype))
    return rr_fail(RR_EUSAGE, "random integers of dtype %s; hint: an integer dtype such as int64", name);
  rr_status status = rr__decimal_integer_parse(low, options->low, "low");
  if (status) return status;
  status = rr__decimal_integer_parse(high, options->high, "high");
  if (status) return status;
  rr__integer lowest = rr__dtype_lowest(dtype), highest = rr__dtype_highest(dtype);
  if (*low < lowest || *low > highest)
    return rr_fail(RR_EUSAGE, "low %.40s is out of bounds for %s; hint: %" PRId64 " to %" PRIu64,
                   options->low, name, (int64_t)lowest, (uint64_t)highest);
  if (*high > highest + 1)
    return rr_fail(RR_EUSAGE,
                   "high %.40s is out of bounds for %s; hint: values lie below high, its largest is %" PRIu64,
                   options->high, name, (uint64_t)highest);
  if (*low >= *high)
    return rr_fail(RR_EUSAGE,
                   "low %.40s is not less than high %.40s; hint: values lie in low <= value < high",
                   options->low, options->high);
  return RR_OK;
}

rr_status rr_matrix_random(rr_matrix **out, const rr_random_options *options)
{
  static const rr_random_options defaults = RR_RANDOM_OPTIONS_INIT;
  if (!options) options = &defaults;
  rr__integer low, high;
  rr_status status = check_range(&low, &high, options);
  if (status) return status;
  rr_matrix *matrix = NULL;
  rr_layout layout = {.rows = options->rows, .cols = options->cols, .dtype = options->dtype};
  status = rr_matrix_create(&matrix, &layout);
  if (status) return status;
  bounded source;
  start_bounded(&source, options->seed, (uint64_t)(high - 1 - low), options->dtype);
  fill(rr_matrix_data(matrix), options->rows * options->cols, rr_dtype_size(options->dtype), (uint64_t)low,
       &source);
  *out = matrix;
  return RR_OK;
}
