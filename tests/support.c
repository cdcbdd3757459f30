// SPDX-License-Identifier: MIT
// What all suites share: their run, their seed, their folder, checks of status and text together.
#include "support.h"

#include <CUnit/Basic.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static uint64_t random_state;
static char folder[256];

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static void remove_folder(void)
{
  if (folder[0]) nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *test_path(const char *name)
{
  static char paths[8][512];
  static unsigned next;
  if (!folder[0]) {
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/rowrun-test-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(folder)) abort();
    atexit(remove_folder);
  }
  char *path = paths[next++ % 8];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

void test_write_file(const char *path, const void *bytes, size_t size)
{
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(bytes, 1, size, file) != size || fclose(file)) abort();
}

char *test_read_file(const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  char *text = NULL;
  size_t used = 0, got;
  do {
    text = realloc(text, used + 65536 + 1);
    if (!text) abort();
    got = fread(text + used, 1, 65536, file);
    used += got;
  } while (got > 0);
  fclose(file);
  text[used] = '\0';
  if (size) *size = used;
  return text;
}

const char *test_device(const char *name, unsigned minor)
{
  enum { MEMORY_DEVICES = 1 };
  const char *path = test_path(name);
  if (mknod(path, S_IFCHR | 0600, makedev(MEMORY_DEVICES, minor)) && errno != EEXIST) return NULL;
  int fd = open(path, O_WRONLY | O_CLOEXEC); // made, but dead where the folder's file system has no devices
  if (fd < 0) return NULL;
  close(fd);
  return path;
}

void test_text_contains(const char *text, const char *part)
{
  bool found = text && strstr(text, part);
  if (!found) printf("    '%s' does not contain '%s'\n", text ? text : "(null)", part);
  CU_ASSERT_TRUE(found);
}

uint64_t test_random(void)
{
  uint64_t z = (random_state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

size_t test_random_below(size_t limit)
{
  return (size_t)(test_random() % limit);
}

int test_main(int argc, char **argv, const char *suite_name, const test_case *cases, size_t count)
{
  const char *seed = getenv("TEST_SEED");
  random_state = seed ? strtoull(seed, NULL, 0) : 20180718u;
  printf("suite %s, TEST_SEED=%llu\n", suite_name, (unsigned long long)random_state);
  if (CU_initialize_registry()) return 1;
  CU_pSuite suite = CU_add_suite(suite_name, NULL, NULL);
  size_t added = 0;
  for (size_t i = 0; suite && i < count; i++) {
    if (argc > 1 && !strstr(cases[i].name, argv[1])) continue;
    added += CU_add_test(suite, cases[i].name, cases[i].run) != NULL;
  }
  CU_basic_set_mode(CU_BRM_NORMAL);
  CU_ErrorCode error = CU_basic_run_tests();
  CU_basic_show_failures(CU_get_failure_list());
  unsigned failures = CU_get_number_of_failures();
  CU_cleanup_registry();
  return error || failures || added == 0;
}
