// Writing the pictures of many runs into a folder.
#include "report/ensemble.h"

#include "report/ensemble_charts.h"
#include "report/fit.h"
#include "report/folder.h"
#include "report/sweep.h"

#include <string.h>

static const double PAGE_WIDTH = 1240;

typedef void chart_writer(const hy_ensemble_picture *picture, FILE *out);

// what the folder's writer needs to draw one chart
typedef struct chart_job {
    const hy_ensemble_picture *picture;
    chart_writer *write;
} chart_job;

static void write_chart(const void *context, FILE *out)
{
    const chart_job *job = context;
    job->write(job->picture, out);
}

static hy_status draw(const hy_folder *folder, const char *name, const hy_ensemble_picture *picture, chart_writer *write)
{
    const chart_job job = {picture, write};
    return hy_folder_write(folder, name, write_chart, &job);
}

typedef struct chart_row {
    const char *name;
    chart_writer *write;
} chart_row;

static const chart_row charts[] = {
    {"survival", hy_survival_chart_write},   {"humans-zombies", hy_humans_chart_write},
    {"survivors", hy_survivors_chart_write}, {"final-state", hy_final_chart_write},
    {"persons", hy_forest_chart_write},      {"risk-hours", hy_hours_chart_write},
    {"risk", hy_risk_map_write},
};

// a chart of a variant carries its number where there are several
static void name_file(const hy_study *study, const char *name, uint32_t variant, char file[64])
{
    if (study->variant_count > 1) {
        snprintf(file, 64, "%s-%u.svg", name, (unsigned)variant);
    } else {
        snprintf(file, 64, "%s.svg", name);
    }
}

static hy_status draw_variant(const hy_folder *folder, const hy_ensemble_picture *picture)
{
    const hy_study *study = picture->summary->study;
    hy_status status = HY_OK;
    char file[64];
    for (size_t i = 0; i < sizeof charts / sizeof charts[0] && status == HY_OK; i++) {
        if (charts[i].write == hy_forest_chart_write && study->shape.named_count == 0) {
            continue;
        }
        name_file(study, charts[i].name, picture->variant, file);
        status = draw(folder, file, picture, charts[i].write);
    }
    if (status == HY_OK && picture->variant > 0) {
        name_file(study, "difference", picture->variant, file);
        status = draw(folder, file, picture, hy_difference_chart_write);
    }
    return status;
}

static hy_status draw_all(const hy_study_summary *summary, const hy_folder *folder, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_panels panels = {0};
    hy_status status = hy_panels_lay_out(summary->study->world, PAGE_WIDTH, &panels);
    if (status != HY_OK) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
        return status;
    }
    status = hy_folder_make(folder);
    for (uint32_t i = 0; i < summary->study->variant_count && status == HY_OK; i++) {
        const hy_ensemble_picture picture = {.summary = summary, .panels = &panels, .variant = i};
        if (summary->variants[i].done_count > 0) {
            status = draw_variant(folder, &picture);
        }
    }
    hy_panels_clear(&panels);
    return status;
}

hy_status hy_report_ensemble_plot(hy_study *study, const char *folder_path, FILE *names,
                                  char message[HY_STORE_MESSAGE_SIZE])
{
    hy_study_summary summary;
    const hy_folder folder = {.path = folder_path, .names = names, .message = message};
    const bool is_sweep = study->design != HY_study_design_count;
    hy_status status = hy_study_summarise(study, is_sweep ? 0 : study->variant_count, &summary, message);
    if (status == HY_OK && study->done_count == 0) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "no run has come to its end yet: there is nothing to draw");
        status = HY_BAD_INPUT;
    }
    if (status == HY_OK && study->design == HY_study_design_abc_smc) {
        status = hy_report_fit_plot(study, &folder);
    } else if (status == HY_OK) {
        status = is_sweep ? hy_report_sweep_plot(&summary, &folder) : draw_all(&summary, &folder, message);
    }
    hy_study_summary_clear(&summary);
    return status;
}
