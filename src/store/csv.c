// Tables of a .hyo file as comma-separated values (RFC 4180).
#include "store/csv.h"

#include "store/reader.h"
#include "store/schema.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, COLUMN_LIMIT = 16 };

typedef struct csv_column {
    const char *name, *unit, *meaning;
} csv_column;

typedef struct csv_table {
    const char *file;
    const char *sql; // its columns in the order of `columns`
    csv_column columns[COLUMN_LIMIT];
} csv_table;

// clock time of a tick
#define META(key) "(SELECT value FROM meta WHERE key = '" key "')"
#define CLOCK(tick) "round(" META("start_s") " + " tick " * " META("step_s") ", 3)"
#define SAMPLE_TICK "min(t.sample * " META("sample_ticks") ", " META("end_tick") ")"

#define RUN_COLUMNS                                                                                                    \
    {"run", "", "number of the row in runs.csv"}, {"variant", "", "what was set; 'as is' for the scenario itself"},    \
        {"seed", "", "the seed: hyosan run SCENARIO --seed SEED repeats the run"}

#define CELL_WORDS "human, incubating, zombie, halfbie, dead or escaped"

// six columns of cells made into rows
#define LONG(head, tail)                                                                                               \
    head ", 'human', human " tail " UNION ALL " head ", 'incubating', incubating " tail " UNION ALL " head             \
         ", 'zombie', zombie " tail " UNION ALL " head ", 'halfbie', halfbie " tail " UNION ALL " head                 \
         ", 'dead', dead " tail " UNION ALL " head ", 'escaped', escaped " tail

static const csv_table study_tables[] = {
    {"runs.csv",
     "SELECT r.id, v.label, r.seed, r.status, r.error, r.state_hash, r.infected, r.died, r.peak_zombies, " CLOCK(
         "r.peak_tick") ", r.over_tick IS NOT NULL, " CLOCK("r.over_tick") ", r.agent_steps, r.wall_s, r.command "
     "FROM runs r JOIN variants v ON v.id = r.variant ORDER BY r.id",
     {RUN_COLUMNS,
      {"status", "", "done or failed"},
      {"error", "", "why it failed"},
      {"state_hash", "", "hash of the last state: equal histories have equal ones"},
      {"infected", "events", "infections: bites and exposures that infected"},
      {"died", "people", "people killed"},
      {"peak_zombies", "people", "most zombies at once"},
      {"peak_clock_s", "s", "when first, in seconds since midnight"},
      {"ended", "0 or 1", "whether nobody carried the infection any more at the end"},
      {"ended_clock_s", "s", "since when, in seconds since midnight; empty where it did not end"},
      {"agent_steps", "steps", "steps of single people that were computed"},
      {"wall_s", "s", "time that the run took: measured, no result"},
      {"command", "", "the command that repeats a failed run"}}},
    {"variants.csv",
     "SELECT v.label, substr(s.setting, 1, instr(s.setting, '=') - 1), substr(s.setting, instr(s.setting, '=') + 1), "
     "v.model_hash FROM variants v LEFT JOIN variant_settings s ON s.variant = v.id "
     "ORDER BY v.id, s.id",
     {{"variant", "", "its name"},
      {"path", "", "what it sets; one row each"},
      {"value", "", "to which value"},
      {"model_hash", "", "hash of its model"}}},
    {"outcomes.csv",
     LONG("SELECT r.id AS run, v.label, r.seed, g.name, g.role",
          "FROM run_groups o JOIN runs r ON r.id = o.run JOIN variants v ON v.id = r.variant JOIN groups g ON g.id = "
          "o.\"group\"") " ORDER BY 1, 4, 6",
     {RUN_COLUMNS,
      {"group", "", "class or staff"},
      {"role", "", "student or staff"},
      {"cell", "", CELL_WORDS},
      {"people", "people", "of the group who are in this cell at the end"}}},
    {"persons.csv",
     "SELECT r.id, v.label, r.seed, p.name, g.name, p.role, t.cell, t.cell IN ('human', 'halfbie', 'escaped'), " CLOCK(
         "t.infection_tick") ", m.name FROM run_persons t JOIN runs r ON r.id = t.run JOIN variants v ON v.id = "
     "r.variant JOIN persons p ON p.id = t.person JOIN groups g ON g.id = p.\"group\" LEFT JOIN rooms m ON m.id = "
     "t.room ORDER BY r.id, p.id",
     {RUN_COLUMNS,
      {"person", "", "somebody with a name"},
      {"group", "", "class or staff"},
      {"role", "", "student or staff"},
      {"cell", "", "at the end: " CELL_WORDS},
      {"survives", "0 or 1", "neither infected nor dead at the end"},
      {"infection_clock_s", "s", "when infected, in seconds since midnight; empty for who was not"},
      {"room", "", "where at the end; the last room of who is away"}}},
    {"curves.csv",
     LONG("SELECT r.id AS run, v.label, r.seed, " CLOCK(SAMPLE_TICK) ", t.role",
          "FROM run_totals t JOIN runs r ON r.id = t.run JOIN variants v ON v.id = r.variant") " ORDER BY 1, 4, 5, 6",
     {RUN_COLUMNS,
      {"clock_s", "s", "seconds since midnight"},
      {"role", "", "student or staff"},
      {"cell", "", CELL_WORDS},
      {"people", "people", "of the role who are in this cell then"}}},
    {"risks.csv",
     "SELECT r.id, v.label, r.seed, m.name, l.name, t.hour, t.infected, t.died FROM run_risks t JOIN runs r ON r.id = "
     "t.run JOIN variants v ON v.id = r.variant JOIN rooms m ON m.id = t.room JOIN levels l ON l.id = m.level "
     "ORDER BY r.id, m.id, t.hour",
     {RUN_COLUMNS,
      {"room", "", "where; rooms and hours without any are left out"},
      {"level", "", "on which level"},
      {"hour", "h", "hour of the clock in which it happened"},
      {"infected", "events", "infections there and then"},
      {"died", "people", "people killed there and then"}}},
    {0},
};

static const csv_table fit_tables[] = {
    {"particles.csv",
     "SELECT v.label, p.generation, p.distance, p.weight FROM particles p JOIN variants v ON v.id = p.variant "
     "ORDER BY p.variant",
     {{"variant", "", "the particle; variants.csv has its values, runs.csv its runs"},
      {"generation", "", "that added it, from 0"},
      {"distance", "scales", "root of the mean square distance from the targets; empty: all its runs failed"},
      {"weight", "", "prior over proposal"}}},
    {"targets.csv",
     "SELECT v.label, t.outcome, t.at_s, t.value, t.scale, x.value FROM particle_values x JOIN targets t ON t.id = "
     "x.target JOIN variants v ON v.id = x.variant ORDER BY x.variant, x.target",
     {{"variant", "", "the particle"},
      {"outcome", "", "what the target is about"},
      {"clock_s", "s", "when, in seconds since midnight; empty for the end of the run"},
      {"target", "", "what it should be"},
      {"scale", "", "the difference that counts as one"},
      {"value", "", "what the particle's runs gave, in the mean"}}},
    {"posterior.csv",
     "SELECT n.rank, v.label, n.share, substr(s.setting, 1, instr(s.setting, '=') - 1), substr(s.setting, "
     "instr(s.setting, '=') + 1) FROM populations n JOIN variants v ON v.id = n.variant JOIN variant_settings s ON "
     "s.variant = v.id WHERE n.generation = (SELECT max(id) FROM generations) ORDER BY n.rank, s.id",
     {{"rank", "", "among the particles kept by the last generation, the nearest first, from 0"},
      {"variant", "", "the particle"},
      {"share", "1", "of the posterior; all particles add up to 1"},
      {"path", "", "a parameter; one row each"},
      {"value", "", "its value"}}},
    {0},
};

static const csv_table history_tables[] = {
    {"events.csv",
     "SELECT e.id, e.clock_s, e.kind, who.name, whom.name, m.name, o.name, e.detail, e.cause, e.x, e.y FROM events e "
     "LEFT JOIN persons who ON who.id = e.who LEFT JOIN persons whom ON whom.id = e.whom LEFT JOIN rooms m ON m.id = "
     "e.room LEFT JOIN openings o ON o.id = e.opening ORDER BY e.id",
     {{"event", "", "counts from 0"},
      {"clock_s", "s", "seconds since midnight"},
      {"kind", "", "what happened; docs/formats/hyo.md lists the kinds"},
      {"who", "", "whom it befell or who did it"},
      {"whom", "", "the other one, by kind"},
      {"room", "", "where"},
      {"opening", "", "which door, window or gap"},
      {"detail", "", "by kind"},
      {"cause", "", "the event that led to this one"},
      {"x", "m", "where, metres of the plan eastward"},
      {"y", "m", "where, metres of the plan northward"}}},
    {"persons.csv",
     "SELECT p.name, g.name, p.role, p.sex, p.cell, p.cell IN ('human', 'halfbie', 'escaped'), m.name, p.walk_m_per_s, "
     "p.strength, p.courage, p.empathy, p.responsibility FROM persons p JOIN groups g ON g.id = p.\"group\" LEFT JOIN "
     "rooms m ON m.id = p.room ORDER BY p.id",
     {{"person", "", "name, or role, group and number"},
      {"group", "", "class or staff"},
      {"role", "", "student or staff"},
      {"sex", "", "female or male"},
      {"cell", "", "at the end: " CELL_WORDS},
      {"survives", "0 or 1", "neither infected nor dead at the end"},
      {"room", "", "where at the end; the last room of who is away"},
      {"walk_m_per_s", "m/s", "walking speed on the level"},
      {"strength", "1", "1 is an average pupil"},
      {"courage", "1", "0 to 1"},
      {"empathy", "1", "0 to 1"},
      {"responsibility", "1", "0 to 1"}}},
    {"curves.csv",
     LONG("SELECT t.clock_s, t.role", "FROM totals t") " ORDER BY 1, 2, 3",
     {{"clock_s", "s", "seconds since midnight"},
      {"role", "", "student or staff"},
      {"cell", "", CELL_WORDS},
      {"people", "people", "of the role who are in this cell then"}}},
    {0},
};

// ---- one file

typedef struct csv_export {
    sqlite3 *database;
    const char *path, *folder;
    FILE *names;
    char *message;
} csv_export;

static void write_value(FILE *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            fputc('"', out);
        }
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_columns(const csv_table *table, FILE *out)
{
    for (size_t i = 0; i < COLUMN_LIMIT && table->columns[i].name != NULL; i++) {
        fprintf(out, "%s%s", i > 0 ? "," : "", table->columns[i].name);
    }
    fputs("\r\n", out);
}

// SQLITE_DONE when all rows were written
static int write_rows(sqlite3_stmt *row, FILE *out)
{
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(row)) == SQLITE_ROW && !ferror(out)) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            const unsigned char *text = sqlite3_column_text(row, i);
            fputs(i > 0 ? "," : "", out);
            write_value(out, text != NULL ? (const char *)text : "");
        }
        fputs("\r\n", out);
    }
    return result;
}

static hy_status fail_file(const csv_export *to, const char *path)
{
    const bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    hy_store_say(to->message, "%.400s cannot be written: %s", path, strerror(errno));
    return is_full ? HY_DISK_FULL : HY_FILE_ERROR;
}

static FILE *open_file(const csv_export *to, const char *name, char path[PATH_SIZE], hy_status *status)
{
    const int length = snprintf(path, PATH_SIZE, "%s/%s", to->folder, name);
    if (length < 0 || length >= PATH_SIZE) {
        hy_store_say(to->message, "the name of the folder is too long");
        *status = HY_FILE_ERROR;
        return NULL;
    }
    FILE *out = fopen(path, "w");
    *status = out != NULL ? HY_OK : fail_file(to, path);
    return out;
}

// a file that could not be finished is not left behind
static hy_status close_file(const csv_export *to, FILE *out, const char *path)
{
    const bool has_failed = ferror(out) != 0;
    if (fclose(out) != 0 || has_failed) {
        const hy_status status = fail_file(to, path);
        unlink(path);
        return status;
    }
    if (to->names != NULL) {
        fprintf(to->names, "%s\n", path);
    }
    return HY_OK;
}

static hy_status write_table(const csv_export *to, const csv_table *table)
{
    char path[PATH_SIZE];
    sqlite3_stmt *row = NULL;
    hy_status status = HY_OK;
    if (sqlite3_prepare_v2(to->database, table->sql, -1, &row, NULL) != SQLITE_OK) {
        return hy_database_failure(to->database, to->path, to->message);
    }
    FILE *out = open_file(to, table->file, path, &status);
    if (out != NULL) {
        write_columns(table, out);
        const int result = write_rows(row, out);
        status = close_file(to, out, path);
        if (status == HY_OK && result != SQLITE_DONE) {
            status = hy_database_failure(to->database, to->path, to->message);
        }
    }
    sqlite3_finalize(row);
    return status;
}

static void write_meanings(const csv_table *tables, FILE *out)
{
    for (; tables->file != NULL; tables++) {
        for (size_t i = 0; i < COLUMN_LIMIT && tables->columns[i].name != NULL; i++) {
            fprintf(out, "%s,%s,%s,", tables->file, tables->columns[i].name, tables->columns[i].unit);
            write_value(out, tables->columns[i].meaning);
            fputs("\r\n", out);
        }
    }
}

static hy_status write_dictionary(const csv_export *to, const csv_table *const groups[])
{
    char path[PATH_SIZE];
    hy_status status = HY_OK;
    FILE *out = open_file(to, "dictionary.csv", path, &status);
    if (out == NULL) {
        return status;
    }
    fputs("file,column,unit,meaning\r\n", out);
    for (; *groups != NULL; groups++) {
        write_meanings(*groups, out);
    }
    return close_file(to, out, path);
}

static bool is_fit(sqlite3 *database)
{
    sqlite3_stmt *row = NULL;
    const bool is = sqlite3_prepare_v2(database, "SELECT 1 FROM meta WHERE key = 'study' AND value = 'fit'", -1, &row,
                                       NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return is;
}

static hy_status make_folder(const csv_export *to)
{
    struct stat found;
    if (mkdir(to->folder, 0777) == 0 ||
        (errno == EEXIST && stat(to->folder, &found) == 0 && S_ISDIR(found.st_mode))) {
        return HY_OK;
    }
    hy_store_say(to->message, "the folder %s cannot be made: %s", to->folder,
                 errno == EEXIST ? "a file has this name" : strerror(errno));
    return errno == ENOSPC ? HY_DISK_FULL : HY_FILE_ERROR;
}

hy_status hy_csv_export(const char *path, const char *folder, FILE *names, char message[HY_STORE_MESSAGE_SIZE])
{
    csv_export to = {.path = path, .folder = folder, .names = names, .message = message};
    bool is_study = false;
    message[0] = '\0';
    hy_status status = hy_record_check(path, &to.database, &is_study, message);
    if (status == HY_OK) {
        status = make_folder(&to);
    }
    // one transaction, so that all tables tell of the same moment
    if (status == HY_OK && sqlite3_exec(to.database, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
        status = hy_database_failure(to.database, path, message);
    }
    const bool has_fit = status == HY_OK && is_fit(to.database);
    const csv_table *const groups[] = {is_study ? study_tables : history_tables, has_fit ? fit_tables : NULL, NULL};
    for (size_t i = 0; groups[i] != NULL; i++) {
        for (const csv_table *table = groups[i]; status == HY_OK && table->file != NULL; table++) {
            status = write_table(&to, table);
        }
    }
    if (status == HY_OK) {
        status = write_dictionary(&to, groups);
    }
    sqlite3_close(to.database);
    return status;
}
