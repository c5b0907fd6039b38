// The ledger of a finished history, stored beside its events.
#include "store/writer.h"

static int insert_deeds(sqlite3 *database, const hy_store_deed *deeds, uint32_t count)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(database, "INSERT INTO deeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)", -1, &statement, NULL);
    for (uint32_t i = 0; i < count && result == SQLITE_OK; i++) {
        hy_row row = hy_row_begin(statement);
        hy_row_integer(&row, i);
        hy_row_index(&row, deeds[i].doer);
        hy_row_index(&row, deeds[i].whom);
        hy_row_text(&row, deeds[i].act);
        hy_row_integer(&row, deeds[i].is_harm);
        hy_row_integer(&row, deeds[i].is_knowing);
        hy_row_index(&row, deeds[i].act_event);
        hy_row_index(&row, deeds[i].effect_event);
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

hy_status hy_store_add_deeds(hy_store *store, const hy_store_deed *deeds, uint32_t count,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        hy_store_say(message, "%s: writing has failed before", store->path);
        return HY_STORE_ERROR;
    }
    int result = sqlite3_exec(store->database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    HY_THEN(result, insert_deeds(store->database, deeds, count));
    HY_THEN(result, sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL));
    if (result != SQLITE_OK) {
        const hy_status status = hy_database_failure(store->database, store->path, message);
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
        store->has_failed = true;
        return status;
    }
    return HY_OK;
}
