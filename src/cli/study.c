// Models, progress and reports of the commands that make many runs.
#include "cli/study.h"

#include "hyosan/host.h"
#include "study/ranks.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

// ---- models

static const hy_model *acquire_ready(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE])
{
    (void)message;
    const hy_ready_models *models = context;
    return models->worlds[variant].model;
}

static void release_ready(void *context, uint32_t variant)
{
    (void)context;
    (void)variant;
}

hy_model_source hy_ready_model_source(hy_ready_models *models)
{
    return (hy_model_source){.acquire = acquire_ready, .release = release_ready, .context = models};
}

// ---- progress

enum { BAR_COLUMNS = 16 };

typedef struct progress_line {
    bool is_shown;
    double begin_s;
} progress_line;

static void draw_bar(double share)
{
    const int full = (int)(share * BAR_COLUMNS);
    for (int i = 0; i < BAR_COLUMNS; i++) {
        fputs(i < full ? "█" : "░", stderr);
    }
}

static void draw_time_left(const hy_ensemble_progress *progress, double spent_s)
{
    const uint64_t new_count = progress->done_count - progress->begun_done_count;
    if (new_count == 0 || spent_s <= 0) {
        return;
    }
    const double per_s = (double)new_count / spent_s;
    const double left_s = (double)(progress->wanted_count - progress->done_count) / per_s;
    fprintf(stderr, "  %.*f runs/s", per_s < 10 ? 2 : 0, per_s);
    if (left_s < 3600) {
        fprintf(stderr, "  %u:%02u left", (unsigned)left_s / 60, (unsigned)left_s % 60);
    } else {
        fprintf(stderr, "  %.1f h left", left_s / 3600);
    }
}

// the mean share of survivors so far, with half its 95 % interval
static void draw_estimate(const hy_ensemble_progress *progress)
{
    const double count = progress->estimate_count;
    if (count < 2 || progress->people_count == 0) {
        return;
    }
    const double mean = (double)progress->survivor_sum / count;
    const double variance = fmax(0, ((double)progress->survivor_square_sum - count * mean * mean) / (count - 1));
    const double scale = 100.0 / progress->people_count;
    fprintf(stderr, "  survive %.1f ± %.1f %%", scale * mean, scale * 1.96 * sqrt(variance / count));
}

static void draw_progress(void *context, const hy_ensemble_progress *progress)
{
    const progress_line *line = context;
    if (!line->is_shown) {
        return;
    }
    fputc('\r', stderr);
    draw_bar((double)progress->done_count / (double)progress->wanted_count);
    fprintf(stderr, " %llu/%llu runs", (unsigned long long)progress->done_count,
            (unsigned long long)progress->wanted_count);
    if (progress->failed_count > 0) {
        fprintf(stderr, " (%u failed)", (unsigned)progress->failed_count);
    }
    draw_time_left(progress, hy_host_seconds() - line->begin_s);
    draw_estimate(progress);
    fputs("\033[K", stderr);
    fflush(stderr);
}

// ---- running

static void tell_end(const hy_study_options *options, const hy_ensemble_result *result)
{
    const hy_study *study = result->study;
    if (result->was_interrupted && options->out_path != NULL) {
        hy_complain("interrupted; %s holds the %u runs that were finished, and --resume goes on", options->out_path,
                    (unsigned)(study->done_count + study->failed_count));
    } else if (result->was_interrupted) {
        hy_complain("interrupted; this is what was finished");
    }
    if (!options->is_quiet && study->failed_count > 0) {
        hy_complain("%u of %u runs failed%s%s", (unsigned)study->failed_count,
                    (unsigned)(study->failed_count + study->done_count),
                    options->out_path != NULL ? "; table runs tells why, and the command that repeats each: " : "",
                    options->out_path != NULL ? options->out_path : "");
    }
}

static int end_of(const hy_study_options *options, const hy_ensemble_result *result, int status)
{
    tell_end(options, result);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    if (result->was_interrupted) {
        return HY_EXIT_INTERRUPTED;
    }
    return result->study->failed_count > 0 ? HY_EXIT_FAILED : HY_EXIT_DONE;
}

static int summarise(uint32_t curve_variant_count, hy_study_use *use, void *context, const hy_ensemble_result *result)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_study_summary summary;
    const hy_status status = hy_study_summarise(result->study, curve_variant_count, &summary, message);
    int exit_status = hy_exit_of(status);
    if (status == HY_OK) {
        exit_status = use(context, &summary);
    } else {
        hy_complain("%s", message);
    }
    hy_study_summary_clear(&summary);
    return exit_status;
}

typedef struct report_use {
    const hy_study_options *options;
    const hy_study_report *report;
} report_use;

static int write_report(void *context, const hy_study_summary *summary)
{
    const report_use *use = context;
    if (!use->options->is_json) {
        use->report->write_text(summary, stdout);
    } else if (use->report->write_json(summary, stdout) == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    }
    return hy_end_output(HY_EXIT_DONE);
}

// how well the processes were busy
static void tell_ranks(const hy_study_options *options, const hy_ensemble_result *result)
{
    if (!options->is_quiet && hy_ranks_count() > 1 && hy_ranks_own() == 0 && result->store != NULL) {
        fprintf(stderr, "%u ranks, idle %.1f %% of their time\n", (unsigned)hy_ranks_count(), 100 * result->idle_share);
    }
}

int hy_study_make(const hy_study_options *options, hy_ensemble_definition *definition, const hy_study_report *report)
{
    report_use use = {options, report};
    return hy_study_make_for(options, definition, report->curve_variant_count, write_report, &use);
}

int hy_study_make_for(const hy_study_options *options, hy_ensemble_definition *definition, uint32_t curve_variant_count,
                      hy_study_use *use, void *context)
{
    progress_line line = {.is_shown = !options->is_quiet && isatty(STDERR_FILENO) == 1, .begin_s = hy_host_seconds()};
    definition->thread_count = (uint32_t)options->thread_count;
    definition->out_path = options->out_path;
    definition->may_replace = options->may_replace;
    definition->may_resume = options->may_resume;
    definition->observer = draw_progress;
    definition->observer_context = &line;
    char message[HY_STORE_MESSAGE_SIZE];
    hy_ensemble_result result;
    const hy_status status = hy_ensemble_run(definition, &result, message);
    if (line.is_shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    int exit_status = HY_EXIT_DONE;
    tell_ranks(options, &result);
    if (status == HY_OK && hy_ranks_own() == 0) {
        exit_status = end_of(options, &result, summarise(curve_variant_count, use, context, &result));
    } else if (status != HY_OK) {
        hy_complain("%s", message);
        exit_status = hy_exit_of(status);
    }
    hy_ensemble_clear(&result);
    return exit_status;
}
