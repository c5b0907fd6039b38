// Asking a run for numbers.
#include "study/outcomes.h"

#include <stdlib.h>
#include <string.h>

uint32_t hy_survivor_count(const hy_counts *counts)
{
    return counts->human + counts->halfbie + counts->escaped;
}

uint32_t hy_people_count(const hy_counts *counts)
{
    return hy_survivor_count(counts) + counts->incubating + counts->zombie + counts->dead;
}

bool hy_cell_survives(uint32_t cell)
{
    return cell == HY_outcome_cell_human || cell == HY_outcome_cell_halfbie || cell == HY_CELL_ESCAPED;
}

static void add(hy_outcome_ask *asks, uint32_t *count, hy_outcome_ask ask)
{
    asks[(*count)++] = ask;
}

hy_outcome_ask *hy_outcome_asks(const hy_study *study, uint32_t *count)
{
    const hy_record *world = study->world;
    hy_outcome_ask *asks = calloc(8 + (size_t)world->group_count + study->shape.named_count, sizeof *asks);
    *count = 0;
    if (asks == NULL) {
        return NULL;
    }
    uint32_t role_sizes[HY_role_count] = {0};
    for (uint32_t i = 0; i < world->group_count; i++) {
        role_sizes[world->groups[i].role] += world->groups[i].person_count;
    }
    add(asks, count, (hy_outcome_ask){HY_OUTCOME_SURVIVAL, 0, "all", true, false});
    for (uint32_t role = 0; role < HY_role_count; role++) {
        if (role_sizes[role] > 0) {
            const char *name = role == HY_role_student ? "students" : "staff";
            add(asks, count, (hy_outcome_ask){HY_OUTCOME_ROLE_SURVIVAL, role, name, true, false});
        }
    }
    for (uint32_t i = 0; i < world->group_count; i++) {
        add(asks, count, (hy_outcome_ask){HY_OUTCOME_GROUP_SURVIVAL, i, world->groups[i].name, true, false});
    }
    for (uint32_t i = 0; i < study->shape.named_count; i++) {
        const char *name = world->persons[study->named[i]].name;
        add(asks, count, (hy_outcome_ask){HY_OUTCOME_PERSON_SURVIVAL, i, name, true, true});
    }
    add(asks, count, (hy_outcome_ask){HY_OUTCOME_ENDS, 0, "ends", true, true});
    add(asks, count, (hy_outcome_ask){HY_OUTCOME_INFECTED, 0, "infected", false, false});
    add(asks, count, (hy_outcome_ask){HY_OUTCOME_PEAK, 0, "peak", false, false});
    return asks;
}

const hy_outcome_ask *hy_outcome_ask_named(const hy_outcome_ask *asks, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(asks[i].name, name) == 0) {
            return &asks[i];
        }
    }
    return NULL;
}

// share of the people of the groups that belong to it; a role or, with HY_role_count, everybody
static double role_share(const hy_record *world, const hy_study_run *run, uint32_t role)
{
    uint64_t people = 0;
    uint64_t survivors = 0;
    for (uint32_t i = 0; i < world->group_count; i++) {
        if (role == HY_role_count || world->groups[i].role == role) {
            people += hy_people_count(&run->groups[i]);
            survivors += hy_survivor_count(&run->groups[i]);
        }
    }
    return people > 0 ? (double)survivors / (double)people : 0;
}

static double share_at_sample(const hy_study_run *run, uint32_t role, uint32_t sample)
{
    uint64_t people = 0;
    uint64_t survivors = 0;
    for (uint32_t i = 0; i < HY_role_count; i++) {
        const hy_counts *counts = &run->curve[(size_t)sample * HY_role_count + i];
        if (role == HY_role_count || i == role) {
            people += hy_people_count(counts);
            survivors += hy_survivor_count(counts);
        }
    }
    return people > 0 ? (double)survivors / (double)people : 0;
}

double hy_outcome_survival_at(const hy_study *study, const hy_study_run *run, uint32_t role, double clock_s)
{
    const hy_study_shape *shape = &study->shape;
    const double tick = (clock_s - study->world->start_s) / study->world->step_s;
    uint32_t sample = 0;
    while (sample + 2 < shape->sample_count && hy_study_sample_tick(shape, sample + 1) <= tick) {
        sample++;
    }
    const double before = share_at_sample(run, role, sample);
    if (sample + 1 >= shape->sample_count) {
        return before;
    }
    const double first = hy_study_sample_tick(shape, sample);
    const double second = hy_study_sample_tick(shape, sample + 1);
    const double part = (tick - first) / (second - first);
    return before + (part < 0 ? 0 : part > 1 ? 1 : part) * (share_at_sample(run, role, sample + 1) - before);
}

double hy_outcome_of(const hy_outcome_ask *ask, const hy_record *world, const hy_study_run *run)
{
    switch (ask->kind) {
    case HY_OUTCOME_SURVIVAL:
        return role_share(world, run, HY_role_count);
    case HY_OUTCOME_ROLE_SURVIVAL:
        return role_share(world, run, ask->index);
    case HY_OUTCOME_GROUP_SURVIVAL: {
        const uint32_t people = hy_people_count(&run->groups[ask->index]);
        return people > 0 ? (double)hy_survivor_count(&run->groups[ask->index]) / people : 0;
    }
    case HY_OUTCOME_PERSON_SURVIVAL:
        return hy_cell_survives(run->named[ask->index].cell) ? 1 : 0;
    case HY_OUTCOME_ENDS:
        return run->over_tick != HY_NONE ? 1 : 0;
    case HY_OUTCOME_INFECTED:
        return run->infected_count;
    case HY_OUTCOME_PEAK:
        return run->peak_count;
    }
    return 0;
}
