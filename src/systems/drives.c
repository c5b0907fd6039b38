// The choice among drives: the one with the greatest utility, with hysteresis. See docs/model/mind.md.
#include "systems/drives/drive.h"

// a place in this table is part of the state: append only
static const hy_drive *const drives[] = {
    &hy_drive_routine, &hy_drive_obey, &hy_drive_flee, &hy_drive_hide,        &hy_drive_escape,
    &hy_drive_fight,   &hy_drive_help, &hy_drive_hunt, &hy_drive_investigate, &hy_drive_wander,
    &hy_drive_evacuate, &hy_drive_herd, &hy_drive_window,
    &hy_drive_follow, &hy_drive_submit, &hy_drive_divert, &hy_drive_drink, &hy_drive_eat,
    &hy_drive_relieve, &hy_drive_sleep, &hy_drive_report, &hy_drive_fetch, &hy_drive_descend, &hy_drive_seek,
    &hy_drive_follow_sound, &hy_drive_use_device, &hy_drive_attend, &hy_drive_feed,
};

enum { DRIVE_COUNT = sizeof drives / sizeof drives[0] };

const char *hy_drive_name(uint32_t index)
{
    return index < DRIVE_COUNT ? drives[index]->name : "";
}

static hy_thought think(hy_turn turn, hy_link_ways *links)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    hy_thought thought = {.turn = turn,
                          .context = context,
                          .model = context->model,
                          .state = state,
                          .person = person,
                          .stage = hy_stage_of(context->model, state, person),
                          .at = hy_position(state, person),
                          .links = links,
                          .best_so_far = -HY_INFINITY};
    const uint32_t seen = state->person_seen[person];
    if (seen != HY_NONE && !thought.stage->hunts && state->person_belief[person] == HY_BELIEVING &&
        (thought.stage->is_prey || thought.stage->counts_as == HY_outcome_cell_incubating)) {
        thought.is_threatened = true;
        thought.threat_at = hy_position(state, seen);
        thought.threat_m = hy_distance(thought.at, thought.threat_at);
    }
    return thought;
}

static void cry(hy_turn turn, hy_cry what, hy_event_kind kind, uint32_t whom)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    if (hy_is_restrained(context, turn.person)) {
        return;
    }
    if (state->person_cry[turn.person] == HY_SILENT) {
        hy_event *event = hy_tell(turn, kind);
        event->whom = whom;
        event->cause = whom == HY_NONE ? state->person_belief_event[turn.person] : state->person_turning_event[whom];
    }
    state->person_cry[turn.person] = (uint8_t)what;
    state->person_cry_until[turn.person] = context->tick + hy_ticks(context, context->model->mind.scream_s);
}

// who is held screams; some of those who run cry a warning
static void call_out(const hy_thought *thought, bool has_begun_to_run)
{
    hy_context *context = thought->context;
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_bout_until[person] > context->tick) {
        cry(thought->turn, HY_SCREAMING, HY_event_screamed, state->person_seen[person]);
        return;
    }
    if (state->person_cry[person] != HY_SILENT && context->tick >= state->person_cry_until[person]) {
        state->person_cry[person] = HY_SILENT;
    }
    const bool has_paused = hy_since(context, state->person_cry_until[person]) > context->model->mind.warn_pause_s ||
                            state->person_cry_until[person] == 0;
    if (has_begun_to_run && has_paused && !thought->stage->hunts) {
        const float chance = context->model->mind.warn_share * state->person_responsibility[person];
        if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_WARN, person), chance)) {
            cry(thought->turn, HY_WARNING, HY_event_warned, HY_NONE);
        }
    }
}

static uint32_t choose(hy_thought *thought)
{
    const uint32_t present = thought->state->person_drive[thought->person];
    uint32_t best = HY_NONE;
    for (uint32_t i = 0; i < DRIVE_COUNT; i++) {
        if (drives[i]->is_for_hunters != thought->stage->hunts) {
            continue;
        }
        const float utility = drives[i]->utility(thought);
        const float habit = i == present && utility >= 0 ? thought->model->mind.hysteresis : 0;
        if (utility >= 0 && utility + habit > thought->best_so_far) {
            thought->best_so_far = utility + habit;
            best = i;
        }
    }
    return best;
}

void hy_drive_utilities(hy_context *context, uint32_t person, float *utilities)
{
    hy_link_ways links;
    links.are_known = false;
    const hy_thought thought = think((hy_turn){.context = context, .person = person}, &links);
    const bool decides = hy_is_up(context->model, context->state, person) && (thought.stage->hunts || thought.stage->keeps_reason);
    for (uint32_t i = 0; i < DRIVE_COUNT; i++) {
        utilities[i] = decides && drives[i]->is_for_hunters == thought.stage->hunts ? drives[i]->utility(&thought) : -1;
    }
}

static void change_to(const hy_thought *thought, uint32_t drive)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t before = state->person_drive[person];
    const bool leaves_hiding = drives[before]->keeps_refuge && !drives[drive]->keeps_refuge && state->person_has_hidden[person] &&
                               state->person_refuge[person] == state->person_room[person];
    if (leaves_hiding) {
        hy_event *event = hy_tell(thought->turn, HY_event_left_hiding);
        event->cause = thought->is_threatened ? state->person_turning_event[state->person_seen[person]]
                                              : state->person_belief_event[person];
    }
    state->person_drive[person] = (uint8_t)drive;
    state->person_drive_since[person] = thought->context->tick;
    state->person_is_leaving[person] = 0;
    state->person_window[person] = HY_NONE;
    if (!drives[drive]->keeps_refuge) {
        state->person_refuge[person] = HY_NONE;
        state->person_has_hidden[person] = 0;
    }
}

// who has come to rest decides nothing until the time is up, unless there is something new
static bool rests(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_rests_until[person] > context->tick && state->person_gait[person] == HY_RESTING &&
           state->person_seen[person] == HY_NONE && state->person_ordered[person] == HY_NONE &&
           !hy_is_in_bout(context, person);
}

// idle, while others of its kind come past
static bool may_be_drawn_along(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return drives[state->person_drive[person]] == &hy_drive_wander && context->is_stirred[state->person_room[person]] &&
           state->person_gait[person] == HY_RESTING &&
           hy_stage_of(context->model, state, person)->herd_share > 0;
}

static void decide_now(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    state->person_rests_until[person] = 0;
    hy_link_ways links;
    links.are_known = false;
    hy_thought thought = think(turn, &links);
    if (hy_is_in_bout(context, person) || state->person_frozen_until[person] > context->tick ||
        state->person_down_until[person] > context->tick || state->person_task_until[person] > context->tick) {
        call_out(&thought, false);
        return;
    }
    const uint32_t drive = choose(&thought);
    if (drive == HY_NONE) {
        hy_stay(&thought);
        return;
    }
    const bool is_new = drive != state->person_drive[person];
    if (is_new) {
        change_to(&thought, drive);
    }
    drives[drive]->act(&thought);
    call_out(&thought, is_new && state->person_gait[person] == HY_RUNNING);
}

static void decide(hy_turn turn)
{
    const hy_context *context = turn.context;
    const hy_state *state = context->state;
    const uint32_t person = turn.person;
    if (rests(context, person) && !context->is_stirred[state->person_room[person]]) {
        return;
    }
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    if (!hy_is_up(context->model, state, person) || !(stage->hunts || stage->keeps_reason) || state->person_asleep_until[person] != 0) {
        return;
    }
    const bool is_close = state->person_seen_m[person] < context->model->drives.urgent_m;
    const bool is_urgent = (state->person_seen[person] != HY_NONE && (stage->hunts || is_close)) || may_be_drawn_along(context, person);
    const bool is_due = (person + context->tick) % hy_ticks(context, context->model->mind.decide_s) == 0;
    if (is_urgent || (is_due && !rests(context, person))) {
        decide_now(turn);
    }
}

// whose time to respond to the signal has just come sets out at once
static void set_out(hy_turn turn)
{
    if (turn.context->state->person_response_at[turn.person] == turn.context->tick && hy_has_reason(turn.context, turn.person)) {
        decide_now(turn);
    }
}

// an order is carried out by being there
static void end_orders(hy_turn turn)
{
    hy_state *state = turn.context->state;
    const uint32_t person = turn.person;
    if (state->person_ordered[person] != HY_NONE && state->person_room[person] == state->person_ordered[person] &&
        state->person_gait[person] == HY_RESTING) {
        // until the next order this is where one belongs
        state->person_row_room[person] = state->person_ordered[person];
        const uint32_t seat = state->person_seat[person];
        if (seat != HY_NONE && state->seat_taken_by[seat] == person) {
            state->seat_taken_by[seat] = HY_NONE;
        }
        state->person_seat[person] = HY_NONE;
        state->person_ordered[person] = HY_NONE;
    }
}

void hy_run_drives(hy_context *context)
{
    const uint32_t period = hy_ticks(context, context->model->senses.glance_s);
    hy_note_stirring(context);
    hy_for_people(context, end_orders, period);
    hy_for_people(context, decide, period);
    if (context->model->evacuation.signal_s != HY_NO_CLOCK) {
        hy_for_people(context, set_out, 1);
    }
}
