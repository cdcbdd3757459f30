// SPDX-License-Identifier: MIT
// Where helpers are looked for.
#include "support.h"

#include "core/library_folder.h"

#include <sys/stat.h>

static void the_environment_names_the_folder(void)
{
  char folder[PATH_MAX];
  setenv("ROWRUN_PLUGIN_DIR", "/some/where", 1);
  CU_ASSERT_TRUE(rr__library_folder(folder));
  CU_ASSERT_STRING_EQUAL(folder, "/some/where");
}

static void a_name_that_is_too_long_is_none(void)
{
  char folder[PATH_MAX], *name = malloc(PATH_MAX + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(name);
  memset(name, 'a', PATH_MAX);
  name[PATH_MAX] = '\0';
  setenv("ROWRUN_PLUGIN_DIR", name, 1);
  CU_ASSERT_FALSE(rr__library_folder(folder));
  name[PATH_MAX - 1] = '\0';
  setenv("ROWRUN_PLUGIN_DIR", name, 1);
  CU_ASSERT_TRUE(rr__library_folder(folder));
  CU_ASSERT_FALSE(rr__path_join(folder, name, "x"));
  free(name);
}

static void without_it_the_folder_lies_beside_the_library(void)
{
  char folder[PATH_MAX];
  struct stat info;
  setenv("ROWRUN_PLUGIN_DIR", "", 1);
  CU_ASSERT_TRUE_FATAL(rr__library_folder(folder));
  char *slash = strrchr(folder, '/');
  CU_ASSERT_PTR_NOT_NULL_FATAL(slash);
  CU_ASSERT_STRING_EQUAL(slash, "/rowrun");
  *slash = '\0';
  CU_ASSERT_EQUAL(folder[0], '/');
  CU_ASSERT_EQUAL(stat(folder, &info), 0);
}

static const test_case cases[] = {
    TEST(the_environment_names_the_folder),
    TEST(a_name_that_is_too_long_is_none),
    TEST(without_it_the_folder_lies_beside_the_library),
};
TEST_MAIN("library_folder", cases)
