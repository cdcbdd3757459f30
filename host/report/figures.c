// SPDX-License-Identifier: MIT
// Rounding is by significant digits, never to an exponent: a report is read aloud.
#include "report/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PLACES = 7 };

rr__unit rr__unit_for(double shortest_ns)
{
  static const rr__unit units[] = {{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}};
  for (size_t i = 0; i < 2; i++)
    if (shortest_ns >= 0.05 * units[i].ns) return units[i];
  return units[2];
}

// Commas between thousands of the digits before the point.
static void group_thousands(char *out, size_t size, const char *digits)
{
  size_t whole = strcspn(digits, "."), used = 0;
  for (size_t i = 0; digits[i] && used + 2 < size; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) out[used++] = ',';
    out[used++] = digits[i];
  }
  out[used] = '\0';
}

// To so many significant digits; whole numbers keep all of theirs unless they are to be rounded, too.
static rr__figure significant(double value, int digits, bool round_whole)
{
  rr__figure figure = {"-"};
  if (!(value > 0) || !isfinite(value) || value >= 1e18) return figure;
  double rounded = value * (1 + 0.5 * pow(10, -digits)); // 9.996 has two digits before its point
  int places = digits - 1 - (int)floor(log10(rounded));
  double scale = pow(10, -places);
  if (places < 0 && round_whole) value = round(value / scale) * scale;
  char text[40];
  snprintf(text, sizeof text, "%.*f", places < 0 ? 0 : places > MOST_PLACES ? MOST_PLACES : places, value);
  group_thousands(figure.text, sizeof figure.text, text);
  return figure;
}

rr__figure rr__figure_number(double value)
{
  return significant(value, 3, false);
}

rr__figure rr__figure_in(double ns, rr__unit unit)
{
  return rr__figure_number(ns / unit.ns);
}

static rr__figure with_unit(rr__figure number, const char *unit)
{
  rr__figure figure;
  snprintf(figure.text, sizeof figure.text, "%.40s %s", number.text, unit);
  return figure;
}

rr__figure rr__figure_range(double low_ns, double high_ns, rr__unit unit)
{
  rr__figure figure, low = rr__figure_in(low_ns, unit), high = rr__figure_in(high_ns, unit);
  snprintf(figure.text, sizeof figure.text, "%.28s .. %.28s", low.text, high.text);
  return figure;
}

rr__figure rr__figure_time(double ns)
{
  rr__unit unit = ns >= 1e9   ? (rr__unit){"s", 1e9}
                  : ns >= 1e5 ? (rr__unit){"ms", 1e6}
                              : (rr__unit){"µs", 1e3};
  return with_unit(significant(ns / unit.ns, ns / unit.ns < 100 ? 2 : 3, true), unit.name);
}

rr__figure rr__figure_ratio(double ratio)
{
  return significant(ratio, 2, true);
}

rr__figure rr__figure_share(double share)
{
  return share < 0.01 ? significant(share, 1, false) : significant(share, 2, false);
}

rr__figure rr__figure_bytes(double bytes)
{
  static const rr__unit units[] = {{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}};
  for (size_t i = 0; i < 3; i++)
    if (bytes >= units[i].ns) return with_unit(significant(bytes / units[i].ns, 3, false), units[i].name);
  rr__figure figure;
  snprintf(figure.text, sizeof figure.text, "%.0f B", bytes);
  return figure;
}

rr__figure rr__figure_rows(size_t rows)
{
  rr__figure figure;
  char text[40];
  bool is_millions = rows >= 1000000 && rows % 100000 == 0;
  if (is_millions && rows % 1000000 == 0)
    snprintf(text, sizeof text, "%zu", rows / 1000000);
  else if (is_millions)
    snprintf(text, sizeof text, "%.1f", (double)rows / 1e6);
  else
    snprintf(text, sizeof text, "%zu", rows);
  group_thousands(figure.text, sizeof figure.text, text);
  return is_millions ? with_unit(figure, "M") : figure;
}

rr__figure rr__figure_about_rows(double rows)
{
  return rows >= 1e6 ? with_unit(significant(rows / 1e6, 2, true), "M") : significant(rows, 2, true);
}
