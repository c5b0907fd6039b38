// From particles to variants, from runs to distances, and from the last population to what it says.
#include "study/fit.h"

#include "base/arena.h"
#include "study/prior.h"
#include "study/ranks.h"
#include "study/smc.h"
#include "study/sweep.h"

#include "hyosan/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_SIZE = 1024, CHUNK_BYTES = 64 * 1024, MOST_PARTICLES = 10000000 };

struct hy_fit {
    const hy_spec_study *study;
    hy_smc smc;
    hy_arena arena;       // texts of settings
    hy_variant *variants; // of all generations that there may be
    double *values;       // by particle, run and target; NaN: not yet, or failed
    double *means;        // by particle and target
    hy_outcome_ask *asks; // by target; none for the survivors at a clock time
    bool has_asks;
    hy_ensemble_growth growth;
};

// ---- variants

static const char *name_of(const hy_spec_study_parameter *parameter)
{
    return parameter->name[0] != '\0' ? parameter->name : parameter->path;
}

static bool make_variant(hy_fit *fit, uint32_t particle)
{
    const hy_spec_study *study = fit->study;
    const char **settings = HY_ARENA_ARRAY(&fit->arena, const char *, study->parameters_count);
    char label[LABEL_SIZE];
    snprintf(label, sizeof label, "%u:", (unsigned)particle); // particles may have equal values
    for (uint32_t i = 0; settings != NULL && i < study->parameters_count; i++) {
        const hy_spec_study_parameter *parameter = &study->parameters[i];
        char value[HY_DESIGN_VALUE_SIZE];
        char setting[4 * HY_DESIGN_VALUE_SIZE];
        hy_prior_value(parameter, fit->smc.places[(size_t)particle * study->parameters_count + i], value);
        snprintf(setting, sizeof setting, "%s=%s", parameter->path, value);
        settings[i] = hy_arena_copy_text(&fit->arena, setting, strlen(setting));
        const size_t length = strlen(label);
        snprintf(label + length, sizeof label - length, "%s%s=%s", i > 0 ? ", " : " ", name_of(parameter), value);
    }
    fit->variants[particle] = (hy_variant){.label = hy_arena_copy_text(&fit->arena, label, strlen(label)),
                                           .settings = settings,
                                           .setting_count = study->parameters_count};
    return !fit->arena.has_failed;
}

static bool propose(hy_fit *fit)
{
    hy_smc_propose(&fit->smc);
    bool is_made = true;
    for (uint32_t i = fit->smc.new_first; i < fit->smc.particle_count && is_made; i++) {
        is_made = make_variant(fit, i);
    }
    return is_made;
}

// ---- results

static double *values_of(const hy_fit *fit, uint32_t particle, uint32_t number)
{
    return &fit->values[((size_t)particle * fit->study->runs + number) * fit->study->targets_count];
}

static bool find_asks(hy_fit *fit, const hy_study *head)
{
    uint32_t count = 0;
    hy_outcome_ask *all = hy_outcome_asks(head, &count);
    for (uint32_t i = 0; all != NULL && i < fit->study->targets_count; i++) {
        const hy_outcome_ask *ask = hy_outcome_ask_named(all, count, fit->study->targets[i].outcome);
        if (ask != NULL) {
            fit->asks[i] = *ask;
        }
    }
    free(all);
    return all != NULL;
}

static double value_of(const hy_fit *fit, const hy_study *head, const hy_study_run *run, uint32_t target)
{
    const hy_outcome_ask *ask = &fit->asks[target];
    const uint32_t clock_s = fit->study->targets[target].at_s;
    if (clock_s == HY_NO_CLOCK) {
        return hy_outcome_of(ask, head->world, run);
    }
    return hy_outcome_survival_at(head, run, ask->kind == HY_OUTCOME_SURVIVAL ? HY_role_count : ask->index, clock_s);
}

static void note(void *context, const hy_study *head, const hy_study_run *run)
{
    hy_fit *fit = context;
    if (run->has_failed || run->variant >= fit->growth.most_variant_count || run->number >= fit->study->runs) {
        return;
    }
    fit->has_asks = fit->has_asks || find_asks(fit, head);
    double *values = values_of(fit, run->variant, run->number);
    for (uint32_t i = 0; fit->has_asks && i < fit->study->targets_count; i++) {
        values[i] = value_of(fit, head, run, i);
    }
}

// Root of the mean square of what is missed, in scales. Runs count in the order of their numbers; failed ones do not.
static double distance_of(const hy_fit *fit, uint32_t particle)
{
    const hy_spec_study *study = fit->study;
    double squares = 0;
    for (uint32_t target = 0; target < study->targets_count; target++) {
        hy_mean mean = {0};
        for (uint32_t number = 0; number < study->runs; number++) {
            const double value = values_of(fit, particle, number)[target];
            if (!isnan(value)) {
                hy_mean_add(&mean, value);
            }
        }
        fit->means[(size_t)particle * study->targets_count + target] = mean.count > 0 ? mean.mean : HY_UNMEASURED;
        if (mean.count == 0) {
            return HUGE_VAL;
        }
        const double missed =
            (mean.mean - (double)study->targets[target].value) / (double)study->targets[target].scale;
        squares += missed * missed;
    }
    return sqrt(squares / study->targets_count);
}

// ---- generations

static hy_study_particle particle_of(const hy_fit *fit, uint32_t particle, double weight)
{
    return (hy_study_particle){.variant = particle,
                               .distance = fit->smc.distances[particle],
                               .weight = weight,
                               .values = &fit->means[(size_t)particle * fit->study->targets_count]};
}

static hy_status write_generation(const hy_fit *fit, hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_smc *smc = &fit->smc;
    const uint32_t new_count = smc->particle_count - smc->new_first;
    hy_study_particle *particles = calloc((size_t)new_count + smc->kept_count + 1, sizeof *particles);
    double *shares = calloc((size_t)smc->kept_count + 1, sizeof *shares);
    hy_status status = HY_OUT_OF_MEMORY;
    if (particles != NULL && shares != NULL) {
        hy_study_particle *kept = particles + new_count;
        for (uint32_t i = 0; i < new_count; i++) {
            particles[i] = particle_of(fit, smc->new_first + i, smc->weights[smc->new_first + i]);
        }
        for (uint32_t i = 0; i < smc->kept_count; i++) {
            shares[i] = hy_smc_share(smc, i);
            kept[i] = particle_of(fit, smc->kept[i], shares[i]);
        }
        const hy_study_generation generation = {.first_variant = smc->new_first,
                                                .new_count = new_count,
                                                .kept_count = smc->kept_count,
                                                .tolerance = smc->tolerance,
                                                .accepted_share = smc->accepted_share,
                                                .effective_count = hy_effective_count(shares, smc->kept_count)};
        status = hy_study_store_note_generation(store, smc->generation - 1, &generation, particles, kept, message);
    } else {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
    }
    free(particles);
    free(shares);
    return status;
}

static bool is_over(const hy_fit *fit, bool has_selected)
{
    const hy_spec_study *study = fit->study;
    return !has_selected || fit->smc.generation >= study->generations ||
           fit->smc.tolerance <= (double)study->tolerance || !hy_smc_can_go_on(&fit->smc, (double)study->stop_below);
}

static hy_status grow(void *context, hy_study_store *store, uint32_t *added_count, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_fit *fit = context;
    *added_count = 0;
    if (hy_ranks_own() == 0) {
        for (uint32_t i = fit->smc.new_first; i < fit->smc.particle_count; i++) {
            fit->smc.distances[i] = distance_of(fit, i);
        }
    }
    // all ranks make the same particles of them
    const size_t size = (fit->smc.particle_count - fit->smc.new_first) * sizeof *fit->smc.distances;
    hy_ranks_share(&fit->smc.distances[fit->smc.new_first], size);
    const bool has_selected = hy_smc_select(&fit->smc);
    if (fit->smc.kept_count == 0) {
        return HY_OK; // all runs failed: the file says why
    }
    hy_status status = store != NULL ? write_generation(fit, store, message) : HY_OK;
    if (status != HY_OK || is_over(fit, has_selected)) {
        return status;
    }
    if (!propose(fit)) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_OUT_OF_MEMORY;
    }
    const uint32_t count = fit->smc.particle_count - fit->smc.new_first;
    if (store != NULL) {
        status = hy_study_store_grow(store, &fit->variants[fit->smc.new_first], count, message);
    }
    *added_count = status == HY_OK ? count : 0;
    return status;
}

// ---- making

static hy_smc_rules rules_of(const hy_spec_study *study)
{
    const uint32_t kept = (uint32_t)((double)study->keep * study->particles + 0.5);
    return (hy_smc_rules){.dimension_count = study->parameters_count,
                          .first_count = study->particles,
                          .kept_count = kept < 2 ? 2 : kept < study->particles ? kept : study->particles - 1,
                          .seed = study->design_seed};
}

static hy_status allocate(hy_fit *fit, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_spec_study *study = fit->study;
    const hy_smc_rules rules = rules_of(study);
    const uint64_t most = hy_smc_particle_limit(&rules, study->generations);
    if (most > MOST_PARTICLES || most * study->runs > UINT32_MAX || study->parameters_count > HY_SMC_DIMENSIONS) {
        snprintf(message, HY_STORE_MESSAGE_SIZE,
                 "a fit may have %u parameters, %u particles in all its generations, and 4294967295 runs; this one may come to "
                 "%u, %llu and %llu: lower particles:, generations: or runs:",
                 HY_SMC_DIMENSIONS, MOST_PARTICLES, (unsigned)study->parameters_count, (unsigned long long)most,
                 (unsigned long long)most * study->runs);
        return HY_BAD_ARGUMENT;
    }
    const size_t value_count = (size_t)most * study->runs * study->targets_count;
    fit->growth = (hy_ensemble_growth){note, grow, fit, (uint32_t)most};
    fit->variants = calloc(most, sizeof *fit->variants);
    fit->values = malloc(value_count * sizeof *fit->values);
    fit->means = calloc((size_t)most * study->targets_count, sizeof *fit->means);
    fit->asks = calloc(study->targets_count, sizeof *fit->asks);
    for (size_t i = 0; fit->values != NULL && i < value_count; i++) {
        fit->values[i] = HY_UNMEASURED;
    }
    const bool has_memory = hy_smc_init(&fit->smc, rules, study->generations) && fit->variants != NULL &&
                            fit->values != NULL && fit->means != NULL && fit->asks != NULL && propose(fit);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

hy_status hy_fit_create(const hy_spec_study *study, hy_fit **out, char message[HY_STORE_MESSAGE_SIZE])
{
    *out = NULL;
    snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
    hy_fit *fit = calloc(1, sizeof *fit);
    if (fit == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    fit->study = study;
    hy_arena_init(&fit->arena, hy_host_allocator(), CHUNK_BYTES);
    const hy_status status = allocate(fit, message);
    if (status != HY_OK) {
        hy_fit_destroy(fit);
        return status;
    }
    *out = fit;
    return HY_OK;
}

void hy_fit_destroy(hy_fit *fit)
{
    if (fit == NULL) {
        return;
    }
    hy_smc_clear(&fit->smc);
    hy_arena_clear(&fit->arena);
    free(fit->variants);
    free(fit->values);
    free(fit->means);
    free(fit->asks);
    free(fit);
}

const hy_variant *hy_fit_variants(const hy_fit *fit, uint32_t *count)
{
    *count = fit->smc.particle_count;
    return fit->variants;
}

const hy_ensemble_growth *hy_fit_growth(const hy_fit *fit)
{
    return &fit->growth;
}
