// A YAML text as a tree of nodes that keep their places: scalars, lists and mappings, with aliases still to be
// followed.
#ifndef HY_SCENARIO_TREE_H
#define HY_SCENARIO_TREE_H

#include "base/arena.h"
#include "scenario/problem.h"

// bounds on what a text may unfold to
enum { HY_TREE_DEPTH_LIMIT = 32, HY_TREE_NODE_LIMIT = 1000000 };

typedef enum hy_node_kind { HY_NODE_SCALAR, HY_NODE_LIST, HY_NODE_MAPPING, HY_NODE_ALIAS } hy_node_kind;

typedef struct hy_node hy_node;

struct hy_node {
    hy_node_kind kind;
    bool is_plain; // a scalar without quotes
    bool is_open;  // while the tree is built: its end was not yet seen
    bool is_flow;  // written in brackets
    uint32_t child_count;
    hy_mark mark;
    const char *text; // scalars; NUL-terminated, without a NUL inside
    size_t length;
    const hy_node *target; // aliases
    hy_node *first;        // lists: items; mappings: key, value, key, value ...
    hy_node *last;
    hy_node *next;
};

// A text and where it comes from.
typedef struct hy_source {
    const char *text;
    size_t length;
    uint32_t file;       // index in the sink
    bool has_one_place;  // not a file: everything in it stands at `place`
    hy_mark place;
    const hy_path *path; // of the value that the text is, NULL for a whole document
} hy_source;

// Reads a text into a tree that lives in `arena`. NULL after problems, which are reported, and when there is no memory,
// which `arena->has_failed` tells.
const hy_node *hy_tree_read(hy_arena *arena, const hy_source *source, hy_problems *problems);

// The node that an alias stands for; any other node itself.
const hy_node *hy_node_resolve(const hy_node *node);

// Whether it is an empty plain scalar, ~ or null.
bool hy_node_is_null(const hy_node *node);

// The resolved value of a key written in this very mapping, NULL if there is none or the node is no mapping.
const hy_node *hy_node_value(const hy_node *mapping, const char *key);

#endif
