// SPDX-License-Identifier: MIT
// Building nodes: what is the same is found again, what is known is computed, and what must be a whole number
// is proven to be one.
#include "kernel/expression_tree.h"

#include "prelude.h"

#include "expression_functions.h"

#include <string.h>

enum { EXACT, TRUTH, LIBRARY };

static const rr__operation_info operations[] = {
#define DESCRIBE(id, values, function, kind, ...)                                                            \
  [RR__OP_##id] = {#id, #__VA_ARGS__, values, function, (kind) == TRUTH, (kind) != LIBRARY},
#define OPERATION(id, values, kind, ...) DESCRIBE(id, values, false, kind, __VA_ARGS__)
#define FUNCTION(id, values, kind, ...)  DESCRIBE(id, values, true, kind, __VA_ARGS__)
#include "expression.def"
#undef FUNCTION
#undef OPERATION
};

const rr__operation_info *rr__operation_info_of(rr__operation operation)
{
  return &operations[operation];
}

double rr__operation_apply(rr__operation operation, double a, double b, double c)
{
  (void)b, (void)c;
  switch (operation) {
#define OPERATION(id, values, kind, ...)                                                                     \
  case RR__OP_##id:                                                                                          \
    return __VA_ARGS__;
#define FUNCTION OPERATION
#include "expression.def"
#undef FUNCTION
#undef OPERATION
  case RR__OPERATIONS: break;
  }
  return NAN_64;
}

// Bits, so that -0 is not 0 and NaN is itself.
static bool is_same(const rr__node *a, const rr__node *b)
{
  return a->kind == b->kind && a->operation == b->operation && a->column == b->column &&
         a->is_whole == b->is_whole && memcmp(a->inputs, b->inputs, sizeof a->inputs) == 0 &&
         memcmp(&a->number, &b->number, sizeof a->number) == 0;
}

static size_t add_node(rr__tree *tree, rr__node node)
{
  node.is_whole = node.is_whole && node.bound <= 0x1p53;
  for (size_t i = 0; i < tree->count; i++)
    if (is_same(&tree->nodes[i], &node)) return i;
  if (tree->count == RR__MOST_NODES) return RR__MOST_NODES;
  tree->nodes[tree->count] = node;
  return tree->count++;
}

size_t rr__tree_number(rr__tree *tree, double number, bool is_whole)
{
  return add_node(tree, (rr__node){.kind = RR__NODE_NUMBER,
                                   .number = number == number ? number : NAN_64,
                                   .is_whole = is_whole,
                                   .bound = fabs(number)});
}

size_t rr__tree_leaf(rr__tree *tree, rr__node_kind kind, size_t column)
{
  bool is_count = kind == RR__NODE_INDEX || kind == RR__NODE_COLS;
  return add_node(tree, (rr__node){.kind = kind,
                                   .column = column,
                                   .is_running = kind == RR__NODE_RUNNING || kind == RR__NODE_INDEX,
                                   .is_whole = is_count,
                                   .bound = 0x1p40}); // no matrix has more columns
}

size_t rr__tree_cell_at(rr__tree *tree, size_t index)
{
  const rr__node *of = &tree->nodes[index];
  return add_node(tree, (rr__node){.kind = RR__NODE_CELL_AT,
                                   .inputs = {(uint16_t)index},
                                   .is_running = of->is_running,
                                   .level = of->level});
}

// What is known of the result where the inputs are whole numbers of at most so much.
static void find_bound(rr__node *node, const rr__node *const inputs[])
{
  const rr__node *a = inputs[0], *b = inputs[1], *c = inputs[2];
  bool both = a->is_whole && b->is_whole;
  switch (node->operation) {
  case RR__OP_negative:
  case RR__OP_abs:
  case RR__OP_sign:
  case RR__OP_floor:
  case RR__OP_ceil:
  case RR__OP_trunc:
    node->is_whole = a->is_whole;
    node->bound = a->bound;
    break;
  case RR__OP_add:
  case RR__OP_subtract:
    node->is_whole = both;
    node->bound = a->bound + b->bound;
    break;
  case RR__OP_multiply:
    node->is_whole = both;
    node->bound = a->bound * b->bound;
    break;
  case RR__OP_least:
  case RR__OP_greatest:
    node->is_whole = both;
    node->bound = fmax(a->bound, b->bound);
    break;
  case RR__OP_choose:
    node->is_whole = b->is_whole && c->is_whole;
    node->bound = fmax(b->bound, c->bound);
    break;
  default:
    node->is_whole = operations[node->operation].is_truth;
    node->bound = 1;
    break;
  }
}

size_t rr__tree_operation(rr__tree *tree, rr__operation operation, const size_t *given)
{
  rr__node node = {.kind = RR__NODE_OPERATION, .operation = operation};
  const rr__node *inputs[RR__NODE_INPUTS] = {&tree->nodes[given[0]], &tree->nodes[given[0]],
                                             &tree->nodes[given[0]]};
  bool is_known = true;
  for (size_t i = 0; i < operations[operation].values; i++) {
    inputs[i] = &tree->nodes[given[i]];
    node.inputs[i] = (uint16_t)given[i];
    node.is_running = node.is_running || inputs[i]->is_running;
    if (inputs[i]->level > node.level) node.level = inputs[i]->level;
    is_known = is_known && inputs[i]->kind == RR__NODE_NUMBER;
  }
  find_bound(&node, inputs);
  if (!is_known) return add_node(tree, node);
  return rr__tree_number(
      tree, rr__operation_apply(operation, inputs[0]->number, inputs[1]->number, inputs[2]->number),
      node.is_whole);
}

size_t rr__tree_reduction(rr__tree *tree, rr__operation operation, double start, size_t body)
{
  const rr__node *of = &tree->nodes[body];
  rr__node node = {.kind = RR__NODE_REDUCTION,
                   .operation = operation,
                   .inputs = {(uint16_t)body},
                   .number = start,
                   .level = of->level + 1};
  node.is_whole = operations[operation].is_truth || operation == RR__OP_count_one ||
                  (operation == RR__OP_add && of->is_whole);
  node.bound = operations[operation].is_truth  ? 1
               : operation == RR__OP_count_one ? 0x1p40
                                               : of->bound * 0x1p40;
  return add_node(tree, node);
}
