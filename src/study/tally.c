// Counting one run: its curve, its peak, who was infected where and when, and how it ended for everybody.
#include "study/tally.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// ---- shape

// the shortest of these that gives a curve of at most so many moments
enum { SAMPLE_LIMIT = 80 };

static uint32_t sample_ticks_of(const hy_model *model, uint32_t end_tick)
{
    static const double periods_s[] = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600};
    const double length_s = end_tick * (double)model->step_s;
    const size_t count = sizeof periods_s / sizeof periods_s[0];
    size_t chosen = 0;
    while (chosen + 1 < count && length_s / periods_s[chosen] > SAMPLE_LIMIT) {
        chosen++;
    }
    const double ticks = round(periods_s[chosen] / (double)model->step_s);
    return ticks < 1 ? 1 : (uint32_t)ticks;
}

static uint32_t count_named(const hy_model *model)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->person_count; i++) {
        count += model->people[i].name[0] != '\0';
    }
    return count;
}

hy_study_shape hy_study_shape_of(const hy_model *model, uint32_t end_tick)
{
    const uint32_t sample_ticks = sample_ticks_of(model, end_tick);
    const uint32_t first_hour = model->start_s / 3600;
    return (hy_study_shape){
        .group_count = model->group_count,
        .named_count = count_named(model),
        .room_count = model->room_count,
        .sample_count = (end_tick + sample_ticks - 1) / sample_ticks + 1,
        .sample_ticks = sample_ticks,
        .first_hour = first_hour,
        .hour_count = (model->end_s > 0 ? model->end_s - 1 : 0) / 3600 - first_hour + 1,
        .end_tick = end_tick,
    };
}

// ---- names

static uint32_t group_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->group_count; i++) {
        if (strcmp(model->groups[i].name, name) == 0) {
            return i;
        }
    }
    return HY_NONE;
}

// Rank, among those of the first model who have a name, of everybody of another model.
static void rank_persons(hy_tally_names *names, const hy_model *first, const hy_model *model)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        names->persons[i] = HY_NONE;
        uint32_t rank = 0;
        for (uint32_t k = 0; model->people[i].name[0] != '\0' && k < first->person_count; k++) {
            if (strcmp(first->people[k].name, model->people[i].name) == 0) {
                names->persons[i] = rank;
                break;
            }
            rank += first->people[k].name[0] != '\0';
        }
    }
}

bool hy_tally_names_init(hy_tally_names *names, const hy_model *first, const hy_model *model)
{
    names->groups = calloc(model->group_count + 1, sizeof *names->groups);
    names->persons = calloc(model->person_count + 1, sizeof *names->persons);
    names->rooms = calloc(model->room_count + 1, sizeof *names->rooms);
    if (names->groups == NULL || names->persons == NULL || names->rooms == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < model->group_count; i++) {
        names->groups[i] = group_named(first, model->groups[i].name);
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        names->rooms[i] = hy_model_room_named(first, model->rooms[i].name);
    }
    rank_persons(names, first, model);
    return true;
}

void hy_tally_names_clear(hy_tally_names *names)
{
    free(names->groups);
    free(names->persons);
    free(names->rooms);
    *names = (hy_tally_names){0};
}

// ---- models that a history can pass between

static const char *name_at(const void *items, size_t index, size_t item_size, size_t offset)
{
    const char *name = NULL;
    memcpy(&name, (const char *)items + index * item_size + offset, sizeof name);
    return name;
}

static bool names_differ(const void *a, const void *b, uint32_t count, size_t item_size, size_t offset)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(name_at(a, i, item_size, offset), name_at(b, i, item_size, offset)) != 0) {
            return true;
        }
    }
    return false;
}

const char *hy_models_differ_in(const hy_model *a, const hy_model *b)
{
    if (a->person_count != b->person_count ||
        names_differ(a->people, b->people, a->person_count, sizeof *a->people, offsetof(hy_person, name)) ||
        a->group_count != b->group_count ||
        names_differ(a->groups, b->groups, a->group_count, sizeof *a->groups, offsetof(hy_group, name))) {
        return "people";
    }
    if (a->room_count != b->room_count ||
        names_differ(a->rooms, b->rooms, a->room_count, sizeof *a->rooms, offsetof(hy_room, name))) {
        return "rooms";
    }
    if (a->opening_count != b->opening_count ||
        names_differ(a->openings, b->openings, a->opening_count, sizeof *a->openings, offsetof(hy_opening, name))) {
        return "doors and windows";
    }
    if (a->stage_count != b->stage_count ||
        names_differ(a->stages, b->stages, a->stage_count, sizeof *a->stages, offsetof(hy_stage, name)) ||
        a->exposure_count != b->exposure_count || a->wound_count != b->wound_count ||
        a->outcome_count != b->outcome_count) {
        return "stages of the strain";
    }
    if (a->fight.weapons_count != b->fight.weapons_count || a->incident_count != b->incident_count ||
        a->place_count != b->place_count || a->seat_count != b->seat_count || a->profile_count != b->profile_count) {
        return "weapons, places, profiles or incidents";
    }
    return NULL;
}

// ---- events

static void count_at(const hy_tally *tally, const hy_event *event, uint32_t *counts)
{
    if (event->room == HY_NONE || tally->names->rooms[event->room] == HY_NONE) {
        return;
    }
    const hy_study_shape *shape = tally->shape;
    const uint32_t room = tally->names->rooms[event->room];
    const double clock_s = tally->model->start_s + event->tick * (double)tally->model->step_s;
    const uint32_t hour = (uint32_t)(clock_s / 3600) - shape->first_hour;
    if (room < shape->room_count && hour < shape->hour_count) {
        counts[room * shape->hour_count + hour]++;
    }
}

static void note_infection(hy_tally *tally, const hy_event *event)
{
    hy_study_run *run = tally->run;
    run->infected_count++;
    tally->was_infected = true;
    count_at(tally, event, run->infections);
    const uint32_t rank = event->who != HY_NONE ? tally->names->persons[event->who] : HY_NONE;
    if (rank < tally->shape->named_count && run->named[rank].infection_tick == HY_NONE) {
        run->named[rank].infection_tick = event->tick;
    }
}

static void note_event(hy_tally *tally, const hy_event *event)
{
    switch (event->kind) {
    case HY_event_was_bitten:
    case HY_event_was_exposed:
    case HY_event_was_bitten_by_animal:
    case HY_event_caught_it:
        note_infection(tally, event);
        break;
    case HY_event_died:
    case HY_event_was_overcome:
        tally->run->died_count++;
        count_at(tally, event, tally->run->deaths);
        break;
    default:
        break;
    }
}

// ---- counts

static void count_now(hy_tally *tally, const hy_sim *sim, hy_counts by_role[HY_role_count])
{
    hy_study_run *run = tally->run;
    uint32_t zombies = 0;
    uint32_t carriers = 0;
    hy_sim_count(sim, by_role);
    for (uint32_t role = 0; role < HY_role_count; role++) {
        zombies += by_role[role].zombie;
        carriers += by_role[role].zombie + by_role[role].incubating;
    }
    if (zombies > run->peak_count) {
        run->peak_count = zombies;
        run->peak_tick = hy_sim_tick(sim);
    }
    if (carriers > 0) {
        run->over_tick = HY_NONE;
    } else if (run->over_tick == HY_NONE && tally->was_infected) {
        run->over_tick = hy_sim_tick(sim);
    }
}

static void take_sample(hy_tally *tally, const hy_counts by_role[HY_role_count])
{
    memcpy(&tally->run->curve[(size_t)tally->next_sample * HY_role_count], by_role, HY_role_count * sizeof *by_role);
    tally->next_sample++;
}

static void look(hy_tally *tally, const hy_sim *sim)
{
    uint32_t event_count = 0;
    const hy_event *events = hy_sim_events(sim, &event_count);
    for (uint32_t i = 0; i < event_count; i++) {
        note_event(tally, &events[i]);
    }
    const bool is_sample = tally->next_sample < tally->shape->sample_count &&
                           hy_sim_tick(sim) == hy_study_sample_tick(tally->shape, tally->next_sample);
    if (event_count > 0 || is_sample) {
        hy_counts by_role[HY_role_count];
        count_now(tally, sim, by_role);
        if (is_sample) {
            take_sample(tally, by_role);
        }
    }
}

void hy_tally_begin(hy_tally *tally, const hy_sim *sim)
{
    hy_study_run_reset(tally->run, tally->shape);
    for (uint32_t i = 0; i < tally->shape->named_count; i++) {
        tally->run->named[i] = (hy_named_fate){.infection_tick = HY_NONE, .room = HY_NONE};
    }
    tally->next_sample = 0;
    tally->was_infected = false;
    look(tally, sim);
}

void hy_tally_step(hy_tally *tally, const hy_sim *sim)
{
    look(tally, sim);
}

static void count_cell(hy_counts *counts, const hy_person_view *view)
{
    uint32_t *const cells[] = {
        [HY_outcome_cell_human] = &counts->human,   [HY_outcome_cell_incubating] = &counts->incubating,
        [HY_outcome_cell_zombie] = &counts->zombie, [HY_outcome_cell_halfbie] = &counts->halfbie,
        [HY_outcome_cell_dead] = &counts->dead,
    };
    ++*(view->is_present || view->is_awaited ? cells[view->cell] : &counts->escaped);
}

void hy_tally_end(hy_tally *tally, const hy_sim *sim)
{
    hy_study_run *run = tally->run;
    const hy_tally_names *names = tally->names;
    for (uint32_t i = 0; i < tally->model->person_count; i++) {
        const hy_person_view view = hy_sim_person(sim, i);
        const uint32_t group = names->groups[tally->model->people[i].group];
        if (group != HY_NONE) {
            count_cell(&run->groups[group], &view);
        }
        if (names->persons[i] < tally->shape->named_count) {
            hy_named_fate *fate = &run->named[names->persons[i]];
            fate->cell = view.is_present || view.is_awaited ? (uint32_t)view.cell : (uint32_t)HY_CELL_ESCAPED;
            fate->room = view.room != HY_NONE ? names->rooms[view.room] : HY_NONE;
        }
    }
    run->state_hash = hy_sim_hash(sim);
    run->agent_steps = hy_sim_agent_steps(sim);
    run->last_tick = hy_sim_tick(sim);
}
