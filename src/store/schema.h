// The tables of a .hyo file.
#ifndef HY_STORE_SCHEMA_H
#define HY_STORE_SCHEMA_H

// "HYOS"
#define HY_STORE_APPLICATION_ID 0x48594f53

// A reader of one version reads no other: raise it when a table changes its meaning.
#define HY_STORE_FORMAT 1

// The statements that make the tables, NULL after the last. SQLite keeps their comments: `sqlite3 F.hyo .schema` shows
// them.
extern const char *const hy_store_schema[];

#endif
