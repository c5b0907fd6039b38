// Fear and rage: raised by what is seen and heard, taken over from others, fading in calm; and fear that turns into rage.
// See docs/model/emotion.md. The contagion is the absorption and amplification model of ASCRIBE: Bosse, Hoogendoorn, Klein,
// Treur, van der Wal & van Wissen, Autonomous Agents and Multi-Agent Systems 27:52-84 (2013).
#include "systems/system.h"

// more than so many around one do not count
enum { COMPANY_LIMIT = 512 };

// so many others are company enough
#define COMPANY 4.0f

// no headway for so long: one is cornered, seconds
#define CORNERED_S 1.0f

// Those whose feelings reach one: their weights are expressiveness times channel.
typedef struct company {
    float weight, weighted_fear, weighted_rage;
    float others;
    uint32_t lost_friends;
} company;

static void add_one(const hy_context *context, uint32_t other, float channel, company *around)
{
    const hy_state *state = context->state;
    const float weight = channel * (state->person_cry[other] == HY_SILENT ? context->model->mind.expressiveness : 1);
    around->weight += weight;
    around->weighted_fear += weight * state->person_fear[other];
    around->weighted_rage += weight * context->rage_before[other];
}

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
            around->others++;
            add_one(context, other, 1, around);
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
            add_one(context, other, context->model->mind.friend_weight - 1, around);
        } else {
            around->lost_friends++;
        }
    }
}

// What becomes of a level q in dt at a mean q* around and a rate gamma, both held:
//   dq/dt = gamma (eta (beta PI + (1 - beta) NI) + (1 - eta) q* - q) with PI = 1 - (1 - q*)(1 - q), NI = q* q,
// which is gamma (a - b q), so that q goes to a / b exponentially.
static float contagion(const hy_spec_mind *mind, float q, float q_star, float gamma_dt)
{
    const float eta = mind->amplification, beta = mind->upward_bias;
    const float a = eta * beta * q_star + (1 - eta) * q_star;
    const float b = 1 - eta * (beta * (1 - q_star) + (1 - beta) * q_star);
    if (b < 1e-6f) {
        return q + gamma_dt * a;
    }
    const float goal = a / b;
    return goal + (q - goal) * hy_exp(-gamma_dt * b);
}

// what is left after a time of a level that fades
static float left_of(float level, float half_life_s, float dt_s)
{
    return level > 0 && dt_s > 0 ? level * hy_exp(-0.6931472f * dt_s / half_life_s) : level;
}

static bool is_behind_doors(const hy_state *state, uint32_t person)
{
    return state->person_has_hidden[person] && state->person_refuge[person] == state->person_room[person];
}

// what is seen and heard, as a rate of fear; nearer is worse
static float stimulus_of(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_spec_mind *mind = &context->model->mind;
    if (state->person_belief[person] != HY_BELIEVING) {
        return 0;
    }
    float stimulus = 0;
    if (state->person_seen[person] != HY_NONE) {
        const float closeness = mind->near_danger_m / hy_max(state->person_seen_m[person], 1);
        stimulus += mind->fear_per_sight * closeness * hy_sqrt((float)state->person_seen_count[person]);
    }
    const uint32_t heard = state->person_heard[person];
    if (state->person_heard_db[person] > 0 && heard != HY_NONE && hy_stage_of(context->model, state, heard)->hunts) {
        stimulus += mind->fear_per_sound;
    }
    stimulus *= is_behind_doors(state, person) ? 1 - mind->barrier_shields : 1;
    return stimulus * (1 - mind->rage_quells_fear * context->rage_before[person]);
}

// how fast the feelings of those around are taken over
static float rate_of(const hy_context *context, uint32_t person, const company *around)
{
    const hy_spec_mind *mind = &context->model->mind;
    const float openness = 1 + mind->empathy_opens * (context->state->person_empathy[person] - 0.5f);
    return mind->contagion_per_s * hy_min(around->weight * hy_max(openness, 0), mind->contagion_crowd);
}

// how much faster than alone and in the open fear fades
static float calm_of(const hy_context *context, uint32_t person, const company *around)
{
    const hy_spec_mind *mind = &context->model->mind;
    return 1 + mind->company_calms * hy_min(around->others / COMPANY, 1) +
           (is_behind_doors(context->state, person) ? mind->barrier_calms : 0);
}

static bool is_cornered(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const bool is_held = state->person_bout_until[person] > context->tick;
    const bool is_near = state->person_seen[person] != HY_NONE && state->person_seen_m[person] < context->model->mind.near_danger_m;
    return state->person_belief[person] == HY_BELIEVING && (is_held || (is_near && state->person_blocked_s[person] > CORNERED_S));
}

// rage: of losses, of being cornered, of those who rage; it fades slowly
static void rage(const hy_context *context, uint32_t person, float fear, const company *around, uint32_t lost_count, float dt_s)
{
    const hy_spec_mind *mind = &context->model->mind;
    float q = hy_min(1, context->rage_before[person] + (float)lost_count * mind->rage_per_loss);
    if (is_cornered(context, person)) {
        q += (1 - q) * (1 - hy_exp(-mind->rage_per_cornered * fear * dt_s));
    }
    if (around->weight > 0 && context->state->person_belief[person] == HY_BELIEVING) {
        const float gamma = mind->rage_contagion * rate_of(context, person, around);
        q = contagion(mind, q, around->weighted_rage / around->weight, gamma * dt_s);
    }
    context->state->person_rage[person] = hy_clamp(left_of(q, mind->rage_half_life_s, dt_s), 0, 1);
}

// how long feelings of who rests are reckoned together, in glances
static uint32_t resting_glances(const hy_context *context)
{
    const uint32_t glances = hy_ticks(context, context->model->mind.rests_s) / hy_ticks(context, context->model->senses.glance_s);
    return glances > 1 ? glances : 1;
}

// nothing moves whom nothing touches; who rests with nothing to fear feels together what has come since the last time
static bool is_unmoved(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const bool is_untouched = state->person_belief[person] != HY_BELIEVING && !(state->person_fear[person] > 0) &&
                              !(context->rage_before[person] > 0);
    const bool is_at_rest = state->person_gait[person] == HY_RESTING && state->person_seen[person] == HY_NONE &&
                            state->person_cry[person] == HY_SILENT && !hy_is_in_bout(context, person);
    const uint32_t glance = context->tick / hy_ticks(context, context->model->senses.glance_s);
    return is_untouched || (is_at_rest && (glance + person) % resting_glances(context) != 0);
}

static void feel(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const hy_spec_mind *mind = &context->model->mind;
    const uint32_t person = turn.person;
    float fear = state->person_fear[person];
    if (is_unmoved(context, person)) {
        state->next_person_fear[person] = fear;
        return;
    }
    const float glance_s = (float)hy_ticks(context, context->model->senses.glance_s) * context->dt_s;
    const float dt_s = hy_clamp(hy_since(context, state->person_felt_at[person]), glance_s, (float)resting_glances(context) * glance_s);
    state->person_felt_at[person] = context->tick;
    const bool knows = state->person_belief[person] == HY_BELIEVING;
    company around = {0, 0, 0, 0, 0};
    if (knows || fear > 0) {
        add_others(context, person, &around);
        add_friends(context, person, &around);
    }
    const uint32_t known_losses = state->person_losses[person];
    const uint32_t lost_count = around.lost_friends > known_losses ? around.lost_friends - known_losses : 0;
    state->person_losses[person] = (uint8_t)(known_losses + lost_count);
    rage(context, person, fear, &around, lost_count, dt_s);
    for (uint32_t i = 0; i < lost_count; i++) {
        fear += (1 - fear) * mind->fear_per_loss;
    }
    // what is seen frightens since the last glance; what is only heard has gone on, more often than not
    const float stimulus = stimulus_of(context, person);
    const float fright_s = !(stimulus > 0) ? 0 : state->person_seen[person] != HY_NONE ? glance_s : dt_s;
    fear += (1 - fear) * (1 - hy_exp(-stimulus * fright_s));
    if (around.weight > 0) {
        fear = contagion(mind, fear, around.weighted_fear / around.weight, rate_of(context, person, &around) * dt_s);
    }
    fear = left_of(fear, mind->fear_half_life_s, (dt_s - fright_s) * hy_max(calm_of(context, person, &around), 1));
    state->next_person_fear[person] = hy_clamp(fear, 0, 1);
}

// chance to freeze at a sight: less with courage, and with every fright before
static float chance_to_freeze(const hy_context *context, uint32_t person)
{
    const hy_spec_mind *mind = &context->model->mind;
    float chance = mind->freeze_chance * (1.5f - context->state->person_courage[person]);
    for (uint32_t i = 0; i < context->state->person_was_frightened[person]; i++) {
        chance *= mind->freeze_again;
    }
    return chance;
}

static void freeze(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const hy_spec_mind *mind = &context->model->mind;
    const uint32_t person = turn.person;
    if (state->person_seen[person] == HY_NONE || state->person_belief[person] != HY_BELIEVING ||
        state->person_seen_m[person] > mind->near_danger_m || !hy_has_reason(context, person)) {
        return;
    }
    const bool is_new = state->person_was_frightened[person] == 0 ||
                        hy_since(context, state->person_scared_at[person]) > mind->calm_between_s;
    state->person_scared_at[person] = context->tick;
    if (!is_new) {
        return;
    }
    const float chance = chance_to_freeze(context, person);
    if (state->person_was_frightened[person] < UINT8_MAX) {
        state->person_was_frightened[person]++;
    }
    if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_FREEZE, person), chance)) {
        state->person_frozen_until[person] = context->tick + hy_ticks(context, mind->freeze_s);
        hy_event *event = hy_tell(turn, HY_event_froze);
        event->whom = state->person_seen[person];
        event->cause = state->person_turning_event[event->whom];
    }
}

// everybody at once: feelings are read from others as they were
void hy_run_emotion(hy_context *context)
{
    if (!context->model->mind.feels || context->tick % hy_ticks(context, context->model->senses.glance_s) != 0) {
        return;
    }
    // without reason there is no fear
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        context->state->next_person_fear[person] = 0;
    }
    for (uint32_t i = 0; i < occupancy->reasoned_count; i++) {
        context->rage_before[occupancy->reasoned[i]] = context->state->person_rage[occupancy->reasoned[i]];
    }
    hy_for_listed(context, feel, occupancy->reasoned, occupancy->reasoned_count);
    hy_state_swap_fear(context->state);
    hy_for_listed(context, freeze, occupancy->reasoned, occupancy->reasoned_count);
}
