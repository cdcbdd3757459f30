// SPDX-License-Identifier: MIT
// Goes from tag to tag. Groups leave only what their shapes inherit; whatever is not known is left out with
// all that is within it. So nothing gets through that is not written here.
#include "chart/svg_filter.h"

#include "chart/markup.h"
#include "chart/palette.h"
#include "chart/svg_tag.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 32, VALUE_BYTES = RR_TAG_VALUE };

// What shapes inherit from the groups around them.
typedef struct state {
  char transform[VALUE_BYTES], anchor[VALUE_BYTES], size[VALUE_BYTES], width[VALUE_BYTES];
  unsigned fill;
} state;

typedef struct filter {
  FILE *file, *text_file; // of shapes; of texts, which come last: above all shapes
  char *const *texts;
  size_t text_count;
  state states[MOST_DEPTH]; // the last is that of the innermost group
  size_t depth;
  bool has_shapes;
} filter;

// The role that a colour of the script stands for.
static bool find_role(unsigned *role, const rr__tag *of, const char *name)
{
  char text[VALUE_BYTES] = "";
  unsigned red = 0, green = 0, blue = 0;
  rr__tag_copy(text, of, name, "rgb(0123456789abcdefABCDEF, )#");
  if (sscanf(text, "rgb( %u , %u , %u )", &red, &green, &blue) != 3 &&
      sscanf(text, "#%2x%2x%2x", &red, &green, &blue) != 3)
    return false;
  *role = red == 0 && green == 1 && blue < RR_COLOURS ? blue : RR_COLOUR_INK;
  return true;
}

static const char numbers[] = "0123456789.,-+e ";

static void write_colour(filter *self, const char *what, unsigned role)
{
  fprintf(self->file, " %s=\"%s\"", what, rr__palette_light(role));
}

// Points or the way of a pen, with one space between numbers.
static void write_numbers(filter *self, const char *name, const char *value, size_t size)
{
  fprintf(self->file, " %s=\"", name);
  bool is_first = true, has_space = false;
  for (size_t i = 0; i < size; i++) {
    bool is_space = isspace((unsigned char)value[i]);
    if (!is_space && has_space && !is_first) fputc(' ', self->file);
    if (!is_space) fputc(value[i], self->file);
    has_space = is_space;
    is_first &= is_space;
  }
  fputc('"', self->file);
}

static void write_path(filter *self, const rr__tag *of)
{
  size_t size = 0;
  unsigned role = RR_COLOUR_INK;
  char dashes[VALUE_BYTES] = "";
  const char *way = rr__tag_value(of, "d", &size);
  find_role(&role, of, "stroke");
  rr__tag_copy(dashes, of, "stroke-dasharray", numbers);
  if (!way || strspn(way, "MLHVZmlhvz0123456789.,-+e \t\n") < size) return;
  if (strcspn(way, "LHVlhv") >= size) return; // the pen only moves: gnuplot's borders that are off
  fprintf(self->file, "<path class=\"s%u\" fill=\"none\"", role);
  write_colour(self, "stroke", role);
  if (*self->states[self->depth].width)
    fprintf(self->file, " stroke-width=\"%s\"", self->states[self->depth].width);
  if (*dashes) fprintf(self->file, " stroke-dasharray=\"%s\"", dashes);
  if (role == RR_COLOUR_GRID || role == RR_COLOUR_AXIS) fputs(" shape-rendering=\"crispEdges\"", self->file);
  if (role < RR_PALETTE_SIZE) fputs(" stroke-linejoin=\"round\"", self->file);
  write_numbers(self, "d", way, size);
  fputs("/>\n", self->file);
  self->has_shapes = true;
}

static void write_polygon(filter *self, const rr__tag *of)
{
  size_t size = 0;
  unsigned role = RR_COLOUR_INK;
  char opacity[VALUE_BYTES] = "";
  const char *points = rr__tag_value(of, "points", &size);
  find_role(&role, of, "fill");
  rr__tag_copy(opacity, of, "fill-opacity", numbers);
  if (!points || strspn(points, "0123456789.,-+e \t\n") < size) return;
  fprintf(self->file, "<polygon class=\"f%u\"", role);
  write_colour(self, "fill", role);
  if (*opacity) fprintf(self->file, " fill-opacity=\"%s\"", opacity);
  write_numbers(self, "points", points, size);
  fputs("/>\n", self->file);
  self->has_shapes = true;
}

// gnuplot's signs are references to definitions with ids; ours are shapes. By gnuplot's names of them.
static void write_marker(filter *self, const rr__tag *of)
{
  static const struct {
    const char *name, *way;
    bool is_open;
  } shapes[] = {
      {"#gpPt6", "M-1,0a1,1 0 1,0 2,0a1,1 0 1,0 -2,0z", false},
      {"#gpPt4", "M-.9,-.9h1.8v1.8h-1.8z", false},
      {"#gpPt8", "M0,-1.2L-1.15,.85H1.15z", false},
      {"#gpPt12", "M0,-1.25L1.1,0L0,1.25L-1.1,0z", false},
      {"#gpPt10", "M0,1.2L-1.15,-.85H1.15z", false},
      {"#gpPt14", "M0,-1.2L1.14,-.37L.71,.97H-.71L-1.14,-.37z", false},
      {"#gpPt5", "M-.9,0a.9,.9 0 1,0 1.8,0a.9,.9 0 1,0 -1.8,0z", true},
      {"#gpPt3", "M-.8,-.8h1.6v1.6h-1.6z", true},
  };
  char name[VALUE_BYTES] = "", transform[VALUE_BYTES] = "";
  unsigned role = RR_COLOUR_INK;
  rr__tag_copy(name, of, "xlink:href", "#gpPt0123456789");
  rr__tag_copy(name, of, "href", "#gpPt0123456789");
  rr__tag_copy(transform, of, "transform", "translatescale(0123456789.,-+e )");
  find_role(&role, of, "color");
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    if (strcmp(shapes[i].name, name) != 0) continue;
    unsigned fill = shapes[i].is_open ? RR_COLOUR_PAPER : role;
    unsigned stroke = shapes[i].is_open ? role : RR_COLOUR_PAPER;
    fprintf(self->file, "<path class=\"f%u s%u\"", fill, stroke);
    write_colour(self, "fill", fill);
    write_colour(self, "stroke", stroke);
    fprintf(self->file, " stroke-width=\"%s\" transform=\"%s\" d=\"%s\"/>\n",
            shapes[i].is_open ? ".45" : ".25", transform, shapes[i].way);
    self->has_shapes = true;
  }
}

// "T3", and nothing else but spaces and tags, up to the end of the text.
static bool find_text(size_t *number, const char *at, const char *end)
{
  char content[VALUE_BYTES] = "";
  size_t used = 0;
  for (bool is_tag = false; at < end && used + 1 < sizeof content; at++) {
    if (*at == '<' || *at == '>')
      is_tag = *at == '<';
    else if (!is_tag && !isspace((unsigned char)*at))
      content[used++] = *at;
  }
  if (content[0] != 'T' || !isdigit((unsigned char)content[1])) return false;
  char *rest = NULL;
  *number = strtoull(content + 1, &rest, 10);
  return !*rest;
}

// Gives where the text has ended.
static const char *write_text(filter *self, const char *content)
{
  const state *now = &self->states[self->depth];
  FILE *file = self->text_file;
  const char *end = strstr(content, "</text>");
  size_t number = 0;
  if (!end) return content + strlen(content);
  if (!find_text(&number, content, end) || number >= self->text_count) return end;
  fprintf(file, "<text class=\"f%u s%d\" fill=\"%s\"", now->fill, RR_COLOUR_PAPER,
          rr__palette_light(now->fill));
  if (now->fill == RR_COLOUR_TITLE) fputs(" font-weight=\"600\"", file);
  if (*now->anchor && strcmp(now->anchor, "start") != 0) fprintf(file, " text-anchor=\"%s\"", now->anchor);
  if (*now->size) fprintf(file, " font-size=\"%s\"", now->size);
  fprintf(file, " transform=\"%s\">", now->transform);
  rr__markup_text(file, self->texts[number]);
  fputs("</text>\n", file);
  self->has_shapes = true;
  return end;
}

static void enter_group(filter *self, const rr__tag *of)
{
  if (self->depth + 1 == MOST_DEPTH) return;
  state *inner = &self->states[self->depth + 1];
  *inner = self->states[self->depth++];
  rr__tag_copy(inner->transform, of, "transform", "translaterotate(0123456789.,-+e )");
  rr__tag_copy(inner->anchor, of, "text-anchor", "startmiddleend");
  rr__tag_copy(inner->size, of, "font-size", numbers);
  rr__tag_copy(inner->width, of, "stroke-width", numbers);
  find_role(&inner->fill, of, "fill");
}

static void filter_tags(filter *self, const char *svg)
{
  rr__tag at;
  for (const char *rest = svg; rr__tag_next(&at, rest);) {
    rest = at.end;
    if (at.closes)
      self->depth -= rr__tag_is(&at, "g") && self->depth > 0;
    else if (rr__tag_is(&at, "g") && !at.is_empty)
      enter_group(self, &at);
    else if (rr__tag_is(&at, "path"))
      write_path(self, &at);
    else if (rr__tag_is(&at, "polygon"))
      write_polygon(self, &at);
    else if (rr__tag_is(&at, "use"))
      write_marker(self, &at);
    else if (rr__tag_is(&at, "text") && !at.is_empty)
      rest = write_text(self, at.end);
    else if (!at.is_empty && !rr__tag_is(&at, "svg"))
      rest = rr__tag_skip(&at);
  }
}

rr_status rr__svg_filter(FILE *file, const char *svg, char *const *texts, size_t text_count)
{
  char *written = NULL;
  size_t bytes = 0;
  filter self = {
      .file = file, .text_file = open_memstream(&written, &bytes), .texts = texts, .text_count = text_count};
  self.states[0] = (state){.fill = RR_COLOUR_INK};
  if (!self.text_file) return rr_fail(RR_ENOMEM, "no memory for a chart");
  filter_tags(&self, svg);
  bool is_whole = !ferror(self.text_file);
  is_whole &= fclose(self.text_file) == 0;
  if (is_whole) fputs(written, file);
  free(written);
  if (!is_whole) return rr_fail(RR_ENOMEM, "no memory for a chart");
  return self.has_shapes ? RR_OK : rr_fail(RR_ENODEVICE, "what gnuplot gave is no drawing");
}
