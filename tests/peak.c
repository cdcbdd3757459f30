// SPDX-License-Identifier: MIT
// peak FILE COMMAND...: runs the command, writes the KiB of memory it had at its peak to the file, and ends
// as it did.
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv)
{
  pid_t child;
  int state = 0;
  struct rusage usage;
  if (argc < 3) return fprintf(stderr, "usage: peak FILE COMMAND...\n"), 2;
  if (posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ)) return 127;
  if (wait4(child, &state, 0, &usage) != child) return 127;
  FILE *file = fopen(argv[1], "w");
  if (!file || fprintf(file, "%ld\n", usage.ru_maxrss) < 0 || fclose(file)) return 127;
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}
