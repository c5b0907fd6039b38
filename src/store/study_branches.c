// Where variants leave a finished history: the rows of the table `branches`, written and read.
#include "store/study_store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

uint32_t hy_variant_reference(const hy_variant *variants, uint32_t variant)
{
    return variants[variant].branch != NULL ? variants[variant].branch->reference : 0;
}

bool hy_study_same_branch(const hy_study_branch *a, const hy_study_branch *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->tick == b->tick && a->redraw_tick == b->redraw_tick && a->reference == b->reference && a->event == b->event &&
           strcmp(a->commands, b->commands) == 0;
}

// ---- writing

bool hy_study_keep_branches(hy_study_store *store, const hy_study_definition *definition)
{
    store->redraw_ticks = calloc(definition->variant_count, sizeof *store->redraw_ticks);
    store->commands = calloc(definition->variant_count, sizeof *store->commands);
    store->branch_count = definition->variant_count;
    bool is_kept = store->redraw_ticks != NULL && store->commands != NULL;
    for (uint32_t i = 0; is_kept && i < definition->variant_count; i++) {
        const hy_study_branch *branch = definition->variants[i].branch;
        if (branch != NULL) {
            store->redraw_ticks[i] = branch->redraw_tick;
            store->commands[i] = strdup(branch->commands);
            is_kept = store->commands[i] != NULL;
        }
    }
    return is_kept;
}

int hy_study_write_branches(hy_study_store *store, const hy_study_definition *definition)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT INTO branches VALUES (?, ?, ?, ?, ?, ?, ?, ?)", -1, &statement, NULL);
    for (uint32_t i = 0; i < definition->variant_count && result == SQLITE_OK; i++) {
        const hy_study_branch *branch = definition->variants[i].branch;
        if (branch != NULL) {
            hy_row row = hy_row_begin(statement);
            hy_row_integer(&row, i);
            hy_row_integer(&row, branch->reference);
            hy_row_index(&row, branch->event);
            hy_row_text(&row, branch->text);
            hy_row_real(&row, branch->estimate); // SQLite keeps no NaN: it becomes NULL
            hy_row_integer(&row, branch->tick);
            hy_row_integer(&row, branch->redraw_tick);
            hy_row_text(&row, branch->commands);
            result = hy_row_end(&row);
        }
    }
    sqlite3_finalize(statement);
    return result;
}

// ---- reading

uint32_t hy_study_index_column(sqlite3_stmt *row, int column)
{
    const int64_t value = sqlite3_column_int64(row, column);
    return sqlite3_column_type(row, column) != SQLITE_NULL && value >= 0 && value < UINT32_MAX ? (uint32_t)value : HY_NONE;
}

static const char *copy_column(hy_arena *arena, sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    const char *chars = text != NULL ? (const char *)text : "";
    const char *copy = hy_arena_copy_text(arena, chars, strlen(chars));
    return copy != NULL ? copy : "";
}

// files of earlier versions have none
void hy_study_read_branches(sqlite3 *database, hy_arena *arena, hy_study *study)
{
    hy_study_branch *branches = HY_ARENA_ARRAY(arena, hy_study_branch, study->variant_count + 1);
    sqlite3_stmt *row = NULL;
    if (branches == NULL || sqlite3_prepare_v2(database,
                                               "SELECT variant, reference, event, text, tick, redraw_tick, commands, estimate "
                                               "FROM branches ORDER BY variant",
                                               -1, &row, NULL) != SQLITE_OK) {
        return;
    }
    while (sqlite3_step(row) == SQLITE_ROW) {
        const uint32_t variant = hy_study_index_column(row, 0);
        const uint32_t reference = hy_study_index_column(row, 1);
        if (variant >= study->variant_count || reference > variant) {
            break;
        }
        branches[variant] = (hy_study_branch){.reference = reference,
                                              .event = hy_study_index_column(row, 2),
                                              .text = copy_column(arena, row, 3),
                                              .tick = hy_study_index_column(row, 4),
                                              .redraw_tick = hy_study_index_column(row, 5),
                                              .commands = copy_column(arena, row, 6),
                                              .estimate = sqlite3_column_type(row, 7) != SQLITE_NULL
                                                              ? sqlite3_column_double(row, 7)
                                                              : (double)NAN};
        study->variants[variant].branch = &branches[variant];
    }
    sqlite3_finalize(row);
}
