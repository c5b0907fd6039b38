// Drink, eat, relieve, sleep: what a body asks for when hours have gone by. See docs/model/needs.md.
#include "systems/drives/drive.h"

// what a need draws, below 0 before it is due
static float pull(const hy_thought *thought, uint32_t last_at, float due_h)
{
    const float hours = hy_since(thought->context, last_at) / 3600;
    const bool is_due = thought->state->person_has_needs[thought->person] && !thought->is_threatened && hours >= due_h;
    return is_due ? thought->model->needs.weight * hours / due_h : -1;
}

// a door that one has barred oneself counts as part of the way
static uint32_t where(const hy_thought *thought, hy_place_kind kind)
{
    float way_m;
    return hy_nearest_place(thought, (hy_wanted_place){kind, thought->model->drives.needs_farthest_m, true}, &way_m);
}

static void go_to(const hy_thought *thought, hy_place_kind kind)
{
    const uint32_t place = where(thought, kind);
    if (place == HY_NONE) {
        hy_stay(thought);
        return;
    }
    hy_go_to_point(thought, thought->model->places[place].room, thought->model->places[place].at, HY_WALKING);
}

static float thirst(const hy_thought *thought)
{
    const float utility = pull(thought, thought->state->person_drank_at[thought->person], thought->model->needs.thirsty_h);
    return utility >= 0 && where(thought, HY_place_kind_water) != HY_NONE ? utility : -1;
}

static void drink(const hy_thought *thought)
{
    go_to(thought, HY_place_kind_water);
}

static float hunger(const hy_thought *thought)
{
    const float utility = pull(thought, thought->state->person_ate_at[thought->person], thought->model->needs.hungry_h);
    return utility >= 0 && where(thought, HY_place_kind_food) != HY_NONE ? utility : -1;
}

static void eat(const hy_thought *thought)
{
    go_to(thought, HY_place_kind_food);
}

// long enough, and one makes do without a toilet
static bool makes_do(const hy_thought *thought)
{
    const hy_spec_needs *needs = &thought->model->needs;
    return hy_since(thought->context, thought->state->person_relieved_at[thought->person]) > needs->bucket * needs->toilet_h * 3600;
}

static float pressure(const hy_thought *thought)
{
    const float utility = pull(thought, thought->state->person_relieved_at[thought->person], thought->model->needs.toilet_h);
    return utility >= 0 && (makes_do(thought) || where(thought, HY_place_kind_toilet) != HY_NONE) ? utility : -1;
}

static void relieve(const hy_thought *thought)
{
    if (makes_do(thought)) {
        thought->state->person_relieved_at[thought->person] = thought->context->tick;
        hy_tell(thought->turn, HY_event_relieved)->detail = 1;
        hy_stay(thought);
    } else {
        go_to(thought, HY_place_kind_toilet);
    }
}

static bool is_night(const hy_thought *thought)
{
    const hy_spec_needs *needs = &thought->model->needs;
    const uint32_t second = hy_second_of_day(thought->context);
    return needs->night_from_s <= needs->night_to_s ? second >= needs->night_from_s && second < needs->night_to_s
                                                    : second >= needs->night_from_s || second < needs->night_to_s;
}

// only behind doors, and with nothing in sight
static float tiredness(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const bool is_hidden = state->person_has_hidden[person] && state->person_refuge[person] == state->person_room[person];
    if (!is_hidden || state->person_seen[person] != HY_NONE) {
        return -1;
    }
    const float utility = pull(thought, state->person_woke_at[person], thought->model->needs.tired_h);
    return utility < 0 ? -1 : utility * (is_night(thought) ? 1 : thought->model->needs.by_day);
}

static void lie_down(const hy_thought *thought)
{
    thought->state->person_lay_down_at[thought->person] = thought->context->tick;
    hy_stay(thought);
}

const hy_drive hy_drive_drink = {"drink", false, thirst, drink, false};
const hy_drive hy_drive_eat = {"eat", false, hunger, eat, false};
const hy_drive hy_drive_relieve = {"relieve", false, pressure, relieve, true};
const hy_drive hy_drive_sleep = {"sleep", false, tiredness, lie_down, true};
