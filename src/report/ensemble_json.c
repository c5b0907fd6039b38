// Many runs as JSON; the fields are an interface, described in docs/formats/json.md.
#include "report/ensemble.h"

#include "report/phrases.h"

#include <jansson.h>
#include <math.h>

static json_t *real_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *estimate_json(const hy_mean *mean, hy_estimate of)
{
    json_t *object = json_object();
    json_object_set_new(object, "mean", real_or_null(of.value));
    json_object_set_new(object, "sd", mean->count > 1 ? json_real(hy_mean_deviation(mean)) : json_null());
    json_object_set_new(object, "low", real_or_null(of.low));
    json_object_set_new(object, "high", real_or_null(of.high));
    return object;
}

// counts lie between nobody and everybody
static hy_estimate bounded(hy_estimate of, double limit)
{
    of.low = isfinite(of.low) ? fmax(0, of.low) : of.low;
    of.high = isfinite(of.high) ? fmin(limit, of.high) : of.high;
    return of;
}

static json_t *outcome_json(const hy_study_summary *summary, uint32_t variant)
{
    json_t *outcome = json_object();
    for (uint32_t role = 0; role < HY_role_count; role++) {
        json_t *cells = json_object();
        for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
            const hy_mean *mean = &summary->variants[variant].cells[role][cell];
            json_object_set_new(cells, hy_report_cell_word(cell),
                                estimate_json(mean, bounded(hy_mean_interval(mean), summary->who_sizes[role])));
        }
        json_object_set_new(outcome, role == HY_role_student ? "students" : "staff", cells);
    }
    return outcome;
}

static const char *ask_kind_word(hy_outcome_kind kind)
{
    static const char *const words[] = {
        [HY_OUTCOME_SURVIVAL] = "all",           [HY_OUTCOME_ROLE_SURVIVAL] = "role",
        [HY_OUTCOME_GROUP_SURVIVAL] = "group",   [HY_OUTCOME_PERSON_SURVIVAL] = "person",
        [HY_OUTCOME_ENDS] = "ends",              [HY_OUTCOME_INFECTED] = "infected",
        [HY_OUTCOME_PEAK] = "peak",
    };
    return words[kind];
}

static json_t *survival_json(const hy_study_summary *summary, uint32_t variant)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        const hy_outcome_ask *ask = &summary->asks[i];
        json_t *object =
            estimate_json(&summary->variants[variant].outcomes[i], hy_summary_estimate(summary, variant, i));
        json_object_set_new(object, "name", json_string(ask->name));
        json_object_set_new(object, "kind", json_string(ask_kind_word(ask->kind)));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *head_json(const hy_study_summary *summary)
{
    const hy_study *study = summary->study;
    json_t *object = json_object();
    json_object_set_new(object, "scenario", json_string(study->world->title));
    json_object_set_new(object, "first_seed", json_integer((json_int_t)study->first_seed));
    json_object_set_new(object, "model_hash", json_string(study->world->model_hash));
    json_object_set_new(object, "epoch", json_integer(study->world->epoch));
    json_object_set_new(object, "version", json_string(study->world->version));
    json_object_set_new(object, "is_complete", json_boolean(study->is_complete));
    json_object_set_new(object, "start_s", json_real(study->world->start_s));
    json_object_set_new(object, "simulated_s", json_real(hy_record_clock_s(study->world, study->shape.end_tick) -
                                                         study->world->start_s));
    json_object_set_new(object, "people", json_integer(study->world->person_count));
    return object;
}

static void add_variant(json_t *object, const hy_study_summary *summary, uint32_t variant)
{
    const hy_variant_summary *of = &summary->variants[variant];
    json_object_set_new(object, "runs", json_integer(of->done_count));
    json_object_set_new(object, "failed", json_integer(of->failed_count));
    json_object_set_new(object, "agent_steps", json_real(of->agent_steps));
    json_object_set_new(object, "outcome", outcome_json(summary, variant));
    json_object_set_new(object, "results", survival_json(summary, variant));
}

static hy_status write_json(json_t *object, FILE *out)
{
    if (object == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}

hy_status hy_report_ensemble_json(const hy_study_summary *summary, FILE *out)
{
    json_t *object = head_json(summary);
    add_variant(object, summary, 0);
    return write_json(object, out);
}

static json_t *difference_json(const hy_study_summary *summary, uint32_t variant)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        const hy_paired *paired = &summary->paired[(size_t)variant * summary->ask_count + i];
        json_t *object = estimate_json(&paired->difference, hy_mean_interval(&paired->difference));
        json_object_set_new(object, "name", json_string(summary->asks[i].name));
        json_object_set_new(object, "kind", json_string(ask_kind_word(summary->asks[i].kind)));
        json_object_set_new(object, "pairs", json_integer(paired->difference.count));
        json_object_set_new(object, "saved", real_or_null(hy_paired_gain(paired)));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *branch_json(const hy_study *study, const hy_study_branch *branch)
{
    if (branch == NULL) {
        return json_null();
    }
    json_t *object = json_object();
    json_object_set_new(object, "event", branch->event != HY_NONE ? json_integer(branch->event) : json_null());
    json_object_set_new(object, "text", json_string(branch->text));
    json_object_set_new(object, "tick", json_integer(branch->tick));
    json_object_set_new(object, "clock_s", json_real(hy_record_clock_s(study->world, branch->tick)));
    json_object_set_new(object, "reference", json_integer(branch->reference));
    json_t *commands = json_loads(branch->commands, 0, NULL);
    json_object_set_new(object, "commands", commands != NULL ? json_incref(json_object_get(commands, "commands")) : json_null());
    json_decref(commands);
    return object;
}

hy_status hy_report_compare_json(const hy_study_summary *summary, FILE *out)
{
    json_t *object = head_json(summary);
    json_t *variants = json_array();
    for (uint32_t i = 0; i < summary->study->variant_count; i++) {
        json_t *variant = json_object();
        json_object_set_new(variant, "what", json_string(summary->study->variants[i].label));
        add_variant(variant, summary, i);
        const bool is_reference = hy_variant_reference(summary->study->variants, i) == i;
        json_object_set_new(variant, "difference", is_reference ? json_null() : difference_json(summary, i));
        json_object_set_new(variant, "branch", branch_json(summary->study, summary->study->variants[i].branch));
        json_array_append_new(variants, variant);
    }
    json_object_set_new(object, "branch_s",
                        summary->study->branch_tick > 0
                            ? json_real(hy_record_clock_s(summary->study->world, summary->study->branch_tick))
                            : json_null());
    json_object_set_new(object, "variants", variants);
    return write_json(object, out);
}
