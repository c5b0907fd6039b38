// Hide: behind a door that can be shut, locked and blocked, and stay there until it has long been quiet.
#include "systems/drives/drive.h"

static bool is_in_refuge(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    return state->person_refuge[thought->person] == state->person_room[thought->person];
}

static bool holds_hunters(const hy_thought *thought, uint32_t room)
{
    // only what one sees oneself
    const hy_state *state = thought->state;
    return thought->is_threatened && state->person_room[state->person_seen[thought->person]] == room;
}

// what a refuge costs besides the way to it, in metres
static float dislike(const hy_thought *thought, uint32_t index)
{
    const hy_model *model = thought->model;
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const hy_spec_drives *rules = &model->drives;
    const hy_room *room = &model->rooms[index];
    // a taste of one's own keeps all from choosing the same; home is known best, and where the leader goes one is not alone
    const float taste = rules->hide_taste_m * hy_draw_uniform(hy_draw_of(thought->context, HY_PURPOSE_REFUGE, person, index));
    const float crowd = (float)thought->context->occupancy->prey_counts[index] / (room->area_m2 * rules->hide_full_per_m2);
    return taste + (float)room->link_count + (crowd > 1 ? rules->hide_full_m : 0) -
           (index == model->groups[model->people[person].group].home ? rules->hide_home_m : 0) -
           (index == state->person_refuge[person] ? rules->hide_same_m : 0) -
           (index == state->person_party_room[person] ? rules->hide_party_m : 0);
}

typedef struct choice {
    uint32_t room;
    float cost, way_m;
} choice;

static void try_refuge(const hy_thought *thought, uint32_t index, choice *best)
{
    const hy_state *state = thought->state;
    if (index == state->person_shunned[thought->person] || holds_hunters(thought, index)) {
        return;
    }
    const float besides = dislike(thought, index);
    if (hy_least_way_to_room(thought, index) + besides >= best->cost) {
        return;
    }
    const float way_m = hy_way_to_room(thought, index);
    if (way_m + besides < best->cost) {
        *best = (choice){index, way_m + besides, way_m};
    }
}

static void choose_hideout(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    hy_state *state = thought->state;
    const uint32_t person = thought->person, home = model->groups[model->people[person].group].home;
    choice best = {HY_NONE, HY_NO_WAY, HY_NO_WAY};
    // a good one first spares the ways to most of the others
    if (model->rooms[home].is_refuge) {
        try_refuge(thought, home, &best);
    }
    for (uint32_t i = 0; i < model->refuge_count; i++) {
        try_refuge(thought, model->refuges[i], &best);
    }
    state->person_hideout[person] = best.room;
    state->person_hideout_way[person] = best.way_m;
    state->person_hideout_at[person] = thought->context->tick;
    if (best.room == HY_NONE) {
        state->person_shunned[person] = HY_NONE;
    }
}

// a refuge once found is kept on the way, unless a threat makes one think again
static void consider(const hy_thought *thought)
{
    const hy_spec_drives *rules = &thought->model->drives;
    hy_state *state = thought->state;
    const uint32_t person = thought->person, present = state->person_hideout[person];
    if (is_in_refuge(thought) && !holds_hunters(thought, state->person_refuge[person])) {
        state->person_hideout[person] = state->person_refuge[person];
        state->person_hideout_way[person] = 0;
        return;
    }
    const bool is_of_use = present != HY_NONE && present != state->person_shunned[person] && !holds_hunters(thought, present);
    const bool is_on_the_way = state->person_refuge[person] == present && !thought->is_threatened;
    const float age_s = hy_since(thought->context, state->person_hideout_at[person]);
    if (is_of_use && (is_on_the_way || age_s < (thought->is_threatened ? rules->hide_again_s : rules->hide_look_s))) {
        return;
    }
    if (present == HY_NONE && age_s < rules->hide_again_s && state->person_hideout_at[person] != 0) {
        return;
    }
    choose_hideout(thought);
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_spec_mind *mind = &thought->model->mind;
    const hy_spec_drives *rules = &thought->model->drives;
    const uint32_t person = thought->person;
    // the bitten hide with the others; whom hunters leave alone need not
    if (state->person_belief[person] != HY_BELIEVING || thought->stage->counts_as == HY_outcome_cell_halfbie) {
        return -1;
    }
    consider(thought);
    if (state->person_hideout[person] == HY_NONE) {
        return -1;
    }
    const float half_way_m = mind->hide_half_way_m, beyond_m = hy_max(state->person_hideout_way[person] - 0.5f * half_way_m, 0);
    const float urge = 1 - rules->hide_fear + rules->hide_fear * state->person_fear[person];
    float weight = mind->hide_weight * urge * half_way_m / (half_way_m + 2 * beyond_m);
    if (is_in_refuge(thought)) {
        const uint32_t last = state->person_seen_at[person] > state->person_drive_since[person] ? state->person_seen_at[person]
                                                                                               : state->person_drive_since[person];
        const bool is_calm = hy_since(thought->context, last) > mind->hide_calm_s;
        weight *= is_calm ? rules->hide_calm : rules->hide_inside;
    }
    return weight;
}

// the door of the refuge that this person keeps; HY_NONE for most
static uint32_t door_to_secure(const hy_thought *thought)
{
    const hy_room *room = &thought->model->rooms[thought->state->person_room[thought->person]];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = thought->model->links[room->first_link + rank];
        if (thought->state->opening_keeper[index] == thought->person) {
            return index;
        }
    }
    return HY_NONE;
}

// beside the door, inside the room
static hy_vec2 beside_door(const hy_thought *thought, uint32_t opening_index)
{
    const hy_opening *opening = &thought->model->openings[opening_index];
    const bool is_first = opening->rooms[0] == thought->state->person_room[thought->person];
    return hy_along(hy_middle(opening->from, opening->to), opening->normal, is_first ? -0.6f : 0.6f);
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t before = state->person_refuge[person];
    // a way that is jammed leads nowhere
    if (before != HY_NONE && !is_in_refuge(thought) && state->person_blocked_s[person] > thought->model->drives.hide_jammed_s) {
        state->person_shunned[person] = before;
        state->person_refuge[person] = HY_NONE;
        state->person_blocked_s[person] = 0;
    }
    const bool stays = is_in_refuge(thought) && !holds_hunters(thought, before);
    consider(thought);
    const uint32_t refuge = state->person_hideout[person];
    state->person_refuge[person] = refuge;
    if (refuge == HY_NONE) {
        hy_stay(thought);
        return;
    }
    if (state->person_room[person] != refuge) {
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, person, refuge);
        hy_go_to_point(thought, refuge, hy_random_point(thought->context, refuge, key), HY_RUNNING);
        return;
    }
    const uint32_t door = door_to_secure(thought);
    if (door != HY_NONE) {
        hy_go_to_point(thought, refuge, beside_door(thought, door), HY_WALKING);
    } else if (state->person_blocked_s[person] > thought->model->drives.hide_crowded_s) {
        // among so many, where one stands is as good
        hy_stay(thought);
    } else if (state->person_goal_kind[person] != HY_GOAL_NONE || !is_in_refuge(thought) || !stays) {
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, person, refuge);
        hy_go_to_point(thought, refuge, hy_random_point(thought->context, refuge, key), HY_WALKING);
    }
    if (state->person_has_hidden[person] && door == HY_NONE) {
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, thought->model->drives.hide_rest_s));
    }
    if (!state->person_has_hidden[person] && door == HY_NONE && state->person_gait[person] == HY_RESTING) {
        state->person_has_hidden[person] = 1;
        hy_tell(thought->turn, HY_event_hid)->cause = state->person_belief_event[person];
    }
}

const hy_drive hy_drive_hide = {"hide", false, utility, act, .keeps_refuge = true};
