// Fear and rage: raised by what is seen and heard, taken over from others, fading in calm. See docs/model/emotion.md.
// The contagion is the absorption and amplification model of ASCRIBE: Bosse, Hoogendoorn, Klein, Treur, van der Wal & van Wissen,
// Autonomous Agents and Multi-Agent Systems 27:52-84 (2013).
#include "systems/system.h"

// a friend's fear counts so much more than a stranger's
#define FRIEND_WEIGHT 2.0f

// more than so many around one do not count
enum { COMPANY_LIMIT = 512 };

typedef struct company {
    float weight, weighted_fear;
    uint32_t lost_friends;
} company;

// friends are known by heart; of the others those in the same cell and around it count
static void add_others(const hy_context *context, uint32_t person, company *around)
{
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person);
    const float reach = context->model->mind.contagion_m;
    const uint32_t room = state->person_room[person];
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[room].sheet];
    const hy_occupancy *occupancy = context->occupancy;
    uint32_t places[COMPANY_LIMIT + HY_LANE_BLOCK];
    const uint32_t count = hy_bodies_within(occupancy, sheet, at, reach, places, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = occupancy->order[places[i]];
        if (other != person && occupancy->room[places[i]] == room &&
            hy_stage_of(context->model, state, other)->keeps_reason) {
            around->weight += 1;
            around->weighted_fear += state->person_fear[other];
        }
    }
}

static void add_friends(const hy_context *context, uint32_t person, company *around)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (other == HY_NONE || state->person_room[other] != state->person_room[person] ||
            state->person_presence[other] != HY_PRESENT) {
            continue;
        }
        const hy_spec_stage *stage = hy_stage_of(context->model, state, other);
        if (stage->keeps_reason && !stage->is_stopped) {
            around->weight += FRIEND_WEIGHT - 1;
            around->weighted_fear += (FRIEND_WEIGHT - 1) * state->person_fear[other];
        } else {
            around->lost_friends++;
        }
    }
}

// dq/dt = gamma (eta (beta PI + (1 - beta) NI) + (1 - eta) q* - q) with PI = 1 - (1 - q*)(1 - q), NI = q* q
static float contagion(const hy_spec_mind *mind, float q, float q_star)
{
    const float upward = 1 - (1 - q_star) * (1 - q), downward = q_star * q;
    const float amplified = mind->upward_bias * upward + (1 - mind->upward_bias) * downward;
    return mind->contagion_per_s * (mind->amplification * amplified + (1 - mind->amplification) * q_star - q);
}

// what is left of a level after a time
static float share_left(float half_life_s, float dt_s)
{
    return hy_exp(-0.6931472f * dt_s / half_life_s);
}

static void feel(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const hy_spec_mind *mind = &context->model->mind;
    const uint32_t person = turn.person;
    const float dt_s = (float)hy_ticks(context, context->model->senses.glance_s) * context->dt_s;
    float fear = state->person_fear[person];
    state->next_person_fear[person] = fear;
    if (!hy_has_reason(context, person)) {
        state->next_person_fear[person] = 0;
        return;
    }
    const bool knows = state->person_belief[person] == HY_BELIEVING;
    company around = {0, 0, 0};
    if (knows || fear > 0) {
        add_others(context, person, &around);
        add_friends(context, person, &around);
    }
    // loss turns into rage
    if (around.lost_friends > state->person_losses[person]) {
        const float more = (float)(around.lost_friends - state->person_losses[person]) * mind->rage_per_loss;
        state->person_rage[person] = hy_min(1, state->person_rage[person] + more);
        state->person_losses[person] = (uint8_t)around.lost_friends;
    }
    state->person_rage[person] *= context->rage_left;
    // what is seen and heard; nearer is worse
    float stimulus = 0;
    if (knows && state->person_seen[person] != HY_NONE) {
        const float closeness = mind->near_danger_m / hy_max(state->person_seen_m[person], 1);
        stimulus += mind->fear_per_sight * closeness * hy_sqrt((float)state->person_seen_count[person]);
    }
    const uint32_t heard = state->person_heard[person];
    if (knows && state->person_heard_db[person] > 0 && heard != HY_NONE && hy_stage_of(context->model, state, heard)->hunts) {
        stimulus += mind->fear_per_sound;
    }
    if (stimulus > 0) {
        fear += (1 - fear) * (1 - hy_exp(-stimulus * dt_s));
    }
    if (around.weight > 0) {
        fear += dt_s * contagion(mind, fear, around.weighted_fear / around.weight);
    }
    if (stimulus <= 0) {
        fear *= context->fear_left;
    }
    state->next_person_fear[person] = hy_clamp(fear, 0, 1);
}

static void freeze(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const hy_spec_mind *mind = &context->model->mind;
    const uint32_t person = turn.person;
    if (state->person_seen[person] == HY_NONE || state->person_belief[person] != HY_BELIEVING ||
        state->person_seen_m[person] > mind->near_danger_m || !hy_has_reason(context, person) ||
        state->person_was_frightened[person]) {
        return;
    }
    state->person_was_frightened[person] = 1;
    if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_FREEZE, person), mind->freeze_chance * (1.5f - state->person_courage[person]))) {
        state->person_frozen_until[person] = context->tick + hy_ticks(context, mind->freeze_s);
        hy_event *event = hy_tell(turn, HY_event_froze);
        event->whom = state->person_seen[person];
        event->cause = state->person_turning_event[event->whom];
    }
}

void hy_run_emotion(hy_context *context)
{
    // everybody at once: fear is read from others as it was
    if (context->tick % hy_ticks(context, context->model->senses.glance_s) != 0) {
        return;
    }
    const float glance_s = (float)hy_ticks(context, context->model->senses.glance_s) * context->dt_s;
    context->fear_left = share_left(context->model->mind.fear_half_life_s, glance_s);
    context->rage_left = share_left(context->model->mind.rage_half_life_s, glance_s);
    hy_for_people(context, feel, 1);
    hy_state_swap_fear(context->state);
    hy_for_people(context, freeze, 1);
}
