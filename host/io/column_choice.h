// SPDX-License-Identifier: MIT
// Columns chosen by name or by number. Knows no file format.
#ifndef ROWRUN_IO_COLUMN_CHOICE_H
#define ROWRUN_IO_COLUMN_CHOICE_H

#include <rowrun/status.h>

// What there is to choose from.
typedef struct rr__column_list {
  const char *where;  // the file, as messages name it
  char *const *names; // NULL: columns have numbers only
  size_t count;
} rr__column_list;

// The numbers of the columns that a NULL-ended list of names and numbers from 0 chooses, names first, in its
// order; to be freed. RR_EUSAGE: none is chosen, one is not there, two columns are called so, or one is
// chosen twice; RR_ENOMEM.
rr_status rr__columns_choose(size_t **out, size_t *count, const rr__column_list *list,
                             const char *const *chosen) RR_MUST_CHECK;

// Whether number `col` can be told by a word that needs no quotes in a list or a shell, its name or else its
// number; the word is then in `out`.
bool rr__column_word(char *out, size_t size, const rr__column_list *list, size_t col);

#endif
