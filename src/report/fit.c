// Tables and JSON of a fit.
#include "report/fit.h"

#include "report/phrases.h"
#include "study/fit.h"
#include "study/sweep.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

enum { NAME_COLUMNS = 30 };

void hy_target_words(const hy_study_target *target, char words[96])
{
    if (isnan(target->at_s)) {
        snprintf(words, 96, "%.80s", target->outcome);
    } else {
        const unsigned clock_s = (unsigned)target->at_s;
        snprintf(words, 96, "%.60s at %02u:%02u", target->outcome, clock_s / 3600 % 100, clock_s / 60 % 60);
    }
}

// ---- text

static void write_name(FILE *out, const char *name)
{
    const size_t columns = hy_report_columns(name);
    fprintf(out, "  %s%*s", name, columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 1, "");
}

static void write_generations(const hy_study *study, FILE *out)
{
    fprintf(out, "\n  %-12s%8s%8s%12s%14s%14s\n", "generation", "new", "kept", "tolerance", "came nearer", "effective");
    for (uint32_t i = 0; i < study->generation_count; i++) {
        const hy_study_generation *of = &study->generations[i];
        fprintf(out, "  %-12u%8u%8u%12.4g", (unsigned)i + 1, (unsigned)of->new_count, (unsigned)of->kept_count,
                of->tolerance);
        if (i == 0) {
            fprintf(out, "%14s", "");
        } else {
            fprintf(out, "%12.1f %%", 100 * of->accepted_share);
        }
        fprintf(out, "%14.0f\n", of->effective_count);
    }
}

static const char *value_text(const hy_study *study, uint32_t rank, uint32_t axis)
{
    const hy_variant *variant = &study->variants[study->population[rank].variant];
    const char *value = axis < variant->setting_count ? strchr(variant->settings[axis], '=') : NULL;
    return value != NULL ? value + 1 : "";
}

// whether nobody before has this value
static bool is_first_of_value(const hy_study *study, uint32_t rank, uint32_t axis)
{
    for (uint32_t i = 0; i < rank; i++) {
        if (strcmp(value_text(study, i, axis), value_text(study, rank, axis)) == 0) {
            return false;
        }
    }
    return true;
}

static double share_of_value(const hy_study *study, uint32_t rank, uint32_t axis)
{
    double share = 0;
    for (uint32_t i = rank; i < study->population_count; i++) {
        const bool is_same = strcmp(value_text(study, i, axis), value_text(study, rank, axis)) == 0;
        share += is_same ? study->population[i].weight : 0;
    }
    return share;
}

static void write_words(const hy_study *study, uint32_t axis, FILE *out)
{
    bool is_first = true;
    for (uint32_t i = 0; i < study->population_count; i++) {
        if (is_first_of_value(study, i, axis)) {
            fprintf(out, "%s%s %.0f %%", is_first ? "     " : ", ", value_text(study, i, axis),
                    100 * share_of_value(study, i, axis));
            is_first = false;
        }
    }
    fputc('\n', out);
}

static void write_posterior(const hy_study *study, FILE *out)
{
    fprintf(out, "\n  %-*s%10s%10s%11s%22s%20s\n", NAME_COLUMNS, "posterior", "mean", "sd", "median", "95 % interval",
            "range");
    for (uint32_t i = 0; i < study->axis_count; i++) {
        const hy_posterior of = hy_posterior_of_axis(study, i);
        write_name(out, study->axes[i].name);
        if (isnan(of.mean)) {
            write_words(study, i, out);
            continue;
        }
        fprintf(out, "%10.4g%10.4g%11.4g%10.4g to %8.4g", of.mean, of.deviation, of.median, of.low, of.high);
        if (isnan(study->axes[i].low)) {
            fprintf(out, "%20s\n", "list");
        } else {
            fprintf(out, "%8.4g to %8.4g\n", study->axes[i].low, study->axes[i].high);
        }
    }
}

static void write_targets(const hy_study *study, FILE *out)
{
    fprintf(out, "\n  %-*s%10s%10s%11s%22s\n", NAME_COLUMNS, "target", "value", "scale", "posterior", "95 % of its runs");
    for (uint32_t i = 0; i < study->target_count; i++) {
        char words[96];
        const hy_posterior of = hy_posterior_of_target(study, i);
        hy_target_words(&study->targets[i], words);
        write_name(out, words);
        fprintf(out, "%10.4g%10.4g%11.4g%10.4g to %8.4g\n", study->targets[i].value, study->targets[i].scale, of.mean,
                of.low, of.high);
    }
}

void hy_report_fit(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    fprintf(out, "%s\nfit by %s, %u generation%s, %u particles, %u run%s of each, seeds from %llu%s\n",
            study->world->title, hy_study_design_word(study->design), (unsigned)study->generation_count,
            study->generation_count == 1 ? "" : "s", (unsigned)study->variant_count, (unsigned)study->wanted_count,
            study->wanted_count == 1 ? "" : "s", (unsigned long long)study->first_seed,
            study->is_complete ? "" : " — stopped before its end");
    if (study->failed_count > 0) {
        fprintf(out, "%u runs failed; particles without any run are left out\n", (unsigned)study->failed_count);
    }
    if (study->population_count == 0) {
        fputs("\nNo generation has come to its end: there is no posterior yet.\n", out);
        return;
    }
    write_generations(study, out);
    write_posterior(study, out);
    fprintf(out, "  %u particles, worth %.0f independent samples\n", (unsigned)study->population_count,
            hy_posterior_effective_count(study));
    write_targets(study, out);
}

// ---- JSON

static json_t *posterior_json(hy_posterior of)
{
    if (isnan(of.mean)) {
        return json_null();
    }
    return json_pack("{s:f, s:f, s:f, s:f, s:f}", "mean", of.mean, "sd", of.deviation, "median", of.median, "low", of.low,
                     "high", of.high);
}

static json_t *shares_json(const hy_study *study, uint32_t axis)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < study->population_count; i++) {
        if (is_first_of_value(study, i, axis)) {
            json_object_set_new(object, value_text(study, i, axis), json_real(share_of_value(study, i, axis)));
        }
    }
    return object;
}

static json_t *parameters_json(const hy_study *study)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < study->axis_count; i++) {
        const hy_posterior of = hy_posterior_of_axis(study, i);
        json_t *object = json_object();
        json_object_set_new(object, "parameter", json_string(study->axes[i].name));
        json_object_set_new(object, "path", json_string(study->axes[i].path));
        json_object_set_new(object, "posterior", posterior_json(of));
        json_object_set_new(object, "shares", isnan(of.mean) ? shares_json(study, i) : json_null());
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *targets_json(const hy_study *study)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < study->target_count; i++) {
        const hy_study_target *target = &study->targets[i];
        json_t *object = json_object();
        json_object_set_new(object, "outcome", json_string(target->outcome));
        json_object_set_new(object, "at_s", isnan(target->at_s) ? json_null() : json_real(target->at_s));
        json_object_set_new(object, "value", json_real(target->value));
        json_object_set_new(object, "scale", json_real(target->scale));
        json_object_set_new(object, "posterior", posterior_json(hy_posterior_of_target(study, i)));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *generations_json(const hy_study *study)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < study->generation_count; i++) {
        const hy_study_generation *of = &study->generations[i];
        json_array_append_new(array, json_pack("{s:I, s:I, s:f, s:f, s:f}", "new", (json_int_t)of->new_count, "kept",
                                               (json_int_t)of->kept_count, "tolerance", of->tolerance, "accepted",
                                               of->accepted_share, "effective", of->effective_count));
    }
    return array;
}

hy_status hy_report_fit_json(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    json_t *object = json_object();
    json_object_set_new(object, "scenario", json_string(study->world->title));
    json_object_set_new(object, "design", json_string(hy_study_design_word(study->design)));
    json_object_set_new(object, "first_seed", json_integer((json_int_t)study->first_seed));
    json_object_set_new(object, "epoch", json_integer(study->world->epoch));
    json_object_set_new(object, "is_complete", json_boolean(study->is_complete));
    json_object_set_new(object, "particles", json_integer(study->variant_count));
    json_object_set_new(object, "runs", json_integer(study->done_count));
    json_object_set_new(object, "failed", json_integer(study->failed_count));
    json_object_set_new(object, "generations", generations_json(study));
    json_object_set_new(object, "kept", json_integer(study->population_count));
    json_object_set_new(object, "effective", json_real(hy_posterior_effective_count(study)));
    json_object_set_new(object, "parameters", parameters_json(study));
    json_object_set_new(object, "targets", targets_json(study));
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
