// The summary of many runs, as text.
#include "report/ensemble.h"

#include "report/phrases.h"

#include <math.h>
#include <string.h>

enum { NAME_COLUMNS = 24, MOMENT_LIMIT = 14, ROOM_LIMIT = 8, NAME_BYTES = 128 };

// ---- pieces

// "34.2 %  30.1 to 38.6"
static void write_share(FILE *out, hy_estimate of)
{
    fprintf(out, "%7.1f %%  %5.1f to %5.1f", 100 * of.value, 100 * of.low, 100 * of.high);
}

static void write_number(FILE *out, hy_estimate of)
{
    if (isinf(of.low)) {
        fprintf(out, "%9.1f  (one run tells nothing of the spread)", of.value);
    } else {
        fprintf(out, "%9.1f  %5.1f to %5.1f", of.value, fmax(0, of.low), of.high);
    }
}

static void write_name(FILE *out, const char *name)
{
    const size_t columns = hy_report_columns(name);
    fprintf(out, "  %s%*s", name, columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 1, "");
}

static void write_estimate_row(FILE *out, const char *name, bool is_share, hy_estimate of)
{
    write_name(out, name);
    if (is_share) {
        write_share(out, of);
    } else {
        write_number(out, of);
    }
    fputc('\n', out);
}

static const char *told_name(const hy_outcome_ask *ask)
{
    switch (ask->kind) {
    case HY_OUTCOME_ENDS:
        return "outbreak ends by itself";
    case HY_OUTCOME_INFECTED:
        return "infections";
    case HY_OUTCOME_PEAK:
        return "most zombies at once";
    default:
        return ask->name;
    }
}

// ---- heading

static uint32_t sum_done(const hy_study_summary *summary, bool failed)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < summary->study->variant_count; i++) {
        sum += failed ? summary->variants[i].failed_count : summary->variants[i].done_count;
    }
    return sum;
}

static void write_heading(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    char begin[HY_CLOCK_SIZE];
    char end[HY_CLOCK_SIZE];
    const uint32_t failed = sum_done(summary, true);
    const uint32_t done = sum_done(summary, false);
    hy_clock_write(study->world->start_s, begin);
    hy_clock_write(hy_record_clock_s(study->world, study->shape.end_tick), end);
    fprintf(out, "%s\n", study->world->title);
    const bool is_of_history = study->variants[0].branch != NULL;
    fprintf(out, "%s to %s, %u people, %u run%s%s %llu%s\n", begin, end, (unsigned)study->world->person_count,
            (unsigned)done, done == 1 ? "" : "s", is_of_history ? " that go on from the history of seed" : ", seeds from",
            (unsigned long long)study->first_seed, study->is_complete ? "" : " — stopped before all were done");
    if (study->branch_tick > 0) {
        char branch[HY_CLOCK_SIZE];
        hy_clock_write(hy_record_clock_s(study->world, study->branch_tick), branch);
        fprintf(out, "until %s every history goes as the first variant\n", branch);
    }
    fprintf(out, "model %s, epoch %u\n", study->world->model_hash, (unsigned)study->world->epoch);
    if (failed > 0) {
        fprintf(out, "%u run%s failed, the first with seed %llu: %s (table runs tells the commands that repeat them)\n",
                (unsigned)failed, failed == 1 ? "" : "s", (unsigned long long)summary->failed_seed,
                summary->first_errors);
    }
}

// ---- who survives

static void write_cells(const hy_study_summary *summary, FILE *out)
{
    fputs("\nAt the end, people in the mean of the runs (95 % interval of the mean)\n", out);
    fprintf(out, "  %-*s", 12, "");
    for (uint32_t role = 0; role < HY_role_count; role++) {
        if (summary->who_sizes[role] > 0) {
            fprintf(out, "%9s  %-17s", role == HY_role_student ? "students" : "staff", "");
        }
    }
    fputc('\n', out);
    for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
        fprintf(out, "  %-12s", hy_report_cell_word(cell));
        for (uint32_t role = 0; role < HY_role_count; role++) {
            if (summary->who_sizes[role] > 0) {
                const hy_estimate of = hy_mean_interval(&summary->variants[0].cells[role][cell]);
                char range[48] = "";
                if (!isinf(of.low)) {
                    snprintf(range, sizeof range, "%.1f to %.1f", fmax(0, of.low), fmin(summary->who_sizes[role], of.high));
                }
                fprintf(out, "%9.1f  %-17s", of.value, range);
            }
        }
        fputc('\n', out);
    }
}

static void write_outcomes(const hy_study_summary *summary, FILE *out)
{
    fputs("\nWho survives: neither infected nor dead at the end (95 % interval)\n", out);
    hy_outcome_kind last = HY_OUTCOME_SURVIVAL;
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        const hy_outcome_ask *ask = &summary->asks[i];
        if (ask->kind != last && ask->kind == HY_OUTCOME_GROUP_SURVIVAL) {
            fputs("\nBy group\n", out);
        } else if (ask->kind != last && ask->kind == HY_OUTCOME_PERSON_SURVIVAL) {
            fputs("\nThose with a name: share of the runs in which they survive\n", out);
        } else if (ask->kind == HY_OUTCOME_ENDS) {
            fputs("\nThe outbreak\n", out);
        }
        last = ask->kind;
        write_estimate_row(out, told_name(ask), ask->is_share, hy_summary_estimate(summary, 0, i));
    }
}

// ---- curves

static uint32_t moment_step(const hy_study_shape *shape)
{
    return (shape->sample_count + MOMENT_LIMIT - 1) / MOMENT_LIMIT;
}

static void write_band(const hy_study_summary *summary, uint32_t sample, uint32_t series, FILE *out)
{
    const hy_histogram *of = hy_summary_curve(summary, 0, sample, HY_WHO_ALL, series);
    char bands[96];
    snprintf(bands, sizeof bands, "%.0f  %.0f–%.0f  %.0f–%.0f", hy_histogram_quantile(of, 0.5),
             hy_histogram_quantile(of, 0.25), hy_histogram_quantile(of, 0.75), hy_histogram_quantile(of, 0.025),
             hy_histogram_quantile(of, 0.975));
    fprintf(out, "%s%*s", bands, (int)(30 - hy_report_columns(bands)), "");
}

static void write_moments(const hy_study_summary *summary, FILE *out)
{
    const hy_study_shape *shape = &summary->study->shape;
    fputs("\nBy time: median, middle half and middle 95 % of the runs\n", out);
    fprintf(out, "  %-10s%-30s%-30s\n", "", "survivors", "zombies");
    for (uint32_t sample = 0; sample < shape->sample_count; sample++) {
        if (sample % moment_step(shape) != 0 && sample + 1 != shape->sample_count) {
            continue;
        }
        char clock[HY_CLOCK_SIZE];
        hy_clock_write(hy_record_clock_s(summary->study->world, hy_study_sample_tick(shape, sample)), clock);
        fprintf(out, "  %-10s", clock);
        write_band(summary, sample, HY_SERIES_SURVIVORS, out);
        write_band(summary, sample, HY_outcome_cell_zombie, out);
        fputc('\n', out);
    }
}

// ---- where

static double room_infections(const hy_study_summary *summary, uint32_t room)
{
    double sum = 0;
    for (uint32_t hour = 0; hour < summary->study->shape.hour_count; hour++) {
        sum += summary->variants[0].infections[(size_t)room * summary->study->shape.hour_count + hour];
    }
    return sum;
}

static void write_hours(const hy_study_summary *summary, FILE *out)
{
    const hy_study_shape *shape = &summary->study->shape;
    fputs("\nInfections by hour, in the mean of the runs\n", out);
    for (uint32_t hour = 0; hour < shape->hour_count; hour++) {
        double sum = 0;
        for (uint32_t room = 0; room < shape->room_count; room++) {
            sum += summary->variants[0].infections[(size_t)room * shape->hour_count + hour];
        }
        fprintf(out, "  from %02u:00 %8.2f\n", (unsigned)((shape->first_hour + hour) % 24),
                sum / summary->variants[0].done_count);
    }
}

static void write_rooms(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    const hy_variant_summary *variant = &summary->variants[0];
    double below = HUGE_VAL;
    uint32_t last = 0;
    fputs("\nWhere it is most dangerous: infections in the mean of the runs, and runs with any\n", out);
    for (uint32_t rank = 0; rank < ROOM_LIMIT; rank++) {
        uint32_t best = HY_NONE;
        // equal ones in the order of the plan
        for (uint32_t room = 0; room < study->shape.room_count; room++) {
            const double here = room_infections(summary, room);
            const bool is_left = here < below || (here == below && room > last);
            if (here > 0 && is_left && (best == HY_NONE || here > room_infections(summary, best))) {
                best = room;
            }
        }
        if (best == HY_NONE) {
            break;
        }
        below = room_infections(summary, best);
        last = best;
        write_name(out, study->world->rooms[best].name);
        fprintf(out, "%9.2f  %5.1f %%\n", below / variant->done_count,
                100.0 * variant->risky_runs[best] / variant->done_count);
    }
}

void hy_report_ensemble(const hy_study_summary *summary, FILE *out)
{
    write_heading(summary, out);
    if (summary->variants[0].done_count == 0) {
        return;
    }
    write_outcomes(summary, out);
    write_cells(summary, out);
    if (summary->variants[0].curves != NULL) {
        write_moments(summary, out);
        write_hours(summary, out);
        write_rooms(summary, out);
    }
}

// ---- compare

static void write_difference_row(const hy_study_summary *summary, uint32_t variant, uint32_t ask, FILE *out)
{
    const hy_paired *paired = &summary->paired[(size_t)variant * summary->ask_count + ask];
    const hy_outcome_ask *of = &summary->asks[ask];
    const hy_estimate difference = hy_mean_interval(&paired->difference);
    const double scale = of->is_share ? 100 : 1;
    write_name(out, told_name(of));
    fprintf(out, "%8.1f", scale * paired->first.mean);
    fprintf(out, "%8.1f", scale * paired->second.mean);
    if (isinf(difference.low)) {
        fprintf(out, "%+9.1f  (one pair)", scale * difference.value);
    } else {
        fprintf(out, "%+9.1f %+7.1f to %+6.1f", scale * difference.value, scale * difference.low,
                scale * difference.high);
    }
    const double gain = hy_paired_gain(paired);
    if (isnan(gain)) {
        fputs("       –\n", out);
    } else {
        fprintf(out, "%8.1f\n", gain);
    }
}

static bool is_told(const hy_paired *paired)
{
    return paired->first.mean != 0 || paired->second.mean != 0 || paired->difference.squares > 0;
}

static void write_branch(const hy_study *study, const hy_study_branch *branch, FILE *out)
{
    char clock[HY_CLOCK_SIZE];
    hy_clock_write(hy_record_clock_s(study->world, branch->tick), clock);
    if (branch->text[0] != '\0') {
        const int columns = fprintf(out, "  ");
        hy_report_paragraph(out, branch->text, (size_t)columns, (size_t)columns);
    }
    fprintf(out, "  until %s it is one history; then either side draws anew in each run, both with the same draws\n", clock);
}

static void write_variant(const hy_study_summary *summary, uint32_t variant, FILE *out)
{
    const hy_study *study = summary->study;
    const hy_study_branch *branch = study->variants[variant].branch;
    const uint32_t reference = hy_variant_reference(study->variants, variant);
    fprintf(out, "\n%s  against  %s  (%u pairs)\n", study->variants[variant].label, study->variants[reference].label,
            (unsigned)summary->paired[(size_t)variant * summary->ask_count].difference.count);
    if (branch != NULL) {
        write_branch(study, branch, out);
    }
    fprintf(out, "  %-*s%8s%8s%9s%18s%8s\n", NAME_COLUMNS, "survival in %", "first", "second", "change", "95 % interval",
            "saved");
    uint32_t left_out = 0;
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        if (is_told(&summary->paired[(size_t)variant * summary->ask_count + i])) {
            write_difference_row(summary, variant, i, out);
        } else {
            left_out++;
        }
    }
    if (left_out > 0) {
        fprintf(out, "  %u more rows are 0 in all runs\n", (unsigned)left_out);
    }
}

void hy_report_compare(const hy_study_summary *summary, FILE *out)
{
    write_heading(summary, out);
    for (uint32_t variant = 1; variant < summary->study->variant_count; variant++) {
        if (hy_variant_reference(summary->study->variants, variant) != variant) {
            write_variant(summary, variant, out);
        }
    }
    const bool is_of_history = summary->study->variants[0].branch != NULL;
    fprintf(out,
            "\nsaved: how many times as many independent runs would tell the difference as exactly as these pairs of runs\n"
            "with the same %s do. Below 1 the pairs tell less.\n",
            is_of_history ? "draws" : "seeds");
}
