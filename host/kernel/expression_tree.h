// SPDX-License-Identifier: MIT
// An expression after parsing: nodes, each after those it is made of. Knows no text and no data.
#ifndef ROWRUN_KERNEL_EXPRESSION_TREE_H
#define ROWRUN_KERNEL_EXPRESSION_TREE_H

#include <rowrun/dtype.h>

typedef enum rr__operation {
#define OPERATION(id, values, kind, ...) RR__OP_##id,
#define FUNCTION                         OPERATION
#include "expression.def"
#undef FUNCTION
#undef OPERATION
  RR__OPERATIONS
} rr__operation;

typedef struct rr__operation_info {
  const char *name;    // its id in expression.def
  const char *formula; // of a, b and c
  unsigned values;     // 1 to 3
  bool is_function;    // users call it by its name
  bool is_truth;       // gives 0 or 1
  bool is_exact;       // the same bits on every device
} rr__operation_info;

const rr__operation_info *rr__operation_info_of(rr__operation operation);

// One value, by the same formula as all others.
double rr__operation_apply(rr__operation operation, double a, double b, double c);

typedef enum rr__node_kind {
  RR__NODE_NUMBER,
  RR__NODE_COLUMN,    // x[3], or a column's name
  RR__NODE_CELL_AT,   // x[...], computed: NaN where there is no such column
  RR__NODE_RUNNING,   // x inside of a reduction
  RR__NODE_INDEX,     // i inside of a reduction
  RR__NODE_COLS,      // how many columns there are
  RR__NODE_OPERATION, // of `inputs`
  RR__NODE_REDUCTION, // over the row: from `number` on, result = operation(result, inputs[0]), left to right
} rr__node_kind;

enum { RR__NODE_INPUTS = 3, RR__MOST_NODES = 1024 };

typedef struct rr__node {
  rr__node_kind kind;
  rr__operation operation;
  uint16_t inputs[RR__NODE_INPUTS]; // nodes; 0 where there are less
  double number;
  size_t column;
  bool is_running; // has another value for each cell of the row
  bool is_whole;   // never anything but a whole number from -bound to bound, which is at most 2^53
  double bound;
  unsigned level; // passes over the row that must be done before
} rr__node;

// Nodes that are the same are one node. Those that are numbers throughout are computed at once.
typedef struct rr__tree {
  rr__node nodes[RR__MOST_NODES];
  size_t count;
} rr__tree;

// Each gives the node's index, or RR__MOST_NODES where there is no room for it.
size_t rr__tree_number(rr__tree *tree, double number, bool is_whole);
size_t rr__tree_leaf(rr__tree *tree, rr__node_kind kind, size_t column); // COLUMN, RUNNING, INDEX, COLS
size_t rr__tree_cell_at(rr__tree *tree, size_t index);
size_t rr__tree_operation(rr__tree *tree, rr__operation operation, const size_t *inputs);
size_t rr__tree_reduction(rr__tree *tree, rr__operation operation, double start, size_t body);

#endif
