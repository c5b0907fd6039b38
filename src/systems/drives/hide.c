// Hide: behind a door that can be shut, locked and blocked, and stay there until it has long been quiet.
#include "systems/drives/drive.h"

// share of a room's people per square metre at which it counts as full
#define FULL_PER_M2 1.0f

// so long without progress and one thinks of another refuge, seconds
#define JAMMED_S 8.0f

// who sits in hiding thinks again after so long, seconds, or when a door wants keeping
#define SETTLED_S 3.0f

// so long without progress and one stays where one is, seconds
#define CROWDED_S 2.0f

static bool is_in_refuge(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    return state->person_refuge[thought->person] == state->person_room[thought->person];
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_spec_mind *mind = &thought->model->mind;
    const uint32_t person = thought->person;
    // the bitten hide with the others; whom hunters leave alone need not
    if (state->person_belief[person] != HY_BELIEVING || thought->stage->counts_as == HY_outcome_cell_halfbie) {
        return -1;
    }
    float weight = mind->hide_weight * (0.6f + 0.4f * state->person_fear[person]);
    if (is_in_refuge(thought)) {
        const uint32_t last = state->person_seen_at[person] > state->person_drive_since[person] ? state->person_seen_at[person]
                                                                                               : state->person_drive_since[person];
        const bool is_calm = hy_since(thought->context, last) > mind->hide_calm_s;
        weight *= is_calm ? 0.5f : 1.25f;
    }
    return weight;
}

static bool holds_hunters(const hy_thought *thought, uint32_t room)
{
    // only what one sees oneself
    const hy_state *state = thought->state;
    return thought->is_threatened && state->person_room[state->person_seen[thought->person]] == room;
}

static uint32_t choose_refuge(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const hy_state *state = thought->state;
    float ways[HY_LINK_LIMIT];
    hy_ways_to_links(thought, ways);
    uint32_t best = HY_NONE;
    float best_cost = HY_NO_WAY;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        if (!room->is_refuge || i == state->person_shunned[thought->person] || holds_hunters(thought, i)) {
            continue;
        }
        // a taste of one's own keeps all from choosing the same; home is known best
        const float taste = 12 * hy_draw_uniform(hy_draw_of(thought->context, HY_PURPOSE_REFUGE, thought->person, i));
        const bool is_home = i == model->groups[model->people[thought->person].group].home;
        const bool is_chosen = i == state->person_refuge[thought->person];
        const float doors = (float)room->link_count;
        const float crowd = (float)thought->context->occupancy->prey_counts[i] / (room->area_m2 * FULL_PER_M2);
        const float cost = hy_way_over_links(thought, ways, i) + taste + doors + (crowd > 1 ? 30 : 0) - (is_home ? 8.0f : 0) -
                           (is_chosen ? 6.0f : 0);
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    return best;
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
    if (before != HY_NONE && !is_in_refuge(thought) && state->person_blocked_s[person] > JAMMED_S) {
        state->person_shunned[person] = before;
        state->person_refuge[person] = HY_NONE;
        state->person_blocked_s[person] = 0;
    }
    const bool stays = is_in_refuge(thought) && !holds_hunters(thought, before);
    // on the way, only a threat makes one think again
    const bool keeps_on = before != HY_NONE && !thought->is_threatened && state->person_refuge[person] == before;
    if (!stays && !keeps_on) {
        state->person_refuge[person] = choose_refuge(thought);
    }
    const uint32_t refuge = state->person_refuge[person];
    if (refuge == HY_NONE) {
        state->person_shunned[person] = HY_NONE;
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
    } else if (state->person_blocked_s[person] > CROWDED_S) {
        // among so many, where one stands is as good
        hy_stay(thought);
    } else if (state->person_goal_kind[person] != HY_GOAL_NONE || !is_in_refuge(thought) || !stays) {
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, person, refuge);
        hy_go_to_point(thought, refuge, hy_random_point(thought->context, refuge, key), HY_WALKING);
    }
    if (state->person_has_hidden[person] && door == HY_NONE) {
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, SETTLED_S));
    }
    if (!state->person_has_hidden[person] && door == HY_NONE && state->person_gait[person] == HY_RESTING) {
        state->person_has_hidden[person] = 1;
        hy_tell(thought->turn, HY_event_hid)->cause = state->person_belief_event[person];
    }
}

const hy_drive hy_drive_hide = {"hide", false, utility, act};
