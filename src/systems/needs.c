// Thirst, hunger, the toilet and sleep, from when the day is broken: all by the time since each was met, so that nothing has to be
// counted meanwhile. See docs/model/needs.md.
#include "systems/system.h"

// from here one uses a tap, a counter, a toilet, metres
#define HAND_REACH_M 1.5f

// strength and speed follow the needs so often, seconds
#define PERIOD_S 60u

// who has meant to sleep within this time is about to, seconds
#define ABOUT_TO_S 5.0f

// weaker than this nobody gets who lives
#define LEAST_VIGOUR 0.1f

// those who sleep in one room keep an eye on each other up to here, metres
#define TOGETHER_M 20.0f

#define DAY_S 86400.0f

enum { COMPANY_LIMIT = 64 };

static bool needs_things(const hy_context *context, uint32_t person)
{
    const hy_spec_stage *stage = hy_stage_of(context->model, context->state, person);
    return hy_has_reason(context, person) && stage->has_needs && !stage->hunts;
}

static uint32_t drawn_since(const hy_context *context, uint32_t person, hy_need need, float most_h)
{
    const float share = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_NEED, person, need));
    return context->tick - (uint32_t)(share * most_h * 3600 / context->dt_s);
}

// until somebody understands, the day looks after what a body needs
static void begin(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_needs *rules = &context->model->needs;
    state->person_has_needs[person] = 1;
    state->person_drank_at[person] = drawn_since(context, person, HY_NEED_WATER, rules->since_water_h);
    state->person_ate_at[person] = drawn_since(context, person, HY_NEED_FOOD, rules->since_food_h);
    state->person_relieved_at[person] = drawn_since(context, person, HY_NEED_TOILET, rules->since_toilet_h);
    state->person_woke_at[person] = context->tick - (uint32_t)(rules->since_sleep_h * 3600 / context->dt_s);
}

// -------------------------------------------------------------------------------------------------- meeting a need

static void meet(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const hy_spec_needs *rules = &context->model->needs;
    const hy_place_kind kind = context->model->places[place].kind;
    uint32_t *last = kind == HY_place_kind_water  ? state->person_drank_at
                     : kind == HY_place_kind_food ? state->person_ate_at
                                                  : state->person_relieved_at;
    const float due_h = kind == HY_place_kind_water ? rules->thirsty_h : kind == HY_place_kind_food ? rules->hungry_h : rules->toilet_h;
    if (hy_since(context, last[person]) < 0.5f * due_h * 3600) {
        return;
    }
    last[person] = context->tick;
    if (kind == HY_place_kind_food) {
        state->place_left_count[place]--;
    }
    const hy_event_kind told = kind == HY_place_kind_water  ? HY_event_drank
                               : kind == HY_place_kind_food ? HY_event_ate
                                                            : HY_event_relieved;
    hy_event *event = hy_tell_serially(context, told, person);
    event->detail = kind == HY_place_kind_toilet ? 0 : HY_NONE;
}

// what is at hand is used, whether one came for it or not
static void use_what_is_near(hy_context *context, uint32_t place)
{
    const hy_state *state = context->state;
    const hy_place *of = &context->model->places[place];
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[of->room].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, of->at, HAND_REACH_M);
    for (uint32_t person = hy_next_body(&walk); person != HY_NONE && state->place_left_count[place] > 0; person = hy_next_body(&walk)) {
        if (state->person_has_needs[person] && state->person_room[person] == of->room && needs_things(context, person) &&
            state->person_asleep_until[person] == 0 && hy_distance(hy_position(state, person), of->at) < HAND_REACH_M) {
            meet(context, person, place);
        }
    }
}

static void use_places(hy_context *context)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place_kind kind = model->places[i].kind;
        const bool serves = kind == HY_place_kind_water || kind == HY_place_kind_food || kind == HY_place_kind_toilet;
        if (serves && context->occupancy->body_counts[model->places[i].room] > 0 && context->state->place_left_count[i] > 0) {
            use_what_is_near(context, i);
        }
    }
}

// ----------------------------------------------------------------------------------------------------------- sleep

static void wake(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_needs *rules = &context->model->needs;
    const float due_s = rules->sleep_h * 3600;
    const float left_s = hy_clamp((float)(int32_t)(state->person_asleep_until[person] - context->tick) * context->dt_s, 0, due_s);
    const float slept_s = due_s - left_s;
    hy_tell_serially(context, HY_event_woke, person)->detail = (uint32_t)slept_s;
    // a full sleep makes up for all the time awake, a part of it for a part
    const float awake_s = hy_since(context, state->person_woke_at[person]) - slept_s;
    state->person_woke_at[person] = context->tick - (uint32_t)(hy_max(awake_s, 0) * (left_s / due_s) / context->dt_s);
    state->person_asleep_until[person] = 0;
    state->person_rests_until[person] = 0;
}

// somebody in the room who is awake and frightened, or no longer human, wakes the others
static bool is_woken(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    if (state->person_asleep_until[person] <= context->tick || hy_is_in_bout(context, person) ||
        state->person_heard_db[person] >= context->model->needs.wakes_db) {
        return true;
    }
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, person, TOGETHER_M, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        if (hy_can_act(context, others[i]) && state->person_seen[others[i]] != HY_NONE) {
            return true;
        }
    }
    return false;
}

// one of those who share a room stays awake, unless one is alone
static bool somebody_watches(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, person, TOGETHER_M, others, COMPANY_LIMIT);
    bool has_company = false;
    for (uint32_t i = 0; i < count; i++) {
        if (needs_things(context, others[i]) && state->person_refuge[others[i]] == state->person_room[others[i]]) {
            has_company = true;
            if (state->person_asleep_until[others[i]] == 0) {
                return true;
            }
        }
    }
    return !has_company;
}

static void sleep(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (!needs_things(context, person)) {
        state->person_asleep_until[person] = 0;
        return;
    }
    if (state->person_asleep_until[person] != 0) {
        if (is_woken(context, person)) {
            wake(context, person);
        }
        return;
    }
    const uint32_t lay_down_at = state->person_lay_down_at[person];
    if (lay_down_at != 0 && hy_since(context, lay_down_at) < ABOUT_TO_S && state->person_gait[person] == HY_RESTING &&
        somebody_watches(context, person)) {
        state->person_lay_down_at[person] = 0;
        state->person_asleep_until[person] = context->tick + hy_ticks(context, context->model->needs.sleep_h * 3600);
        hy_tell_serially(context, HY_event_fell_asleep, person);
    }
}

// -------------------------------------------------------------------------------------------------------- weakness

static void perish(hy_context *context, uint32_t person, hy_need need)
{
    hy_event *event = hy_tell_serially(context, HY_event_perished, person);
    event->detail = need;
    hy_let_go(context, person);
    hy_stop(context, person, HY_NONE);
    context->has_regrouped = true;
}

static void weaken(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_needs *rules = &context->model->needs;
    const float water_s = hy_since(context, state->person_drank_at[person]), food_s = hy_since(context, state->person_ate_at[person]);
    const float awake_s = state->person_asleep_until[person] != 0 ? 0 : hy_since(context, state->person_woke_at[person]);
    const bool is_at_the_end = water_s > rules->thirst_limit_h * 3600 || food_s > rules->hunger_limit_h * 3600;
    if (is_at_the_end && !hy_is_protected(context, person)) {
        perish(context, person, water_s > rules->thirst_limit_h * 3600 ? HY_NEED_WATER : HY_NEED_FOOD);
        return;
    }
    const float over_s = hy_max(awake_s - rules->tired_h * 3600, 0);
    const float lost = (rules->water_per_day * water_s + rules->food_per_day * food_s + rules->sleep_per_day * over_s) / DAY_S;
    state->person_vigour[person] = hy_max(LEAST_VIGOUR, 1 - lost);
}

void hy_run_needs(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    if (context->tick % second != 0) {
        return;
    }
    const hy_state *state = context->state;
    bool anybody = false;
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (!state->person_has_needs[person]) {
            if (state->person_belief[person] == HY_BELIEVING && needs_things(context, person)) {
                begin(context, person);
            }
            continue;
        }
        anybody = true;
        sleep(context, person);
        if ((person + context->tick / second) % PERIOD_S == 0 && needs_things(context, person)) {
            weaken(context, person);
        }
    }
    if (anybody) {
        use_places(context);
    }
}
