// SPDX-License-Identifier: MIT
// FIPS 180-4, section 6.2, and RFC 4648, section 4.
#include "report/digest.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, STATE = 8, DIGEST = 4 * STATE };

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
static const uint32_t constants[BLOCK] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t value, unsigned bits)
{
  return value >> bits | value << (32 - bits);
}

static void fill_schedule(uint32_t schedule[BLOCK], const unsigned char block[BLOCK])
{
  for (size_t i = 0; i < 16; i++)
    schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                  (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (size_t i = 16; i < BLOCK; i++) {
    uint32_t a = schedule[i - 15], b = schedule[i - 2];
    schedule[i] = schedule[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 7] +
                  (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
}

static void take_block(uint32_t state[STATE], const unsigned char block[BLOCK])
{
  uint32_t schedule[BLOCK], s[STATE];
  fill_schedule(schedule, block);
  memcpy(s, state, sizeof s);
  for (size_t i = 0; i < BLOCK; i++) {
    uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    uint32_t first =
        s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + choice + constants[i] + schedule[i];
    uint32_t second = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + majority;
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += first;
    s[0] = first + second;
  }
  for (size_t i = 0; i < STATE; i++) state[i] += s[i];
}

// What is left of the bytes, a bit of 1, zeros, and how many bits there were: one block or two.
static void take_end(uint32_t state[STATE], const unsigned char *rest, size_t left, uint64_t size)
{
  unsigned char blocks[2 * BLOCK] = {0};
  size_t length = left + 9 > BLOCK ? 2 * BLOCK : BLOCK;
  memcpy(blocks, rest, left);
  blocks[left] = 0x80;
  for (size_t i = 0; i < 8; i++) blocks[length - 1 - i] = (unsigned char)(size * 8 >> 8 * i);
  for (size_t at = 0; at < length; at += BLOCK) take_block(state, blocks + at);
}

static void write_base64(char *out, const unsigned char *bytes, size_t size)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < size; i += 3) {
    uint32_t three = (uint32_t)bytes[i] << 16;
    if (i + 1 < size) three |= (uint32_t)bytes[i + 1] << 8;
    if (i + 2 < size) three |= bytes[i + 2];
    *out++ = letters[three >> 18];
    *out++ = letters[three >> 12 & 63];
    *out++ = i + 1 < size ? letters[three >> 6 & 63] : '=';
    *out++ = i + 2 < size ? letters[three & 63] : '=';
  }
  *out = '\0';
}

void rr__digest(char out[RR_DIGEST_TEXT], const void *bytes, size_t size)
{
  // The same of the square roots of the first 8 primes.
  uint32_t state[STATE] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const unsigned char *at = bytes;
  unsigned char digest[DIGEST];
  size_t left = size;
  for (; left >= BLOCK; left -= BLOCK, at += BLOCK) take_block(state, at);
  take_end(state, at, left, size);
  for (size_t i = 0; i < DIGEST; i++) digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
  write_base64(out, digest, DIGEST);
}
