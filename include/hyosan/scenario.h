// Reading scenarios, plans and strains from YAML into a description, with every problem and its place.
#ifndef HYOSAN_SCENARIO_H
#define HYOSAN_SCENARIO_H

#include "hyosan/diagnostics.h"

// What was read: owns the description, its texts and the names of its files. Immutable after loading.
typedef struct hy_document hy_document;

typedef enum hy_document_kind { HY_DOCUMENT_SCENARIO, HY_DOCUMENT_PLAN, HY_DOCUMENT_STRAIN } hy_document_kind;

// One file that was read.
typedef struct hy_document_file {
    const char *what;  // "scenario", "plan", "strain" or "variant"
    const char *name;  // as given, or relative to the file that names it
    const char *text;  // NUL-terminated
    size_t length;
} hy_document_file;

// Reads a scenario with its plan and strain, or a plan or a strain alone; the keys of the file tell which. A variant (a
// file with the key based_on) is read as the scenario that it is based on, with its settings applied.
// settings are texts "path=value" applied over what was read, e.g. "mind.fear_half_life_s=60", "seed=7",
// "persons[Nam On-jo].courage=1", "strain.exposures[zombie bite].infects=0.5", "plan.rooms[2-5].level=3F";
// an unknown path is reported with the nearest names and where their values stand. An item of a list is named, or
// counted from 0; "list[+]=value" adds one, "list[name]=~" takes one out. Paths of files in
// settings are relative to the scenario, as in the scenario itself. Every problem goes to the sink, in the order of its
// place; files are registered there, the settings as a file "--set" with a line for each.
// Returns HY_OK, HY_BAD_INPUT (problems in the sink), HY_FILE_ERROR (also in the sink) or HY_OUT_OF_MEMORY.
// On HY_OK *document is the caller's, to be destroyed; otherwise it is NULL, and the sink is all there is. Not to be called from two threads with one sink.
HY_NODISCARD hy_status hy_document_load(hy_allocator allocator, const char *path, const char *const *settings,
                                        uint32_t setting_count, hy_diagnostics *sink, hy_document **document);

// The same without settings, for whoever shows what is wrong: with HY_BAD_INPUT too *document is the caller's. It then holds
// what could be read; values that could not have their defaults, and texts that are needed and missing are NULL.
HY_NODISCARD hy_status hy_document_salvage(hy_allocator allocator, const char *path, hy_diagnostics *sink,
                                           hy_document **document);

// NULL is allowed.
void hy_document_destroy(hy_document *document);

hy_document_kind hy_document_what(const hy_document *document);

// The records read; for a plan or strain alone the others are defaults. Valid as long as the document.
const hy_description *hy_document_description(const hy_document *document);

// Files in the order scenario, plan, strain, and then variants: the one that was named, the one that it is based on.
const hy_document_file *hy_document_files(const hy_document *document, uint32_t *count);

// Every setting that was applied, in order: those of the variants from the bottom up, then those that
// hy_document_load was given. With the texts of scenario, plan and strain they make the same description again.
const char *const *hy_document_settings(const hy_document *document, uint32_t *count);

// A study that was read: which scenario is run at which points. Immutable after loading.
typedef struct hy_study_document hy_study_document;

// Whether a file can be read and has the key study: at its top.
bool hy_study_document_is(hy_allocator allocator, const char *path);

// Reads the file of a study. Problems, the file and statuses as of hy_document_load. The scenario is not read.
HY_NODISCARD hy_status hy_study_document_load(hy_allocator allocator, const char *path, hy_diagnostics *sink,
                                              hy_study_document **document);

// NULL is allowed.
void hy_study_document_destroy(hy_study_document *document);

// The record read, the path of its scenario seen from here, and the text of the file. Valid as long as the document.
const hy_spec_study *hy_study_document_record(const hy_study_document *document);
const char *hy_study_document_scenario(const hy_study_document *document);
const char *hy_study_document_text(const hy_study_document *document);

enum { HY_DIAGNOSTIC_LINE = HY_DIAGNOSTIC_FILE_NAME + HY_DIAGNOSTIC_PATH + HY_DIAGNOSTIC_TEXT + 32 };

// One problem of a sink as "file:line:column: path: sentence", without a line end; line, column and path are left out
// where there are none. `index` is below sink->count.
void hy_diagnostics_line(const hy_diagnostics *sink, uint32_t index, char line[HY_DIAGNOSTIC_LINE]);

#endif
