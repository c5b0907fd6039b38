// Tables and JSON of a sweep.
#include "report/sweep.h"

#include "report/phrases.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_COLUMNS = 30, POINT_LIMIT = 60 };

uint32_t *hy_sweep_order(const hy_study *study, const hy_sweep_effect *effects)
{
    uint32_t *order = calloc((size_t)study->axis_count + 1, sizeof *order);
    for (uint32_t i = 0; order != NULL && i < study->axis_count; i++) {
        uint32_t at = i;
        const double size = hy_sweep_size(study, &effects[i]);
        // what is not known goes last
        while (at > 0 && !(hy_sweep_size(study, &effects[order[at - 1]]) >= size) && !isnan(size)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

// ---- text

static void write_name(FILE *out, const char *name)
{
    const size_t columns = hy_report_columns(name);
    fprintf(out, "  %s%*s", name, columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 1, "");
}

static void write_estimate(FILE *out, hy_estimate of, double scale, const char *sign)
{
    if (isnan(of.value)) {
        fprintf(out, "%28s", "not known");
    } else if (sign[0] != '\0') {
        fprintf(out, "%+9.2f %+8.2f to %+6.2f", scale * of.value, scale * of.low, scale * of.high);
    } else {
        fprintf(out, "%9.3f %8.3f to %6.3f", of.value, of.low, of.high);
    }
}

static void write_effect(const hy_study *study, const hy_sweep_effect *effect, double scale, FILE *out)
{
    switch (study->design) {
    case HY_study_design_saltelli:
        write_estimate(out, effect->first, 1, "");
        write_estimate(out, effect->total, 1, "");
        break;
    case HY_study_design_one_at_a_time:
        write_estimate(out, effect->low, scale, "+");
        write_estimate(out, effect->high, scale, "+");
        break;
    default:
        write_estimate(out, effect->correlation, 1, "");
        break;
    }
    fputc('\n', out);
}

static void write_columns(const hy_study *study, bool is_share, FILE *out)
{
    static const char INTERVAL[] = "95 %";
    fprintf(out, "  %-*s", NAME_COLUMNS, "parameter");
    switch (study->design) {
    case HY_study_design_saltelli:
        fprintf(out, "%12s%13s%15s%13s\n", "first order", INTERVAL, "total", INTERVAL);
        break;
    case HY_study_design_one_at_a_time:
        fprintf(out, "%12s%13s%15s%13s   (%s)\n", "at low", INTERVAL, "at high", INTERVAL,
                is_share ? "change in percentage points" : "change");
        break;
    default:
        fprintf(out, "%12s%13s   (of ranks, Spearman)\n", "correlation", INTERVAL);
        break;
    }
}

static const char *words_before(const hy_outcome_ask *ask)
{
    switch (ask->kind) {
    case HY_OUTCOME_ENDS:
        return "The outbreak by itself ";
    case HY_OUTCOME_INFECTED:
        return "People who get ";
    case HY_OUTCOME_PEAK:
        return "Most zombies at once, the ";
    default:
        return "Survival of ";
    }
}

static void write_outcome(const hy_study_summary *summary, const hy_outcome_ask *ask, FILE *out)
{
    const hy_study *study = summary->study;
    const uint32_t index = (uint32_t)(ask - summary->asks);
    const hy_sweep_range range = hy_sweep_range_of(summary, index);
    const double scale = ask->is_share ? 100 : 1;
    const char *unit = ask->is_share ? " %" : "";
    fprintf(out, "\n%s%s: %.1f%s in the mean of %u points, from %.1f to %.1f\n", words_before(ask), ask->name,
            scale * range.mean, unit, (unsigned)range.point_count, scale * range.least, scale * range.greatest);
    hy_sweep_effect *effects = calloc((size_t)study->axis_count + 1, sizeof *effects);
    uint32_t *order = NULL;
    if (effects != NULL && hy_sweep_effects(summary, index, effects)) {
        order = hy_sweep_order(study, effects);
    }
    if (order != NULL) {
        write_columns(study, ask->is_share, out);
        for (uint32_t i = 0; i < study->axis_count; i++) {
            write_name(out, study->axes[order[i]].name);
            write_effect(study, &effects[order[i]], scale, out);
        }
    }
    free(order);
    free(effects);
}

static void write_points(const hy_study_summary *summary, const hy_outcome_ask *ask, FILE *out)
{
    const hy_study *study = summary->study;
    if (study->design != HY_study_design_grid || study->variant_count > POINT_LIMIT) {
        return;
    }
    const uint32_t index = (uint32_t)(ask - summary->asks);
    const double scale = ask->is_share ? 100 : 1;
    fprintf(out, "\n%s%s at each point\n", ask->name, ask->is_share ? ", %," : "");
    for (uint32_t i = 0; i < study->variant_count; i++) {
        const hy_estimate of = hy_summary_estimate(summary, i, index);
        if (summary->variants[i].done_count > 0) {
            fprintf(out, "  %7.1f  %5.1f to %5.1f  %s\n", scale * of.value, scale * of.low, scale * of.high,
                    study->variants[i].label);
        }
    }
}

static const hy_outcome_ask *asked(const hy_study_summary *summary, uint32_t index)
{
    return hy_outcome_ask_named(summary->asks, summary->ask_count, summary->study->outcomes[index]);
}

void hy_report_sweep(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    fprintf(out, "%s\n%s design, %u points, %u run%s at each, seeds from %llu%s\n", study->world->title,
            hy_study_design_word(study->design), (unsigned)study->variant_count, (unsigned)study->wanted_count,
            study->wanted_count == 1 ? "" : "s", (unsigned long long)study->first_seed,
            study->is_complete ? "" : " — stopped before all were done");
    if (study->failed_count > 0) {
        fprintf(out, "%u runs failed; points without any run are left out\n", (unsigned)study->failed_count);
    }
    for (uint32_t i = 0; i < study->outcome_count; i++) {
        const hy_outcome_ask *ask = asked(summary, i);
        if (ask != NULL) {
            write_outcome(summary, ask, out);
            write_points(summary, ask, out);
        }
    }
    if (study->design == HY_study_design_saltelli) {
        fputs("\nfirst order: share of the variance between points that the parameter makes by itself; total: with all\n"
              "that it makes together with others. Chance left by few runs at a point counts as interaction.\n",
              out);
    }
}

// ---- JSON

static json_t *estimate_json(hy_estimate of)
{
    if (isnan(of.value)) {
        return json_null();
    }
    json_t *object = json_object();
    json_object_set_new(object, "value", json_real(of.value));
    json_object_set_new(object, "low", isfinite(of.low) ? json_real(of.low) : json_null());
    json_object_set_new(object, "high", isfinite(of.high) ? json_real(of.high) : json_null());
    return object;
}

static json_t *effects_json(const hy_study_summary *summary, uint32_t ask)
{
    const hy_study *study = summary->study;
    json_t *array = json_array();
    hy_sweep_effect *effects = calloc((size_t)study->axis_count + 1, sizeof *effects);
    if (effects != NULL && hy_sweep_effects(summary, ask, effects)) {
        for (uint32_t i = 0; i < study->axis_count; i++) {
            json_t *object = json_object();
            json_object_set_new(object, "parameter", json_string(study->axes[i].name));
            json_object_set_new(object, "path", json_string(study->axes[i].path));
            json_object_set_new(object, "first_order", estimate_json(effects[i].first));
            json_object_set_new(object, "total", estimate_json(effects[i].total));
            json_object_set_new(object, "change_at_low", estimate_json(effects[i].low));
            json_object_set_new(object, "change_at_high", estimate_json(effects[i].high));
            json_object_set_new(object, "rank_correlation", estimate_json(effects[i].correlation));
            json_array_append_new(array, object);
        }
    }
    free(effects);
    return array;
}

static json_t *points_json(const hy_study_summary *summary, uint32_t ask)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < summary->study->variant_count; i++) {
        const hy_mean *mean = &summary->variants[i].outcomes[ask];
        json_t *object = json_object();
        json_object_set_new(object, "what", json_string(summary->study->variants[i].label));
        json_object_set_new(object, "runs", json_integer(mean->count));
        json_object_set_new(object, "mean", mean->count > 0 ? json_real(mean->mean) : json_null());
        json_object_set_new(object, "sd", mean->count > 1 ? json_real(hy_mean_deviation(mean)) : json_null());
        json_array_append_new(array, object);
    }
    return array;
}

hy_status hy_report_sweep_json(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    json_t *object = json_object();
    json_t *outcomes = json_array();
    json_object_set_new(object, "scenario", json_string(study->world->title));
    json_object_set_new(object, "design", json_string(hy_study_design_word(study->design)));
    json_object_set_new(object, "first_seed", json_integer((json_int_t)study->first_seed));
    json_object_set_new(object, "epoch", json_integer(study->world->epoch));
    json_object_set_new(object, "is_complete", json_boolean(study->is_complete));
    json_object_set_new(object, "points", json_integer(study->variant_count));
    json_object_set_new(object, "runs", json_integer(study->done_count));
    json_object_set_new(object, "failed", json_integer(study->failed_count));
    for (uint32_t i = 0; i < study->outcome_count; i++) {
        const hy_outcome_ask *ask = asked(summary, i);
        if (ask != NULL) {
            const uint32_t index = (uint32_t)(ask - summary->asks);
            json_t *outcome = json_object();
            json_object_set_new(outcome, "outcome", json_string(ask->name));
            json_object_set_new(outcome, "effects", effects_json(summary, index));
            json_object_set_new(outcome, "points", points_json(summary, index));
            json_array_append_new(outcomes, outcome);
        }
    }
    json_object_set_new(object, "outcomes", outcomes);
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
