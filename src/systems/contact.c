// Hand to hand: hunters grip, a bout is fought, and it ends in a stop, a break or a bite. See docs/model/contact.md.
#include "state/scan.h"
#include "systems/system.h"

// helpers farther away than this do not help, metres
#define HELP_REACH_M 1.5f

// each tries to grip so often, ticks
#define GRIP_PERIOD 2u

static float gap_between(const hy_context *context, uint32_t a, uint32_t b)
{
    const float distance = hy_distance(hy_position(context->state, a), hy_position(context->state, b));
    return distance - context->state->person_radius[a] - context->state->person_radius[b];
}

static bool can_reach(const hy_context *context, uint32_t hunter, uint32_t prey)
{
    const hy_state *state = context->state;
    const hy_model *model = context->model;
    if (gap_between(context, hunter, prey) > model->fight.reach_m) {
        return false;
    }
    const uint32_t a = state->person_room[hunter], b = state->person_room[prey];
    const hy_vec2 from = hy_position(state, hunter), to = hy_position(state, prey);
    if (model->rooms[a].sheet == model->rooms[b].sheet) {
        return hy_way_is_free(model, state, model->rooms[a].sheet, from, to);
    }
    return hy_can_see(model, state, a, from, b, to);
}

// -------------------------------------------------------------------------------------------------------------- grips

// a fortress of carts lets few grips through; settled once for each time that a bout takes
static bool is_kept_off(const hy_context *context, uint32_t hunter, uint32_t prey)
{
    if (context->state->person_fortress[prey] == HY_NONE) {
        return false;
    }
    const uint32_t occasion = context->tick / hy_ticks(context, context->model->fight.bout_s);
    return !hy_draw_chance(hy_draw_of(context, HY_PURPOSE_FORTRESS, hunter, occasion), context->model->tools.fortress_grip);
}

static void grip(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t hunter = turn.person;
    const uint32_t prey = state->person_seen[hunter];
    if (!hy_is_up(context->model, state, prey) || !hy_stage_of(context->model, state, prey)->is_prey ||
        !can_reach(context, hunter, prey) || is_kept_off(context, hunter, prey) || hy_is_protected(context, prey)) {
        return;
    }
    if (hy_stage_of(context->model, state, hunter)->spares_friends && hy_is_friend(state, hunter, prey)) {
        return;
    }
    state->person_grip[hunter] = prey;
}

// --------------------------------------------------------------------------------------------------------------- bouts

typedef struct attackers {
    uint32_t count;
    uint32_t first;      // the lowest index: the one that a victory stops
    float strength;      // of the strongest
} attackers;

static attackers attackers_of(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    attackers found = {0, HY_NONE, 0};
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t hunter = occupancy->hunters[i];
        if (state->person_grip[hunter] != person) {
            continue;
        }
        found.count++;
        found.first = hunter < found.first ? hunter : found.first;
        found.strength = hy_max(found.strength, state->person_strength[hunter] *
                                                    hy_stage_of(context->model, state, hunter)->strength_factor);
    }
    return found;
}

// others who came to help and stand close by; `first` receives one of them, HY_NONE
static uint32_t helpers_of(const hy_context *context, uint32_t person, uint32_t *first)
{
    const hy_state *state = context->state;
    uint32_t count = 0;
    *first = HY_NONE;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (other != HY_NONE && state->person_goal_person[other] == person && hy_has_reason(context, other) &&
            !hy_is_restrained(context, other) &&
            hy_distance(hy_position(state, person), hy_position(state, other)) < HELP_REACH_M) {
            *first = count++ == 0 ? other : *first;
        }
    }
    return count;
}

static float own_strength_of(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_strength[person] * hy_stage_of(context->model, state, person)->strength_factor *
           state->person_vigour[person];
}

static hy_bout draw_bout(const hy_context *context, uint32_t person, const attackers *by, uint32_t helper_count)
{
    const hy_state *state = context->state;
    const hy_spec_fight *fight = &context->model->fight;
    const uint32_t weapon_index = state->person_weapon[person];
    const hy_spec_weapon *weapon = weapon_index == HY_NONE ? NULL : &fight->weapons[weapon_index];
    const float ratio = own_strength_of(context, person) / hy_max(by->strength, 0.05f);
    const bool is_ready = state->person_belief[person] == HY_BELIEVING && state->person_frozen_until[person] <= context->tick;
    float win = is_ready ? fight->win * hy_pow(ratio, fight->strength_power) : 0;
    float bitten = fight->bitten * hy_pow(fight->each_further, (float)(by->count - 1)) * (is_ready ? 1 : fight->unready);
    if (hy_is_protected(context, person)) {
        bitten = 0;
    }
    if (weapon) {
        win *= weapon->win * state->person_skill[person];
        bitten *= weapon->bitten;
    }
    const float help = 1 + (float)helper_count;
    const float break_off = fight->break_off * help;
    const float sum = win * help + bitten + break_off;
    const float drawn = hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_BOUT, person)) * sum;
    win *= help;
    return drawn < win ? HY_BOUT_WON : drawn < win + bitten ? HY_BOUT_BITTEN : HY_BOUT_BROKEN_OFF;
}

// nails at every chance, and the blood of whoever was stopped by hand; what comes of it is the infection's matter
static void touch(hy_turn turn, const attackers *by, hy_bout result)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const hy_spec_fight *fight = &context->model->fight;
    const hy_stage *stage = &context->model->stages[state->person_stage[by->first]];
    if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_SCRATCH, person), fight->scratched)) {
        state->person_wound_open_until[person] = context->tick + hy_ticks(context, fight->open_wound_s);
        state->person_caught_from[person] = stage->scratches_with == HY_NONE ? HY_NONE : by->first;
        state->person_caught_with[person] = stage->scratches_with;
        hy_event *event = hy_tell(turn, HY_event_was_scratched);
        event->whom = by->first;
        event->cause = state->person_turning_event[by->first];
    }
    const bool is_open = state->person_wound_open_until[person] > context->tick;
    if (result == HY_BOUT_WON && is_open && stage->bleeds_with != HY_NONE &&
        hy_draw_chance(hy_draw_now(context, HY_PURPOSE_SPLASH, person), fight->splashed)) {
        state->person_caught_from[person] = by->first;
        state->person_caught_with[person] = stage->bleeds_with;
    }
}

// the victim's part: begins a bout when gripped, and draws its end
static void fight(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const uint32_t until = state->person_bout_until[person];
    state->person_bout_result[person] = HY_NO_BOUT;
    const attackers by = attackers_of(context, person);
    if (hy_is_protected(context, person)) {
        state->person_bout_until[person] = 0;
        return;
    }
    if (by.count == 0 || !hy_is_up(context->model, state, person) || until > context->tick) {
        return;
    }
    // an end that lies behind belongs to a bout that nobody finished
    if (until < context->tick) {
        state->person_bout_until[person] = context->tick + hy_ticks(context, context->model->fight.bout_s);
        hy_event *event = hy_tell(turn, HY_event_was_gripped);
        event->whom = by.first;
        event->cause = state->person_turning_event[by.first];
        return;
    }
    uint32_t helper;
    const uint32_t helper_count = helpers_of(context, person, &helper);
    const hy_bout result = draw_bout(context, person, &by, helper_count);
    state->person_bout_until[person] = 0;
    state->person_bout_result[person] = (uint8_t)result;
    state->person_bout_partner[person] = by.first;
    state->person_attackers[person] = by.count;
    if (result != HY_BOUT_BITTEN && helper != HY_NONE) {
        hy_event *event = hy_tell(turn, HY_event_was_saved);
        event->whom = helper;
        event->cause = state->person_belief_event[helper];
    }
    if (result == HY_BOUT_BITTEN) {
        state->person_exposed_by[person] = by.first;
        return;
    }
    touch(turn, &by, result);
    if (result == HY_BOUT_BROKEN_OFF) {
        hy_event *event = hy_tell(turn, HY_event_broke_free);
        event->whom = by.first;
        event->cause = state->person_turning_event[by.first];
    }
}

// the attacker's part: reads how the bout of its victim ended
static void release(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const hy_model *model = context->model;
    const uint32_t hunter = turn.person;
    const uint32_t prey = state->person_grip[hunter];
    if (prey == HY_NONE) {
        return;
    }
    const hy_bout result = state->person_bout_result[prey];
    const bool is_over = result != HY_NO_BOUT || !hy_is_up(model, state, prey) || !hy_is_up(model, state, hunter) ||
                         !hy_stage_of(model, state, prey)->is_prey || hy_is_protected(context, prey);
    if (!is_over) {
        return;
    }
    state->person_grip[hunter] = HY_NONE;
    if (result == HY_BOUT_BITTEN) {
        const hy_spec_stage *stage = hy_stage_of(model, state, hunter);
        const hy_draw_key key = hy_draw_now(context, HY_PURPOSE_BITE_PAUSE, hunter);
        const float pause_s = hy_draw_between(stage->bite_pause_s, stage->bite_pause_high_s, key);
        state->person_down_until[hunter] = context->tick + hy_ticks(context, pause_s);
    } else if (result == HY_BOUT_BROKEN_OFF) {
        state->person_down_until[hunter] = context->tick + hy_ticks(context, model->fight.free_s);
    } else if (result == HY_BOUT_WON && state->person_bout_partner[prey] == hunter && !hy_is_protected(context, hunter)) {
        hy_stop(context, hunter, prey);
        context->is_stopped_now[turn.block] = 1;
        hy_event *event = hy_tell(turn, HY_event_was_stopped);
        event->whom = prey;
        event->detail = state->person_weapon[prey];
        event->cause = state->person_belief_event[prey];
    }
}

static bool is_up_to_hunt(const hy_context *context, uint32_t person)
{
    return context->occupancy->cell_of[person] != HY_NONE && hy_stage_of(context->model, context->state, person)->hunts;
}

// those whose turn it is to grip what they see
static uint32_t list_grippers(hy_context *context)
{
    const hy_state *state = context->state;
    uint32_t count = 0;
    const uint32_t end = state->person_count;
    for (uint32_t person = hy_next_given(state->person_seen, 0, end); person < end;
         person = hy_next_given(state->person_seen, person + 1, end)) {
        if (is_up_to_hunt(context, person)) {
            context->grippers[count] = person;
            count += state->person_grip[person] == HY_NONE && state->person_down_until[person] <= context->tick &&
                     (person + context->tick) % GRIP_PERIOD == 0;
        }
    }
    return count;
}

// everybody who is held, once; in the order of those who hold
static uint32_t list_victims(hy_context *context)
{
    const hy_state *state = context->state;
    uint32_t count = 0;
    const uint32_t end = state->person_count;
    for (uint32_t person = hy_next_given(state->person_grip, 0, end); person < end;
         person = hy_next_given(state->person_grip, person + 1, end)) {
        const uint32_t prey = state->person_grip[person];
        if (!context->is_victim[prey] && is_up_to_hunt(context, person)) {
            context->is_victim[prey] = 1;
            context->victims[count++] = prey;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        context->is_victim[context->victims[i]] = 0;
    }
    return count;
}

static void collect_stopped(hy_context *context)
{
    for (uint32_t block = 0; block < context->block_count; block++) {
        context->has_regrouped |= context->is_stopped_now[block] != 0;
        context->is_stopped_now[block] = 0;
    }
}

void hy_run_contact(hy_context *context)
{
    if (context->occupancy->hunter_total == 0) {
        return;
    }
    hy_for_listed(context, grip, context->grippers, list_grippers(context));
    const uint32_t victim_count = list_victims(context);
    if (victim_count == 0) {
        return;
    }
    hy_for_listed(context, fight, context->victims, victim_count);
    hy_for_listed(context, release, context->occupancy->hunters, context->occupancy->hunter_total);
    collect_stopped(context);
}
