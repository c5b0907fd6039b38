// Groups of those who hide together: who belongs to one, who leads it, and where it goes. See docs/model/parties.md.
#include "systems/system.h"

// those who hide in one room see and hear each other up to here, metres
#define TOGETHER_M 20.0f

// one thinks about company so often, seconds
#define PERIOD_S 5u

enum { COMPANY_LIMIT = 128 };

typedef struct company {
    uint32_t others[COMPANY_LIMIT];
    uint32_t count;
} company;

static bool is_hidden(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_has_hidden[person] && state->person_refuge[person] == state->person_room[person] &&
           state->person_belief[person] == HY_BELIEVING && hy_has_reason(context, person) &&
           !hy_stage_of(context->model, state, person)->hunts;
}

static float leadership(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_courage[person] + state->person_responsibility[person] +
           (hy_acts_as_staff(context, person) ? context->model->party.lead_duty : 0);
}

static bool can_lead(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_belief[person] == HY_BELIEVING && hy_has_reason(context, person) &&
           !hy_stage_of(context->model, state, person)->hunts && state->person_isolated_until[person] <= context->tick;
}

static uint32_t size_of(const hy_state *state, const company *around, uint32_t leader)
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < around->count; i++) {
        size += state->person_party[around->others[i]] == leader ? 1 : 0;
    }
    return size;
}

static uint32_t friends_in(const hy_state *state, const company *around, uint32_t leader, uint32_t person)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < around->count; i++) {
        const uint32_t other = around->others[i];
        count += state->person_party[other] == leader && hy_is_friend(state, person, other) ? 1 : 0;
    }
    return count;
}

static void take_the_lead(hy_context *context, uint32_t leader, uint32_t size)
{
    hy_state *state = context->state;
    state->person_party[leader] = leader;
    state->person_party_room[leader] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_took_the_lead, leader);
    event->detail = size;
    event->cause = state->person_belief_event[leader];
}

static void join(hy_context *context, uint32_t person, uint32_t leader)
{
    hy_state *state = context->state;
    state->person_party[person] = leader;
    state->person_party_seen_at[person] = context->tick;
    state->person_party_room[person] = state->person_room[leader];
    hy_event *event = hy_tell_serially(context, HY_event_joined_group, person);
    event->whom = leader;
    event->cause = state->person_belief_event[person];
}

// settled once between a person and a leader
static bool wants_to_join(const hy_context *context, uint32_t person, uint32_t leader, uint32_t friend_count)
{
    const hy_model *model = context->model;
    const bool is_mate = model->people[person].group == model->people[leader].group;
    return friend_count > 0 || is_mate ||
           hy_draw_chance(hy_draw_of(context, HY_PURPOSE_PARTY, person, leader), model->party.joins);
}

// the group around with most friends in it that has room, HY_NONE
static uint32_t best_party(const hy_context *context, uint32_t person, const company *around)
{
    const hy_state *state = context->state;
    uint32_t best = HY_NONE, most = 0;
    for (uint32_t i = 0; i < around->count; i++) {
        const uint32_t leader = state->person_party[around->others[i]];
        if (leader == HY_NONE || leader != around->others[i] || size_of(state, around, leader) >= context->model->party.most) {
            continue;
        }
        const uint32_t friend_count = friends_in(state, around, leader, person);
        if ((best == HY_NONE || friend_count > most) && wants_to_join(context, person, leader, friend_count)) {
            best = leader;
            most = friend_count;
        }
    }
    return best;
}

// somebody better than the leader takes over, and the others with it
static void challenge(hy_context *context, uint32_t person, uint32_t leader, const company *around)
{
    hy_state *state = context->state;
    if (leadership(context, person) <= leadership(context, leader) + context->model->party.lead_habit) {
        return;
    }
    uint32_t size = 1;
    for (uint32_t i = 0; i < around->count; i++) {
        const uint32_t other = around->others[i];
        if (state->person_party[other] == leader) {
            state->person_party[other] = person;
            size++;
        }
    }
    take_the_lead(context, person, size);
}

// two who are alone make a group; the better of them leads
static void form(hy_context *context, uint32_t person, const company *around)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < around->count; i++) {
        const uint32_t other = around->others[i];
        if (state->person_party[other] != HY_NONE || !can_lead(context, other) ||
            !wants_to_join(context, person, other, hy_is_friend(state, person, other) ? 1 : 0)) {
            continue;
        }
        const bool leads = can_lead(context, person) && leadership(context, person) > leadership(context, other);
        take_the_lead(context, leads ? person : other, 2);
        join(context, leads ? other : person, leads ? person : other);
        return;
    }
}

static void seek_company(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    if (state->person_party[person] != HY_NONE || !is_hidden(context, person) || state->person_isolated_until[person] > context->tick) {
        return;
    }
    company around = {.count = 0};
    uint32_t near[COMPANY_LIMIT];
    const uint32_t near_count = hy_others_near(context, person, TOGETHER_M, near, COMPANY_LIMIT);
    for (uint32_t i = 0; i < near_count; i++) {
        if (is_hidden(context, near[i])) {
            around.others[around.count++] = near[i];
        }
    }
    const uint32_t leader = best_party(context, person, &around);
    if (leader != HY_NONE) {
        join(context, person, leader);
        challenge(context, person, leader, &around);
    } else {
        form(context, person, &around);
    }
}

static void leave(hy_context *context, uint32_t person, bool is_told)
{
    hy_state *state = context->state;
    if (is_told) {
        hy_tell_serially(context, HY_event_left_group, person)->whom = state->person_party[person];
    }
    state->person_party[person] = HY_NONE;
    state->person_party_room[person] = HY_NONE;
}

// where the leader is, or means to be
static uint32_t goal_of(const hy_state *state, uint32_t leader)
{
    const bool moves = state->person_gait[leader] >= HY_WALKING && state->person_goal_kind[leader] != HY_GOAL_NONE;
    return moves ? state->person_goal_room[leader] : state->person_room[leader];
}

static void keep_up(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t leader = state->person_party[person];
    if (leader == HY_NONE) {
        return;
    }
    if (!hy_has_reason(context, person) || hy_stage_of(context->model, state, person)->hunts || !can_lead(context, leader) ||
        state->person_party[leader] != leader) {
        leave(context, person, false);
        return;
    }
    if (leader == person) {
        return;
    }
    state->person_party_room[person] = goal_of(state, leader);
    if (state->person_room[leader] == state->person_room[person]) {
        state->person_party_seen_at[person] = context->tick;
    } else if (hy_since(context, state->person_party_seen_at[person]) > context->model->party.lost_s) {
        leave(context, person, true);
    }
    // who rests is called when the others set out
    if (state->person_party_room[person] != state->person_room[person]) {
        state->person_rests_until[person] = 0;
    }
}

void hy_run_parties(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    if (context->tick % second != 0) {
        return;
    }
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        keep_up(context, person);
        if ((person + context->tick / second) % PERIOD_S == 0) {
            seek_company(context, person);
        }
    }
}
