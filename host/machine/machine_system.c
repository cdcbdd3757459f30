// SPDX-License-Identifier: MIT
// System, memory, and what tells of a virtual machine.
#include "machine/machine_system.h"

#include "record/facts.h"
#include "machine/system_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

// PRETTY_NAME="Debian GNU/Linux 12"
static void set_distribution(rr__facts *facts, const char *root)
{
  static const char key[] = "PRETTY_NAME=";
  char *text = rr__system_read_all(root, "/etc/os-release"), name[256] = "";
  char *line = text ? strstr(text, key) : NULL;
  if (line) {
    char *value = line + strlen(key);
    value += *value == '"';
    snprintf(name, sizeof name, "%.*s", (int)strcspn(value, "\"\n"), value);
  }
  free(text);
  rr__facts_set_text(facts, "distribution", name);
}

static void set_container(rr__facts *facts, const char *root)
{
  char name[64];
  if (rr__system_read(name, sizeof name, root, "/run/systemd/container"))
    rr__facts_set_text(facts, "container", name);
  else if (rr__system_has(root, "/.dockerenv"))
    rr__facts_set_text(facts, "container", "docker");
  else if (rr__system_has(root, "/run/.containerenv"))
    rr__facts_set_text(facts, "container", "podman");
}

json_t *rr__machine_system(const char *root)
{
  rr__facts facts = rr__facts_new();
  struct utsname name;
  char text[256];
  if (uname(&name) == 0) {
    rr__facts_set_text(&facts, "os", name.sysname);
    rr__facts_set_text(&facts, "kernel", name.release);
    rr__facts_set_text(&facts, "architecture", name.machine);
  }
  set_distribution(&facts, root);
  if (rr__system_read(text, sizeof text, root, "/sys/class/dmi/id/sys_vendor"))
    rr__facts_set_text(&facts, "maker", text);
  if (rr__system_read(text, sizeof text, root, "/sys/class/dmi/id/product_name"))
    rr__facts_set_text(&facts, "product", text);
  if (rr__system_read(text, sizeof text, root, "/sys/hypervisor/type"))
    rr__facts_set_text(&facts, "hypervisor", text);
  set_container(&facts, root);
  return rr__facts_end(&facts);
}

// "MemTotal:  16384 kB"
static void set_kib(rr__facts *facts, const char *name, const char *text, const char *line)
{
  char value[64], *end;
  if (!rr__system_line(value, sizeof value, text, line)) return;
  long long kib = strtoll(value, &end, 10);
  if (end > value && kib >= 0 && kib < (1LL << 50)) rr__facts_set_integer(facts, name, kib * 1024);
}

// The word in brackets: "always [madvise] never".
static void set_chosen(rr__facts *facts, const char *name, const char *root, const char *path)
{
  char text[256];
  if (!rr__system_read(text, sizeof text, root, "%s", path)) return;
  char *chosen = strchr(text, '['), *end = chosen ? strchr(chosen, ']') : NULL;
  if (!end) return;
  *end = '\0';
  rr__facts_set_text(facts, name, chosen + 1);
}

json_t *rr__machine_memory(const char *root)
{
  rr__facts facts = rr__facts_new();
  char *text = rr__system_read_all(root, "/proc/meminfo");
  if (text) {
    set_kib(&facts, "total_bytes", text, "MemTotal");
    set_kib(&facts, "available_bytes", text, "MemAvailable");
  }
  free(text);
  set_chosen(&facts, "huge_pages", root, "/sys/kernel/mm/transparent_hugepage/enabled");
  return rr__facts_end(&facts);
}
