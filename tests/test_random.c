// SPDX-License-Identifier: MIT
// Every golden value here was printed by NumPy 1.24's numpy.random.RandomState(seed).randint.
#include "support.h"

#include <inttypes.h>

enum { ROWS = 77, COLS = 13 }; // odd in total, so that 8- and 16-bit cells end in the middle of a draw

typedef struct golden {
  rr_dtype dtype;
  const char *low, *high;
  uint32_t seed;
  const char *first; // five values
  uint64_t hash;     // FNV-1a of all ROWS x COLS cells
} golden;

static const golden goldens[] = {
    {RR_INT8, "-128", "128", 100u, "-120 22 -100 11 -104", 0xd18f43f15652179cu},
    {RR_INT8, "127", "128", 3450571045u, "127 127 127 127 127", 0xf75bc3b1c7d28946u},
    {RR_INT8, "0", "10", 2489274262u, "9 8 8 9 1", 0x1ce8641482152125u},
    {RR_INT8, "-43", "65", 1337846967u, "-37 -23 -28 -35 -9", 0xa412882dee95c630u},
    {RR_INT16, "-32768", "32768", 3028560264u, "27415 22077 28922 28639 23304", 0xf7a5d731e972635eu},
    {RR_INT16, "32767", "32768", 591003401u, "32767 32767 32767 32767 32767", 0x66cd214a1dd438d3u},
    {RR_INT16, "0", "10", 496211514u, "7 1 3 9 7", 0x1828168789787a43u},
    {RR_INT16, "-10923", "16385", 1199720475u, "-6951 -7203 1912 -6110 -5783", 0x6a7ae0f91836d96eu},
    {RR_INT32, "-2147483648", "2147483648", 754294188u,
     "2066150692 -98859208 1833281199 -343820094 -468059527", 0xdf7f5c04d1622a71u},
    {RR_INT32, "2147483647", "2147483648", 894193645u,
     "2147483647 2147483647 2147483647 2147483647 2147483647", 0x3a479e8e0d6c63b1u},
    {RR_INT32, "0", "10", 1567967198u, "0 0 8 1 2", 0x8767672f437f2175u},
    {RR_INT32, "-715827883", "1073741825", 2176884351u, "768880800 188173733 932787229 -558303119 496929627",
     0x3604be46bf2e2eddu},
    {RR_INT32, "-2147483648", "2147483647", 811637968u, "-308007748 1826617470 252145197 762814940 288923411",
     0xc60fe84eeca20141u},
    {RR_INT64, "-9223372036854775808", "9223372036854775808", 765115345u,
     "-7655628885997853823 -3479774921618164002 4958264017268125006 -6793126011838555367 3413814562202832407",
     0x0c3051b43d4eceb1u},
    {RR_INT64, "9223372036854775807", "9223372036854775808", 44606594u,
     "9223372036854775807 9223372036854775807 9223372036854775807 9223372036854775807 9223372036854775807",
     0x1a38874c9895117du},
    {RR_INT64, "0", "10", 541667299u, "8 4 6 5 1", 0xdf938d6924b68745u},
    {RR_INT64, "-3074457345618258603", "4611686018427387905", 1308714740u,
     "3777447830687951380 2244112049527065776 405781241351438824 3854496842375609120 3450913589297838304",
     0xc2d8d8a504b3792fu},
    {RR_INT64, "-9223372036854775808", "-9223372032559808513", 1326285493u,
     "-9223372033514322441 -9223372035626063448 -9223372032609969079 -9223372034051983988 "
     "-9223372033480473271",
     0x0f0c9ef5bad81655u},
    {RR_INT64, "-9223372036854775808", "-9223372032559808512", 3590450214u,
     "-9223372032715480557 -9223372034890567077 -9223372036545704705 -9223372036572946325 "
     "-9223372032821862445",
     0x29f75edce8392a95u},
    {RR_INT64, "-9223372036854775808", "-9223372032559808511", 270285895u,
     "-9223372034861143095 -9223372033126036574 -9223372035421526378 -9223372035619993237 "
     "-9223372035949858835",
     0x03f2379b17b536d7u},
    {RR_UINT8, "0", "256", 1094990872u, "206 222 231 161 138", 0xfd538aa5c977ab38u},
    {RR_UINT8, "255", "256", 431809689u, "255 255 255 255 255", 0x98392a0b3bba8cc6u},
    {RR_UINT8, "0", "10", 2659540682u, "2 0 9 9 7", 0x33c5ea5de664c741u},
    {RR_UINT8, "0", "129", 2909406123u, "60 83 87 96 41", 0x826eb96503523183u},
    {RR_UINT16, "0", "65536", 1438997564u, "19241 12715 61973 13589 1015", 0x14de3b8d2a25142eu},
    {RR_UINT16, "65535", "65536", 1861296509u, "65535 65535 65535 65535 65535", 0x97797253f0ee1f53u},
    {RR_UINT16, "0", "10", 90651758u, "8 1 5 0 2", 0xfd664b763e6e05c7u},
    {RR_UINT16, "0", "32769", 1737672207u, "30675 13185 16789 5422 28139", 0x9522a6af81d0bc5au},
    {RR_UINT32, "0", "4294967296", 3411085152u, "1859265118 430840849 709270316 4255725764 3517480405",
     0xfaf4868b4894daf1u},
    {RR_UINT32, "4294967295", "4294967296", 3038935393u,
     "4294967295 4294967295 4294967295 4294967295 4294967295", 0x23b9d306ee3af831u},
    {RR_UINT32, "0", "10", 2047591698u, "1 6 1 8 4", 0xb9609718e6c14b7cu},
    {RR_UINT32, "0", "2147483649", 1697039219u, "690772851 1191028707 22796319 755087387 1049178861",
     0x7229303c43423a97u},
    {RR_UINT32, "1", "4294967296", 971210116u, "257254089 3469714389 715075286 3070889123 3455132331",
     0x793ad9d617f6cf4fu},
    {RR_UINT64, "0", "18446744073709551616", 4227411013u,
     "15475615390050234437 17962162893716315337 11297435650461780987 545516176477198369 17751938817878078272",
     0x824ff53fc754b4b4u},
    {RR_UINT64, "18446744073709551615", "18446744073709551616", 369572022u,
     "18446744073709551615 18446744073709551615 18446744073709551615 18446744073709551615 "
     "18446744073709551615",
     0xa3d2693ddd597dfdu},
    {RR_UINT64, "0", "10", 669400023u, "6 3 5 8 9", 0x4c2637c67bc1534bu},
    {RR_UINT64, "0", "9223372036854775809", 4121493160u,
     "374038452932099173 6344862059143789416 8027009228622539087 5923799873014553829 571599578290625782",
     0xe083ca08d2a7220eu},
    {RR_UINT64, "5", "4294967300", 541948457u, "3886604624 1971083861 209057237 2082503149 3844744959",
     0x0b70530ccb2a2dc7u},
    {RR_UINT64, "5", "4294967301", 2166216538u, "1505838015 4209732106 1819790628 389382091 1972916375",
     0x4d2150956eeced4eu},
    {RR_UINT64, "5", "4294967302", 817983291u, "622199205 1999128475 1261541255 2567242329 751104748",
     0x0c592ce7acb5abfeu},
};

static uint64_t hash_bytes(const void *bytes, size_t count)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < count; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
  return hash;
}

static void print_cell(char *text, size_t size, const rr_matrix *matrix, size_t i)
{
  const void *cells = rr_matrix_cells(matrix);
  switch (rr_matrix_dtype(matrix)) {
#define CASE(name, value, type)                                                                              \
  case value:                                                                                                \
    if (rr_dtype_is_signed(value))                                                                           \
      snprintf(text, size, "%" PRId64, (int64_t)((const type *)cells)[i]);                                   \
    else                                                                                                     \
      snprintf(text, size, "%" PRIu64, (uint64_t)((const type *)cells)[i]);                                  \
    break;
    RR_DTYPE_LIST(CASE)
#undef CASE
  default: text[0] = '\0';
  }
}

static void first_five(char *text, size_t size, const rr_matrix *matrix)
{
  text[0] = '\0';
  for (size_t i = 0; i < 5; i++) {
    char cell[32];
    print_cell(cell, sizeof cell, matrix, i);
    snprintf(text + strlen(text), size - strlen(text), "%s%s", i ? " " : "", cell);
  }
}

static void every_dtype_and_range_equals_numpy(void)
{
  for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
    const golden *want = &goldens[i];
    rr_random_options options = {ROWS, COLS, want->dtype, want->low, want->high, want->seed};
    rr_matrix *matrix = NULL;
    CHECK_OK(rr_matrix_random(&matrix, &options));
    char first[160];
    first_five(first, sizeof first, matrix);
    CU_ASSERT_STRING_EQUAL(first, want->first);
    uint64_t hash = hash_bytes(rr_matrix_cells(matrix), rr_matrix_bytes(matrix));
    CU_ASSERT_EQUAL(hash, want->hash);
    if (hash != want->hash) printf("    %s %s..%s\n", rr_dtype_name(want->dtype), want->low, want->high);
    rr_matrix_free(matrix);
  }
}

static void defaults_are_the_tutorials_matrix(void)
{
  static const int64_t first[] = {8, 8, 3, 7, 7, 0, 4, 2, 5, 2, 2, 2, 1, 0, 8, 4, 0, 9, 6, 2};
  static const size_t inside[] = {6169, 31116, 62390, 62868, 31228, 6229}; // rows with 0..5 values in 4..8
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_random(&matrix, NULL));
  CU_ASSERT_EQUAL(rr_matrix_rows(matrix), 200000);
  CU_ASSERT_EQUAL(rr_matrix_cols(matrix), 5);
  CU_ASSERT_EQUAL_FATAL(rr_matrix_dtype(matrix), RR_INT64);
  const int64_t *cells = rr_matrix_cells(matrix);
  CU_ASSERT_EQUAL(memcmp(cells, first, sizeof first), 0);
  size_t histogram[6] = {0};
  for (size_t row = 0; row < 200000; row++) {
    size_t count = 0;
    for (size_t col = 0; col < 5; col++) count += cells[row * 5 + col] >= 4 && cells[row * 5 + col] <= 8;
    histogram[count]++;
  }
  CU_ASSERT_EQUAL(memcmp(histogram, inside, sizeof inside), 0);
  rr_matrix_free(matrix);
}

static void matrices_without_cells_are_fine(void)
{
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  rr_matrix *matrix = NULL;
  options.rows = 0;
  CHECK_OK(rr_matrix_random(&matrix, &options));
  CU_ASSERT_EQUAL(rr_matrix_cols(matrix), 5);
  rr_matrix_free(matrix);
}

static rr_status try_range(rr_dtype dtype, const char *low, const char *high)
{
  rr_random_options options = {3, 3, dtype, low, high, 1};
  rr_matrix *matrix = NULL;
  rr_status status = rr_matrix_random(&matrix, &options);
  rr_matrix_free(matrix);
  return status;
}

static void bad_ranges_are_refused_by_name(void)
{
  CHECK_FAILS(try_range(RR_INT8, "-129", "3"), RR_EUSAGE, "low -129 is out of bounds for int8");
  CHECK_FAILS(try_range(RR_INT8, "0", "129"), RR_EUSAGE, "high 129 is out of bounds for int8");
  CHECK_FAILS(try_range(RR_UINT32, "-1", "3"), RR_EUSAGE, "low -1");
  CHECK_FAILS(try_range(RR_INT64, "0", "9223372036854775809"), RR_EUSAGE, "high 9223372036854775809");
  CHECK_FAILS(try_range(RR_INT64, "-9223372036854775809", "0"), RR_EUSAGE, "low '-9223372036854775809'");
  CHECK_FAILS(try_range(RR_UINT64, "0", "18446744073709551617"), RR_EUSAGE, "high '18446744073709551617'");
  CHECK_FAILS(try_range(RR_INT32, "7", "7"), RR_EUSAGE, "low 7 is not less than high 7");
  CHECK_FAILS(try_range(RR_INT32, "8", "7"), RR_EUSAGE, "hint");
  CHECK_FAILS(try_range(RR_INT32, "a", "7"), RR_EUSAGE, "low 'a'");
  CHECK_FAILS(try_range(RR_INT32, "1", "7.5"), RR_EUSAGE, "high '7.5'");
  CHECK_FAILS(try_range(RR_INT32, "1", NULL), RR_EUSAGE, "high is missing");
  CHECK_FAILS(try_range(RR_UINT8, "256", "256"), RR_EUSAGE, "low 256");
}

static void dtypes_that_are_no_integers_are_refused(void)
{
  CHECK_FAILS(try_range(RR_FLOAT64, "0", "7"), RR_EUSAGE, "float64");
  CHECK_FAILS(try_range(RR_DTYPE_AUTO, "0", "7"), RR_EUSAGE, "auto");
}

static void sizes_beyond_the_address_space_are_refused(void)
{
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  rr_matrix *matrix = NULL;
  options.rows = SIZE_MAX / 2;
  CHECK_FAILS(rr_matrix_random(&matrix, &options), RR_ENOMEM, "int64");
  CU_ASSERT_PTR_NULL(matrix);
}

static const test_case cases[] = {
    TEST(every_dtype_and_range_equals_numpy),      TEST(defaults_are_the_tutorials_matrix),
    TEST(matrices_without_cells_are_fine),         TEST(bad_ranges_are_refused_by_name),
    TEST(dtypes_that_are_no_integers_are_refused), TEST(sizes_beyond_the_address_space_are_refused),
};
TEST_MAIN("random", cases)
