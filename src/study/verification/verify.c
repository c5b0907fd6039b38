// Runs the experiments that the wanted cases need, each once, and judges the cases by them.
#include "study/verification/verify.h"

#include "hyosan/host.h"
#include "hyosan/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

// An experiment with all of its histories.
typedef struct finished {
    hy_model *model;
    hy_trace *traces;
    uint32_t trace_count;
    bool was_tried;
    char note[HY_VERIFY_NOTE_SIZE];
} finished;

typedef struct work {
    const hy_verification_definition *definition;
    hy_verification *verification;
    finished *finished; // by experiment
} work;

// ---- which cases are wanted

static bool is_wanted(const hy_verification_definition *definition, const hy_verification_case *of)
{
    if (definition->suite != NULL ? strcmp(definition->suite, of->suite) != 0 : of->only_on_demand) {
        return false;
    }
    bool is_named = definition->name_count == 0;
    for (uint32_t i = 0; i < definition->name_count; i++) {
        is_named = is_named || strcmp(definition->names[i], of->name) == 0;
    }
    return is_named;
}

static bool has_case(const char *suite, const char *name)
{
    uint32_t count = 0;
    const hy_verification_case *cases = hy_verification_cases(&count);
    for (uint32_t i = 0; i < count; i++) {
        if ((suite == NULL || strcmp(cases[i].suite, suite) == 0) &&
            (name == NULL || strcmp(cases[i].name, name) == 0)) {
            return true;
        }
    }
    return false;
}

static hy_status check_names(const hy_verification_definition *definition, const char **unknown)
{
    if (!has_case(definition->suite, NULL)) {
        *unknown = definition->suite;
        return HY_NOT_FOUND;
    }
    for (uint32_t i = 0; i < definition->name_count; i++) {
        if (!has_case(definition->suite, definition->names[i])) {
            *unknown = definition->names[i];
            return HY_NOT_FOUND;
        }
    }
    return HY_OK;
}

// ---- running one experiment

static uint32_t setting_count_of(const hy_experiment *experiment)
{
    uint32_t count = 0;
    while (count < HY_EXPERIMENT_SETTING_LIMIT && experiment->settings[count] != NULL) {
        count++;
    }
    return count;
}

static hy_status load_model(const work *w, const hy_experiment *experiment, hy_diagnostic *items, finished *into)
{
    char path[PATH_SIZE];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    snprintf(path, sizeof path, "%s/%s", w->definition->folder, experiment->scenario);
    hy_document *document = NULL;
    hy_status status = hy_document_load(hy_host_allocator(), path, experiment->settings, setting_count_of(experiment),
                                        &sink, &document);
    if (status == HY_OK) {
        status = hy_model_create(hy_document_description(document), hy_host_allocator(), &sink, &into->model);
    }
    hy_document_destroy(document);
    if (status != HY_OK) {
        char line[HY_DIAGNOSTIC_LINE];
        snprintf(line, sizeof line, "%s: %s", experiment->scenario, hy_status_text(status));
        if (sink.count > 0) {
            hy_diagnostics_sort(&sink);
            hy_diagnostics_line(&sink, 0, line);
        }
        snprintf(into->note, sizeof into->note, "%.*s", HY_VERIFY_NOTE_SIZE - 1, line);
    }
    return status == HY_OUT_OF_MEMORY ? HY_OUT_OF_MEMORY : HY_OK;
}

// One history of one experiment: a block of parallel work.
typedef struct history {
    const hy_experiment *experiment;
    const hy_model *model;
    hy_trace *trace;
    uint64_t seed;
    hy_status status;
} history;

static void run_history(void *context, uint32_t block, uint32_t worker)
{
    (void)worker;
    history *of = &((history *)context)[block];
    hy_experiment_runner *runner = of->experiment->runner != NULL ? of->experiment->runner : hy_experiment_run;
    of->status = runner(of->experiment, of->model, of->seed, of->trace);
}

static uint32_t seed_count_of(const work *w, const hy_experiment *experiment)
{
    if (w->definition->seed_count > 0) {
        return w->definition->seed_count;
    }
    return w->definition->is_long && experiment->long_seed_count > 0 ? experiment->long_seed_count
                                                                     : experiment->seed_count;
}

static hy_status prepare(const work *w, const hy_experiment *experiment, finished *into)
{
    into->was_tried = true;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    if (items == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const hy_status status = load_model(w, experiment, items, into);
    free(items);
    if (status != HY_OK || into->model == NULL) {
        return status;
    }
    into->trace_count = seed_count_of(w, experiment);
    into->traces = calloc(into->trace_count, sizeof *into->traces);
    return into->traces != NULL ? HY_OK : HY_OUT_OF_MEMORY;
}

static void note_failure(const hy_experiment *experiment, finished *of)
{
    for (uint32_t i = 0; i < of->trace_count && of->note[0] == '\0'; i++) {
        if (!of->traces[i].is_complete) {
            snprintf(of->note, sizeof of->note, "%s, seed %u: %s", experiment->scenario, (unsigned)i + 1,
                     of->traces[i].status == HY_BAD_INPUT ? "people find no room where they are to start"
                     : of->traces[i].status == HY_OK      ? "interrupted"
                                                          : hy_status_text(of->traces[i].status));
        }
    }
}

// ---- one case

typedef struct chosen {
    uint32_t experiments[HY_EVIDENCE_LIMIT];
    uint32_t count;
} chosen;

static chosen experiments_of(const hy_verification_case *of)
{
    uint32_t experiment_count = 0;
    const hy_experiment *all = hy_experiments(&experiment_count);
    chosen found = {0};
    for (const char *rest = of->experiments; rest != NULL && *rest != '\0' && found.count < HY_EVIDENCE_LIMIT;) {
        const size_t length = strcspn(rest, " ");
        const hy_experiment *experiment = hy_experiment_named(rest, length);
        if (experiment != NULL) {
            found.experiments[found.count++] = (uint32_t)(experiment - all);
        }
        rest += length + strspn(rest + length, " ");
    }
    return found;
}

// all histories of the case that were not run before, side by side
static hy_status run_missing(work *w, const chosen *wanted, hy_verification_row *row)
{
    const hy_experiment *all = hy_experiments(&(uint32_t){0});
    history *histories = NULL;
    uint32_t count = 0;
    hy_status status = HY_OK;
    for (uint32_t i = 0; i < wanted->count && status == HY_OK; i++) {
        const uint32_t index = wanted->experiments[i];
        finished *into = &w->finished[index];
        if (into->was_tried) {
            continue;
        }
        status = prepare(w, &all[index], into);
        history *more = status == HY_OK ? realloc(histories, (count + into->trace_count + 1) * sizeof *more) : NULL;
        if (more == NULL) {
            status = HY_OUT_OF_MEMORY;
            break;
        }
        histories = more;
        for (uint32_t seed = 0; seed < into->trace_count; seed++) {
            histories[count++] = (history){
                .experiment = &all[index], .model = into->model, .trace = &into->traces[seed], .seed = seed + 1};
        }
    }
    if (status == HY_OK && count > 0) {
        w->definition->parallel.for_blocks(w->definition->parallel.pool, count, run_history, histories);
    }
    for (uint32_t i = 0; i < count && status == HY_OK; i++) {
        status = histories[i].status;
        row->wall_s += histories[i].trace->wall_s;
        row->agent_steps += histories[i].trace->agent_steps;
    }
    for (uint32_t i = 0; i < wanted->count; i++) {
        note_failure(&all[wanted->experiments[i]], &w->finished[wanted->experiments[i]]);
    }
    free(histories);
    return status;
}

static void judge(const work *w, const chosen *wanted, hy_verification_row *row)
{
    const hy_experiment *all = hy_experiments(&(uint32_t){0});
    hy_evidence evidence[HY_EVIDENCE_LIMIT];
    for (uint32_t i = 0; i < wanted->count; i++) {
        const finished *of = &w->finished[wanted->experiments[i]];
        if (of->note[0] != '\0') {
            snprintf(row->note, sizeof row->note, "%s", of->note);
            return;
        }
        row->history_count += of->trace_count;
        evidence[i] = (hy_evidence){&all[wanted->experiments[i]], of->model, of->traces, of->trace_count};
    }
    row->measured = row->of->measure(row->of, evidence, wanted->count);
    row->holds = row->measured.value >= row->of->low && row->measured.value <= row->of->high;
    if (isnan(row->measured.value)) {
        snprintf(row->note, sizeof row->note, "it never came to what is measured, at least in one history");
    }
}

static hy_status verify_case(work *w, const hy_verification_case *of)
{
    hy_verification_row *row = &w->verification->rows[w->verification->row_count++];
    *row = (hy_verification_row){
        .of = of, .measured = {HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED, 0}, .is_supported = of->missing == NULL};
    if (row->is_supported) {
        const chosen wanted = experiments_of(of);
        const hy_status status = run_missing(w, &wanted, row);
        if (status != HY_OK) {
            return status;
        }
        if (hy_host_stop_requested()) {
            w->verification->was_interrupted = true;
            w->verification->row_count--;
            return HY_OK;
        }
        judge(w, &wanted, row);
    }
    if (w->definition->observer != NULL) {
        w->definition->observer(w->definition->observer_context, row);
    }
    return HY_OK;
}

static hy_status verify_all(work *w)
{
    uint32_t count = 0;
    const hy_verification_case *cases = hy_verification_cases(&count);
    w->verification->rows = calloc(count, sizeof *w->verification->rows);
    hy_status status = w->verification->rows != NULL ? HY_OK : HY_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < count && status == HY_OK && !w->verification->was_interrupted; i++) {
        if (is_wanted(w->definition, &cases[i])) {
            status = verify_case(w, &cases[i]);
        }
    }
    return status;
}

static void clear_finished(finished *all, uint32_t count)
{
    for (uint32_t i = 0; all != NULL && i < count; i++) {
        for (uint32_t seed = 0; seed < all[i].trace_count && all[i].traces != NULL; seed++) {
            hy_trace_clear(&all[i].traces[seed]);
        }
        free(all[i].traces);
        hy_model_destroy(all[i].model);
    }
    free(all);
}

hy_status hy_verify(const hy_verification_definition *definition, hy_verification *verification, const char **unknown)
{
    *verification = (hy_verification){0};
    hy_status status = check_names(definition, unknown);
    if (status != HY_OK) {
        return status;
    }
    uint32_t count = 0;
    hy_experiments(&count);
    work w = {.definition = definition, .verification = verification, .finished = calloc(count, sizeof *w.finished)};
    status = w.finished != NULL ? verify_all(&w) : HY_OUT_OF_MEMORY;
    clear_finished(w.finished, count);
    return status;
}

void hy_verification_clear(hy_verification *verification)
{
    free(verification->rows);
    *verification = (hy_verification){0};
}
