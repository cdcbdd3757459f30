// SPDX-License-Identifier: MIT
// A drawing made by gnuplot and filtered, with a head that says what it shows.
#include "chart/svg.h"

#include "chart/drawing.h"
#include "chart/gnuplot.h"
#include "chart/markup.h"
#include "chart/palette.h"
#include "chart/svg_filter.h"

#include <stdlib.h>

enum { MARGIN = 18 }; // of files

static const char font[] = "system-ui,'Helvetica Neue',Helvetica,Arial,sans-serif";

// Letters, digits and dashes of an id; everything else is left out.
static void write_id(FILE *file, const char *id, const char *end)
{
  for (; *id; id++) {
    bool is_letter = (*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z');
    if (is_letter || (*id >= '0' && *id <= '9') || *id == '-') fputc(*id, file);
  }
  fputs(end, file);
}

static void write_head(FILE *file, const rr__chart *chart, const rr__drawing *drawing, rr__svg_use use)
{
  static const char *const classes[] = {"chart", "chart wide", "chart narrow"};
  static const char *const suffixes[] = {"", "-wide", "-narrow"};
  int margin = use == RR_SVG_FILE ? MARGIN : 0;
  double width = drawing->width + 2 * margin, height = drawing->height + 2 * margin;
  if (use == RR_SVG_FILE) fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", file);
  fprintf(file, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\"", classes[use]);
  if (use == RR_SVG_FILE) fprintf(file, " width=\"%.0f\" height=\"%.0f\"", width, height);
  fprintf(file, " viewBox=\"%d %d %.0f %.0f\"", -margin, -margin, width, height);
  fprintf(file, " font-family=\"%s\" font-size=\"%d\" role=\"img\" aria-labelledby=\"", font, RR_FONT_SIZE);
  write_id(file, chart->id, suffixes[use]);
  fputs("-title ", file);
  write_id(file, chart->id, suffixes[use]);
  fputs("-desc\">\n<title id=\"", file);
  write_id(file, chart->id, suffixes[use]);
  fputs("-title\">", file);
  rr__markup_text(file, chart->title);
  fputs("</title>\n<desc id=\"", file);
  write_id(file, chart->id, suffixes[use]);
  fputs("-desc\">", file);
  rr__markup_text(file, chart->alt);
  fputs("</desc>\n", file);
}

// With a margin, on paper: a file may be shown on any ground.
static void write_file_start(FILE *file, const rr__drawing *drawing)
{
  fputs("<style>\n", file);
  rr__palette_write_css(file, ".chart");
  fputs("</style>\n", file);
  fprintf(file, "<rect class=\"f%u\" fill=\"%s\" x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%.0f\"/>\n",
          RR_COLOUR_PAPER, rr__palette_light(RR_COLOUR_PAPER), -MARGIN, -MARGIN, drawing->width + 2 * MARGIN,
          drawing->height + 2 * MARGIN);
}

static rr_status write_svg(char **out, const rr__chart *chart, const rr__drawing *drawing, rr__svg_use use,
                           const char *drawn)
{
  size_t bytes = 0;
  FILE *file = open_memstream(out, &bytes);
  if (!file) return rr_fail(RR_ENOMEM, "no memory for a chart");
  write_head(file, chart, drawing, use);
  if (use == RR_SVG_FILE) write_file_start(file, drawing);
  rr_status status = rr__svg_filter(file, drawn, drawing->texts, drawing->text_count);
  fputs("</svg>\n", file);
  bool is_whole = !ferror(file);
  is_whole &= fclose(file) == 0;
  if (!is_whole) status = rr_fail(RR_ENOMEM, "no memory for a chart");
  if (!status) return RR_OK;
  free(*out);
  *out = NULL;
  return status;
}

rr_status rr__svg_draw(char **out, const rr__chart *chart, rr__svg_use use, const char *gnuplot)
{
  rr__drawing drawing;
  char *drawn = NULL;
  *out = NULL;
  rr_status status = rr__drawing_make(&drawing, chart, use == RR_SVG_NARROW, use == RR_SVG_FILE);
  if (status) return status;
  status = rr__gnuplot_run(&drawn, gnuplot ? gnuplot : "gnuplot", drawing.script, drawing.script_bytes);
  if (!status) status = write_svg(out, chart, &drawing, use, drawn);
  free(drawn);
  rr__drawing_free(&drawing);
  return status;
}
