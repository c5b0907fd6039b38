// From nodes to records: one reader for every record type, led by the tables of spec.h.
#ifndef HY_SCENARIO_READER_H
#define HY_SCENARIO_READER_H

#include "scenario/tree.h"

// bounds of a single value
enum { HY_LIST_LIMIT = 100000, HY_COORDINATE_LIMIT_M = 100000 };

typedef struct hy_reader {
    hy_arena *arena; // what the records point to
    hy_problems problems;
    uint32_t visit_count; // values read, those that aliases repeat included
    bool is_stopped;      // too many of them, or no memory
} hy_reader;

// Puts a record into its state before reading: every preset in place, lists empty, nothing marked as given.
void hy_record_begin(hy_reader *reader, const hy_record_table *table, hy_mark mark, void *record);

// Notes where a field was given. `record` was begun.
void hy_record_mark_field(void *record, uint32_t field_index, hy_mark mark);

// Begins the record, and fills it from a node. A NULL path says that the record is the whole document.
void hy_read_record(hy_reader *reader, const hy_record_table *table, const hy_node *node, const hy_path *path,
                    void *record);

// Reads the value of one field into its record, which keeps its former value if there is a problem.
void hy_read_field(hy_reader *reader, const hy_field_table *field, const hy_node *node, const hy_path *path,
                   void *record);

// Index of a field in its table, or field_count.
uint32_t hy_field_index(const hy_record_table *table, const char *name);

// Whether a record cannot do without this field.
bool hy_field_is_required(const hy_field_table *field);

// Adds "; its keys are ..." with all fields of the table.
void hy_record_add_names(hy_text *text, const hy_record_table *table);

// Reports a name that is no field of the table, with the likeliest that is, or with all of them.
void hy_refuse_field_name(hy_problems *problems, const hy_record_table *table, hy_mark mark, const hy_path *path,
                          const char *name);

#endif
