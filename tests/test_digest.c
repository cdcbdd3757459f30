// SPDX-License-Identifier: MIT
// Digests against what sha256sum and base64 of GNU coreutils 9.1 say; "abc" and the two blocks are those of
// FIPS 180-2, appendix B.
#include "support.h"

#include "report/digest.h"

static void check_digest(const char *text, size_t size, const char *expected)
{
  char digest[RR_DIGEST_TEXT];
  rr__digest(digest, text, size);
  CU_ASSERT_STRING_EQUAL(digest, expected);
}

static void digests_are_those_of_the_standard(void)
{
  static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  check_digest("", 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  check_digest("abc", 3, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  check_digest(two_blocks, sizeof two_blocks - 1, "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
}

static void every_length_up_to_two_blocks_is_padded_right(void)
{
  static const struct {
    size_t size;
    const char *digest;
  } expected[] = {{1, "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE="},
                  {54, "RfMW4QssmavzdLIr2ok88zANdyY/HicjSe1BRoBSKVI="},
                  {55, "1eKFaDzU78AtAhpcYgFGlJWJAQBdb3HongmJ+sd+QHI="},
                  {56, "BMJiYTcO51QVSdFt7jIMcj4/0UZx5moJmv4KN3wWiI4="},
                  {57, "rhSiVjzPlp2ZrKac5rt0mB9zS7+fZV9zuPBttoyrUhc="},
                  {63, "dSILRyGCeOZW8gE7uPDEVaJerwHobGSSTp1I2Jd21vI="},
                  {64, "fOEAlx9k5wAej+WlGXPs3+HO1Cvv5+6NX9YhlQa1OTw="},
                  {65, "lTfF/fEgSC99WNJentWD9SwCtOME6oFNsWM61WWu1+k="},
                  {119, "AAtI1O3w+nvuPGI27NJ4W6pdtO64u1Q0GwKeDZ+l+ww="},
                  {120, "E/BaC1lHh/Xs0xXtyWFBvTJDID0bfU8INvNzCLJ2upg="},
                  {128, "JNobgdCxbfZCju5zxp/LKpPHa8bfcG8MZnD+a/6ABGQ="},
                  {200, "qiDCPjIBg0BQZ54diJQbmm/tBVfJpwXLLDFeLmP9SG0="}};
  char text[200];
  memset(text, 'x', sizeof text);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    check_digest(text, expected[i].size, expected[i].digest);
}

static const test_case cases[] = {
    TEST(digests_are_those_of_the_standard),
    TEST(every_length_up_to_two_blocks_is_padded_right),
};
TEST_MAIN("digest", cases)
