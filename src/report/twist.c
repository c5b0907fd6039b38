// The table of twists, and its JSON.
#include "report/twist.h"

#include "report/phrases.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

// the outcome that was asked for; that of everybody where the file names none
static const hy_outcome_ask *outcome_of(const hy_study_summary *summary)
{
    const hy_study *study = summary->study;
    const hy_outcome_ask *ask =
        study->outcome_count > 0 ? hy_outcome_ask_named(summary->asks, summary->ask_count, study->outcomes[0]) : NULL;
    return ask != NULL ? ask : &summary->asks[0];
}

// ---- text

static void write_outcome_name(const hy_outcome_ask *ask, FILE *out)
{
    switch (ask->kind) {
    case HY_OUTCOME_SURVIVAL:
        fputs("who survives, in % of all", out);
        break;
    case HY_OUTCOME_ENDS:
        fputs("whether the outbreak ends by itself, in % of the runs", out);
        break;
    case HY_OUTCOME_INFECTED:
        fputs("infections", out);
        break;
    case HY_OUTCOME_PEAK:
        fputs("most zombies at once", out);
        break;
    case HY_OUTCOME_PERSON_SURVIVAL:
        fprintf(out, "whether %s survives, in %% of the runs", ask->name);
        break;
    default:
        fprintf(out, "who survives, in %% of %s", ask->name);
        break;
    }
}

static void write_heading(const hy_study_summary *summary, const hy_outcome_ask *ask, uint32_t event_count, FILE *out)
{
    const hy_study *study = summary->study;
    char begin[HY_CLOCK_SIZE];
    char end[HY_CLOCK_SIZE];
    hy_clock_write(study->world->start_s, begin);
    hy_clock_write(hy_record_clock_s(study->world, study->shape.end_tick), end);
    fprintf(out, "%s\n%s to %s, %u people, the history of seed %llu\n", study->world->title, begin, end,
            (unsigned)study->world->person_count, (unsigned long long)study->first_seed);
    fprintf(out, "model %s, epoch %u\n", study->world->model_hash, (unsigned)study->world->epoch);
    if (study->failed_count > 0) {
        fprintf(out, "%u run%s failed, the first: %s (table runs tells the commands that repeat them)\n",
                (unsigned)study->failed_count, study->failed_count == 1 ? "" : "s", summary->first_errors);
    }
    fprintf(out, "%u event%s, each reversed in %u pairs of runs%s\n\nWhat the absence of an event changes: ", (unsigned)event_count,
            event_count == 1 ? "" : "s", (unsigned)study->wanted_count,
            study->is_complete ? "" : " — stopped before all were done");
    write_outcome_name(ask, out);
    fprintf(out, "\n\n  %4s%10s%10s%9s%20s\n", "rank", "with it", "without", "change", "95 % interval");
}

static void write_rank(const hy_study_summary *summary, const hy_outcome_ask *ask, const hy_twist_rank *rank, uint32_t number, FILE *out)
{
    const hy_study_branch *branch = summary->study->variants[rank->variant].branch;
    const double scale = ask->is_share ? 100 : 1;
    const hy_estimate of = rank->difference;
    fprintf(out, "  %4u", (unsigned)number);
    if (isnan(of.value)) {
        fputs("  no pair of runs was done", out);
    } else if (isinf(of.low)) {
        fprintf(out, "%10.1f%10.1f%+9.1f%20s", scale * rank->as_it_happened, scale * rank->without, scale * of.value, "one pair");
    } else {
        fprintf(out, "%10.1f%10.1f%+9.1f%+9.1f to %+7.1f", scale * rank->as_it_happened, scale * rank->without, scale * of.value,
                scale * of.low, scale * of.high);
    }
    if (!isnan(of.value) && !hy_twist_is_told(rank)) {
        fputs("  may be chance", out);
    }
    fputc('\n', out);
    char text[HY_PHRASE_SIZE];
    snprintf(text, sizeof text, "%s (event %u)", branch->text, (unsigned)branch->event);
    fputs("        ", out);
    hy_report_paragraph(out, text, 8, 8);
}

void hy_report_twist(const hy_study_summary *summary, FILE *out)
{
    uint32_t count = 0;
    const hy_outcome_ask *ask = outcome_of(summary);
    hy_twist_rank *ranks = hy_twist_ranks(summary, ask, &count);
    write_heading(summary, ask, count, out);
    for (uint32_t i = 0; ranks != NULL && i < count; i++) {
        write_rank(summary, ask, &ranks[i], i + 1, out);
    }
    free(ranks);
    fputs("\nUp to its event every run is the history, bit for bit; behind it each pair draws anew, both with the same draws. An\n"
          "interval is that of its event alone: the first of many is likely to owe something to chance.\n",
          out);
}

// ---- JSON

static json_t *real_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *rank_json(const hy_study_summary *summary, const hy_outcome_ask *ask, const hy_twist_rank *rank, uint32_t number)
{
    const hy_study *study = summary->study;
    const hy_study_branch *branch = study->variants[rank->variant].branch;
    const hy_paired *paired = &summary->paired[(size_t)rank->variant * summary->ask_count + (size_t)(ask - summary->asks)];
    json_t *object = json_object();
    json_object_set_new(object, "rank", json_integer(number));
    json_object_set_new(object, "event", json_integer(branch->event));
    json_object_set_new(object, "clock_s", json_real(hy_record_clock_s(study->world, branch->tick)));
    json_object_set_new(object, "text", json_string(branch->text));
    json_object_set_new(object, "estimate", real_or_null(branch->estimate));
    json_object_set_new(object, "pairs", json_integer(paired->difference.count));
    json_object_set_new(object, "as_it_happened", paired->difference.count > 0 ? json_real(rank->as_it_happened) : json_null());
    json_object_set_new(object, "without", paired->difference.count > 0 ? json_real(rank->without) : json_null());
    json_object_set_new(object, "difference", real_or_null(rank->difference.value));
    json_object_set_new(object, "sd", paired->difference.count > 1 ? json_real(hy_mean_deviation(&paired->difference)) : json_null());
    json_object_set_new(object, "low", real_or_null(rank->difference.low));
    json_object_set_new(object, "high", real_or_null(rank->difference.high));
    json_t *commands = json_loads(branch->commands, 0, NULL);
    json_object_set_new(object, "commands", commands != NULL ? json_incref(json_object_get(commands, "commands")) : json_null());
    json_decref(commands);
    return object;
}

hy_status hy_report_twist_json(const hy_study_summary *summary, FILE *out)
{
    const hy_study *study = summary->study;
    const hy_outcome_ask *ask = outcome_of(summary);
    uint32_t count = 0;
    hy_twist_rank *ranks = hy_twist_ranks(summary, ask, &count);
    if (ranks == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    json_t *events = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_array_append_new(events, rank_json(summary, ask, &ranks[i], i + 1));
    }
    free(ranks);
    json_t *object = json_object();
    json_object_set_new(object, "scenario", json_string(study->world->title));
    json_object_set_new(object, "seed", json_integer((json_int_t)study->first_seed));
    json_object_set_new(object, "model_hash", json_string(study->world->model_hash));
    json_object_set_new(object, "epoch", json_integer(study->world->epoch));
    json_object_set_new(object, "version", json_string(study->world->version));
    json_object_set_new(object, "is_complete", json_boolean(study->is_complete));
    json_object_set_new(object, "people", json_integer(study->world->person_count));
    json_object_set_new(object, "outcome", json_string(ask->name));
    json_object_set_new(object, "runs", json_integer(study->wanted_count));
    json_object_set_new(object, "failed", json_integer(study->failed_count));
    json_object_set_new(object, "events", events);
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
