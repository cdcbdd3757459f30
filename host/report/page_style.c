// SPDX-License-Identifier: MIT
// Text first: one column, a list of contents beside it where there is room, tables and charts as wide as the
// text. What is wider scrolls within itself.
#include "report/page_style.h"

#include "chart/palette.h"

static const char page[] = //
    "html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;"
    "font-family:system-ui,'Helvetica Neue',Helvetica,Arial,sans-serif}\n"
    "main{max-width:60rem;margin:0 auto;padding:3rem 1.25rem 5rem}\n"
    "h1,h2,h3,h4{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}\n"
    "h1{font-size:1.2rem;font-weight:600;margin:0 0 .25rem}\n"
    "h2{font-size:1.55rem;margin:4rem 0 1rem;padding-top:1.1rem;border-top:1px solid var(--axis)}\n"
    "h3{font-size:1.2rem;margin:2.75rem 0 .75rem}\n"
    "h4{font-size:1rem;margin:2.25rem 0 .5rem}\n"
    "header,h2,h3,h4,p,main>ul,figcaption,.drawing{max-width:46rem}\n"
    "p,ul{margin:0 0 1rem;overflow-wrap:anywhere}\n"
    "ul{padding-left:1.2rem;box-sizing:border-box}\n"
    "li{margin:.3rem 0}\n"
    "a{color:var(--accent);text-underline-offset:.15em}\n"
    ".kind{color:var(--faint);font-size:.875rem;letter-spacing:.02em;margin:0}\n"
    ".answers{list-style:none;padding:0;margin:0 0 2rem}\n"
    ".answers li{margin:0 0 .9rem;padding-left:1rem;border-left:3px solid var(--grid)}\n"
    ".answers li:first-child{font-size:1.5rem;line-height:1.4;margin-bottom:1.4rem;"
    "border-color:var(--accent);text-wrap:pretty}\n"
    ".note{color:var(--faint);font-size:.9rem}\n";

static const char figures[] = //
    "figure{margin:1.75rem 0 2.25rem}\n"
    "figcaption{margin:0 0 .6rem;overflow-wrap:anywhere}\n"
    ".drawing figcaption{font-weight:600}\n"
    ".table figcaption{color:var(--faint);font-size:.9rem}\n"
    ".chart{display:block;width:100%;height:auto;overflow:visible}\n"
    ".narrow{display:none}\n"
    ".scroll{overflow-x:auto;border-top:1px solid var(--axis);border-bottom:1px solid var(--axis)}\n"
    ".scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}\n"
    "table{border-collapse:collapse;min-width:100%;font-size:.85rem;line-height:1.4}\n"
    "th,td{padding:.38rem .9rem .38rem 0;text-align:left;vertical-align:top;max-width:22rem;"
    "overflow-wrap:break-word}\n"
    "th:last-child,td:last-child{padding-right:.1rem}\n"
    "thead th{vertical-align:bottom;color:var(--faint);font-weight:600;border-bottom:1px solid var(--axis)}\n"
    "tbody th{font-weight:400;min-width:9rem}\n"
    "tbody tr+tr>*{border-top:1px solid var(--grid)}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "tbody .n{white-space:nowrap}\n";

static const char screens[] = //
    "nav{display:none}\n"
    "@media (min-width:75rem){\n"
    "body{display:grid;grid-template-columns:17rem minmax(0,1fr)}\n"
    "nav{display:block;position:sticky;top:0;box-sizing:border-box;max-height:100vh;overflow-y:auto;overflow-"
    "wrap:anywhere;"
    "padding:3.1rem 1rem 2rem 2rem;font-size:.85rem;line-height:1.4}\n"
    "nav ul{list-style:none;margin:0;padding:0}\n"
    "nav li{margin:.45rem 0}\n"
    "nav li.inner{margin-left:.9rem}\n"
    "nav a{color:var(--faint);text-decoration:none}\n"
    "nav a:hover{color:var(--ink);text-decoration:underline}\n"
    "main{margin:0;padding-left:2rem;padding-right:2rem;min-width:0}\n"
    "}\n"
    "@media (max-width:40rem){\n"
    "main{padding-top:1.5rem}\n"
    "h2{margin-top:3rem;font-size:1.35rem}\n"
    ".answers li:first-child{font-size:1.25rem}\n"
    ".wide{display:none}\n"
    ".narrow{display:block;max-width:30rem}\n"
    "}\n"
    "@media print{\n"
    "html{color-scheme:light;font-size:10pt}\n"
    "body{display:block}\n"
    "nav{display:none}\n"
    "main{max-width:none;width:auto;padding:0}\n"
    "h2,h3,h4,figcaption{break-after:avoid}\n"
    ".drawing,tr{break-inside:avoid}\n"
    ".scroll{overflow:visible}\n"
    "}\n";

void rr__page_style_write(FILE *file)
{
  rr__palette_write_variables(file);
  fputs(page, file);
  fputs(figures, file);
  fputs(screens, file);
  rr__palette_write_css(file, ".chart");
}
