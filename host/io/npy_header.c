// SPDX-License-Identifier: MIT
// A recursive-descent parser that knows strings, booleans and tuples of whole numbers, and nothing else.
#include "io/npy_header.h"

#include "core/checked.h"
#include "io/visible.h"

#include <stdio.h>
#include <string.h>

typedef struct parser {
  const char *start, *at, *end;
  const char *path;
} parser;

// A failure at the place where the parser stands.
static rr_status fail_at(const parser *p, const char *what)
{
  rr__visible rest = rr__make_visible(p->at, (size_t)(p->end - p->at));
  return rr_fail(RR_EFORMAT,
                 "%s: bad .npy header: %s; at byte %zu of the dictionary: '%s'; hint: write the file "
                 "again with numpy.save",
                 p->path, what, (size_t)(p->at - p->start), rest.text);
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static void skip_blanks(parser *p)
{
  while (p->at < p->end && is_blank(*p->at)) p->at++;
}

// Takes `c`, after blanks, if it is there.
static bool take(parser *p, char c)
{
  skip_blanks(p);
  if (p->at == p->end || *p->at != c) return false;
  p->at++;
  return true;
}

static bool take_word(parser *p, const char *word)
{
  size_t size = strlen(word);
  skip_blanks(p);
  if ((size_t)(p->end - p->at) < size || memcmp(p->at, word, size) != 0) return false;
  p->at += size;
  return true;
}

// A string in either quotes, cut if it does not fit. No escapes: NumPy writes none in these keys and values.
static rr_status parse_string(parser *p, char *out, size_t room)
{
  skip_blanks(p);
  char quote = p->at < p->end ? *p->at : '\0';
  if (quote != '\'' && quote != '"') return fail_at(p, "a string is expected");
  const char *text = p->at + 1;
  const char *close = memchr(text, quote, (size_t)(p->end - text));
  if (!close) return fail_at(p, "a string has no end");
  size_t size = (size_t)(close - text);
  if (memchr(text, '\\', size) || memchr(text, '\n', size)) return fail_at(p, "a string has an escape in it");
  size = rr__min_size(size, room - 1);
  memcpy(out, text, size);
  out[size] = '\0';
  p->at = close + 1;
  return RR_OK;
}

static const struct {
  const char *code;
  rr_dtype dtype;
} codes[] = {{"b1", RR_UINT8},  {"i1", RR_INT8},    {"i2", RR_INT16},  {"i4", RR_INT32},
             {"i8", RR_INT64},  {"u1", RR_UINT8},   {"u2", RR_UINT16}, {"u4", RR_UINT32},
             {"u8", RR_UINT64}, {"f4", RR_FLOAT32}, {"f8", RR_FLOAT64}};

static const char *kind_name(const char *code)
{
  switch (code[0]) {
  case 'O': return "object (a pickle, which is never read)";
  case 'S':
  case 'a': return "byte string";
  case 'U': return "string";
  case 'V': return "void";
  case 'M': return "datetime";
  case 'm': return "timedelta";
  case 'c': return "complex";
  case 'f': return code[1] == '2' ? "float16" : "long float";
  default: return "unknown";
  }
}

static bool is_big_endian(void)
{
  return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
}

static rr_status parse_descr(rr__npy_header *out, parser *p)
{
  char text[16];
  skip_blanks(p);
  if (p->at < p->end && (*p->at == '[' || *p->at == '('))
    return fail_at(p, "structured dtypes cannot be read");
  parser before = *p;
  rr_status status = parse_string(p, text, sizeof text);
  if (status) return status;
  const char *code = text + (text[0] && strchr("<>=|", text[0]) != NULL);
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    if (strcmp(codes[i].code, code) != 0) continue;
    out->dtype = codes[i].dtype;
    bool is_big = text[0] == '>' || (text[0] != '<' && is_big_endian());
    out->is_swapped = rr_dtype_size(out->dtype) > 1 && is_big != is_big_endian();
    return RR_OK;
  }
  char what[320];
  snprintf(what, sizeof what, "dtype '%s' (%s) cannot be read, only bool, integers, float32 and float64",
           rr__make_visible(text, strlen(text)).text, kind_name(code));
  return fail_at(&before, what);
}

static rr_status parse_fortran_order(rr__npy_header *out, parser *p)
{
  out->is_fortran = take_word(p, "True");
  if (out->is_fortran || take_word(p, "False")) return RR_OK;
  return fail_at(p, "fortran_order is neither True nor False");
}

// A dimension: decimal digits, perhaps with the L of Python 2.
static rr_status parse_dimension(size_t *out, parser *p)
{
  skip_blanks(p);
  if (p->at < p->end && *p->at == '-') return fail_at(p, "the shape has a negative dimension");
  if (p->at == p->end || !is_digit(*p->at)) return fail_at(p, "the shape is no tuple of whole numbers");
  *out = 0;
  for (const char *first = p->at; p->at < p->end && is_digit(*p->at); p->at++) {
    if (p->at > first && *first == '0') return fail_at(p, "a dimension starts with 0");
    if (!rr__multiply(out, *out, 10) || !rr__add(out, *out, (size_t)(*p->at - '0')))
      return fail_at(p, "the shape is larger than the address space");
  }
  if (p->at < p->end && *p->at == 'L') p->at++;
  return RR_OK;
}

static rr_status parse_shape(rr__npy_header *out, parser *p)
{
  parser before = *p;
  size_t count = 0, sizes[2] = {0, 1}, size = 0;
  bool has_comma = true;
  if (!take(p, '(')) return fail_at(p, "the shape is no tuple");
  while (!take(p, ')')) {
    if (!has_comma) return fail_at(p, "the shape lacks a comma");
    rr_status status = parse_dimension(&size, p);
    if (status) return status;
    if (count < 2) sizes[count] = size;
    count++;
    has_comma = take(p, ',');
  }
  if (count == 0) return fail_at(&before, "the array has no dimensions, one or two are needed");
  if (count > 2) return fail_at(&before, "the array has more than two dimensions");
  if (count == 1 && !has_comma) return fail_at(&before, "the shape is no tuple");
  out->ndim = (int)count;
  out->rows = sizes[0];
  out->cols = sizes[1];
  return RR_OK;
}

static const struct {
  const char *name;
  rr_status (*parse)(rr__npy_header *out, parser *p);
} keys[] = {{"descr", parse_descr}, {"fortran_order", parse_fortran_order}, {"shape", parse_shape}};
enum { KEYS = sizeof keys / sizeof *keys, ALL_KEYS = (1 << KEYS) - 1 };

static rr_status parse_entry(rr__npy_header *out, parser *p, unsigned *seen)
{
  char name[24];
  parser before = *p;
  rr_status status = parse_string(p, name, sizeof name);
  if (status) return status;
  if (!take(p, ':')) return fail_at(p, "':' is expected");
  for (unsigned i = 0; i < KEYS; i++) {
    if (strcmp(keys[i].name, name) != 0) continue;
    if (*seen & 1u << i) return fail_at(&before, "a key stands there twice");
    *seen |= 1u << i;
    return keys[i].parse(out, p);
  }
  return fail_at(&before, "an unknown key");
}

static rr_status parse_dictionary(rr__npy_header *out, parser *p)
{
  unsigned seen = 0;
  bool has_comma = true;
  if (!take(p, '{')) return fail_at(p, "'{' is expected");
  while (!take(p, '}')) {
    if (!has_comma) return fail_at(p, "',' or '}' is expected");
    rr_status status = parse_entry(out, p, &seen);
    if (status) return status;
    has_comma = take(p, ',');
  }
  for (unsigned i = 0; i < KEYS; i++)
    if (!(seen & 1u << i))
      return rr_fail(RR_EFORMAT, "%s: bad .npy header: the key '%s' is missing", p->path, keys[i].name);
  skip_blanks(p);
  return p->at == p->end ? RR_OK : fail_at(p, "there is text after the dictionary");
}

// The sizes without the zeros among them, as NumPy counts: so that no dimension of an empty array is absurd.
static bool fits_memory(const rr__npy_header *header)
{
  size_t cells, bytes;
  return rr__multiply(&cells, header->rows ? header->rows : 1, header->cols ? header->cols : 1) &&
         rr__multiply(&bytes, cells, rr_dtype_size(header->dtype)) && bytes <= PTRDIFF_MAX;
}

rr_status rr__npy_header_parse(rr__npy_header *out, const char *text, size_t size, const char *path)
{
  parser p = {text, text, text + size, path};
  const char *nul = memchr(text, '\0', size);
  if (nul) {
    p.at = nul;
    return fail_at(&p, "a NUL byte");
  }
  *out = (rr__npy_header){0};
  rr_status status = parse_dictionary(out, &p);
  if (status) return status;
  if (!fits_memory(out))
    return rr_fail(RR_EFORMAT,
                   "%s: bad .npy header: the shape (%zu, %zu) of %s is larger than the address space", path,
                   out->rows, out->cols, rr_dtype_name(out->dtype));
  out->bytes = out->rows * out->cols * rr_dtype_size(out->dtype);
  return RR_OK;
}

static const char *code_of(rr_dtype dtype)
{
  for (size_t i = 1; i < sizeof codes / sizeof *codes; i++) // uint8 is also bool's, which stands first
    if (codes[i].dtype == dtype) return codes[i].code;
  return "";
}

size_t rr__npy_header_write(char out[RR__NPY_HEADER_ROOM], const rr__npy_header *header)
{
  enum { PREFIX = 10, UNIT = 64, GROWTH = 21 };
  char order = rr_dtype_size(header->dtype) == 1 ? '|' : is_big_endian() ? '>' : '<';
  char shape[64], rows[24];
  size_t vector = header->rows * header->cols;
  int digits = snprintf(rows, sizeof rows, "%zu", header->ndim == 1 ? vector : header->rows);
  if (header->ndim == 1)
    snprintf(shape, sizeof shape, "%s,", rows);
  else
    snprintf(shape, sizeof shape, "%s, %zu", rows, header->cols);
  // NumPy leaves room for the first dimension to grow to 21 digits.
  int size = snprintf(out + PREFIX, RR__NPY_HEADER_ROOM - PREFIX,
                      "{'descr': '%c%s', 'fortran_order': False, 'shape': (%s), }%*s", order,
                      code_of(header->dtype), shape, GROWTH - digits, "");
  size_t total = rr__round_up(PREFIX + (size_t)size + 1, UNIT);
  memset(out + PREFIX + size, ' ', total - PREFIX - (size_t)size - 1);
  out[total - 1] = '\n';
  memcpy(out, RR__NPY_MAGIC "\1\0", RR__NPY_MAGIC_BYTES + 2);
  out[8] = (char)((total - PREFIX) & 0xFF);
  out[9] = (char)((total - PREFIX) >> 8);
  return total;
}
