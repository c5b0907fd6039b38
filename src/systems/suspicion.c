// Bites hidden and seen, accusation, isolation, and what comes of it. See docs/model/suspicion.md.
#include "systems/system.h"

// the others look each other over so often, seconds
#define LOOK_S 5.0f

enum { COMPANY_LIMIT = 64 };

static bool carries(const hy_context *context, uint32_t person)
{
    return context->state->person_outcome_at[person] != HY_NONE && hy_has_reason(context, person) &&
           hy_stage_of(context->model, context->state, person)->counts_as == HY_outcome_cell_incubating;
}

static bool bears_marks(const hy_context *context, uint32_t person)
{
    const uint32_t fought_at = context->state->person_fought_at[person];
    return fought_at != 0 && hy_since(context, fought_at) < context->model->suspicion.marks_s;
}

// who gets out of a fight bears its marks
static void note_fight(hy_turn turn)
{
    hy_state *state = turn.context->state;
    if (state->person_bout_until[turn.person] > turn.context->tick) {
        state->person_fought_at[turn.person] = turn.context->tick;
    }
}

// -------------------------------------------------------------------------------------------------------- the bitten

static void decide_about_bite(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_BITE, person, 0);
    const bool hides = hy_draw_chance(key, context->model->suspicion.hides_bite);
    state->person_bite[person] = hides ? HY_BITE_HIDDEN : HY_BITE_ADMITTED;
    hy_event *event = hy_tell_serially(context, hides ? HY_event_hid_bite : HY_event_admitted_bite, person);
    event->whom = state->person_infected_by[person];
    event->cause = state->person_infection_event[person];
}

// ------------------------------------------------------------------------------------------------------- isolation

static bool is_empty(const hy_context *context, uint32_t room)
{
    return context->occupancy->body_counts[room] == 0;
}

// the smallest empty room behind a door of this one, HY_NONE
static uint32_t room_to_isolate(const hy_context *context, uint32_t room_index)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[room_index];
    uint32_t best = HY_NONE;
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const uint32_t beyond = hy_other_room(opening, room_index);
        const bool is_fit = opening->is_passable && beyond != HY_NONE && model->rooms[beyond].is_refuge && is_empty(context, beyond);
        if (is_fit && (best == HY_NONE || model->rooms[beyond].area_m2 < model->rooms[best].area_m2)) {
            best = beyond;
        }
    }
    return best;
}

static void drive_out(hy_context *context, uint32_t accuser, uint32_t suspect)
{
    hy_state *state = context->state;
    hy_event *event = hy_tell_serially(context, HY_event_drove_out, accuser);
    event->whom = suspect;
    event->detail = carries(context, suspect) ? 1 : 0;
    event->cause = state->person_act_event[accuser];
    state->person_shunned[suspect] = state->person_room[suspect];
    state->person_hideout[suspect] = state->person_refuge[suspect] = HY_NONE;
    state->person_has_hidden[suspect] = 0;
    state->person_party[suspect] = HY_NONE;
    state->person_wronged_by[suspect] = accuser;
    state->person_rests_until[suspect] = 0;
}

static void shut_away(hy_context *context, uint32_t accuser, uint32_t suspect)
{
    hy_state *state = context->state;
    const hy_spec_suspicion *rules = &context->model->suspicion;
    const uint32_t room = room_to_isolate(context, state->person_room[suspect]);
    const float obeys = hy_max(rules->obeys, hy_trust(context, suspect, accuser));
    state->person_accuser[suspect] = accuser;
    state->person_isolated_until[suspect] = context->tick + hy_ticks(context, rules->isolation_s);
    if (room == HY_NONE || !hy_draw_chance(hy_draw_of(context, HY_PURPOSE_ISOLATION, suspect, accuser), obeys)) {
        drive_out(context, accuser, suspect);
        state->person_accuser[suspect] = HY_NONE;
        return;
    }
    state->person_isolated_in[suspect] = room;
    state->person_party[suspect] = HY_NONE;
    state->person_rests_until[suspect] = 0;
    hy_event *event = hy_tell_serially(context, HY_event_shut_away, accuser);
    event->whom = suspect;
    event->room = room;
    event->detail = (uint32_t)rules->isolation_s;
    event->cause = state->person_act_event[accuser];
}

static void accuse(hy_context *context, uint32_t accuser, uint32_t suspect)
{
    hy_state *state = context->state;
    const bool is_true = carries(context, suspect);
    state->person_bite[suspect] = is_true ? HY_BITE_KNOWN : state->person_bite[suspect];
    hy_event *event = hy_tell_serially(context, HY_event_accused, accuser);
    event->whom = suspect;
    event->detail = is_true ? 1 : 0;
    event->cause = is_true ? state->person_infection_event[suspect] : state->person_belief_event[accuser];
    if (context->model->suspicion.isolation_s > 0) {
        shut_away(context, accuser, suspect);
    }
}

// an accuser who was wrong may make it true, with the blood of those who were fought
static void prove_wrong(hy_context *context, uint32_t accuser, uint32_t suspect)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    state->person_wronged_by[suspect] = accuser;
    hy_event *event = hy_tell_serially(context, HY_event_released, accuser);
    event->whom = suspect;
    event->cause = state->person_act_event[accuser];
    const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_MALICE, accuser, suspect);
    if (model->malice_exposure == HY_NONE || state->person_outcome_at[suspect] != HY_NONE ||
        !hy_draw_chance(key, model->suspicion.malice)) {
        return;
    }
    hy_event *act = hy_tell_serially(context, HY_event_made_it_true, accuser);
    act->whom = suspect;
    act->cause = state->person_act_event[accuser];
    const hy_infection infection = {.person = suspect, .by = accuser, .exposure = model->malice_exposure, .wound = HY_NONE,
                                    .outcome = HY_NONE, .cause = state->person_act_event[accuser], .after_s = HY_UNSET};
    hy_infect(context, hy_tell_serially(context, HY_event_was_exposed, suspect), &infection);
}

// the time is over, or it has been shown who was right
static void end_isolation(hy_context *context, uint32_t suspect)
{
    hy_state *state = context->state;
    const uint32_t accuser = state->person_accuser[suspect];
    if (accuser == HY_NONE) {
        return;
    }
    const bool has_turned = !hy_has_reason(context, suspect) || hy_stage_of(context->model, state, suspect)->hunts;
    if (!has_turned && state->person_isolated_until[suspect] > context->tick) {
        return;
    }
    state->person_accuser[suspect] = HY_NONE;
    const bool was_there = state->person_room[suspect] == state->person_isolated_in[suspect];
    state->person_isolated_in[suspect] = HY_NONE;
    state->person_rests_until[suspect] = 0;
    if (has_turned && was_there && hy_is_up(context->model, state, suspect)) {
        hy_event *event = hy_tell_serially(context, HY_event_isolation_held, accuser);
        event->whom = suspect;
        event->cause = state->person_turning_event[suspect];
    } else if (!has_turned && hy_can_act(context, accuser)) {
        prove_wrong(context, accuser, suspect);
    }
}

// ------------------------------------------------------------------------------------------------------- accusation

static float rate_per_s(const hy_context *context, uint32_t suspect, bool is_carrier)
{
    const hy_spec_suspicion *rules = &context->model->suspicion;
    if (is_carrier && (context->state->person_bite[suspect] == HY_BITE_ADMITTED)) {
        return HY_INFINITY;
    }
    if (is_carrier && context->state->person_shows_signs[suspect]) {
        return rules->notices_per_min / 60;
    }
    return bears_marks(context, suspect) ? rules->errs_per_min / 60 : 0;
}

// the first of those around who notices, HY_NONE
static uint32_t accuser_of(const hy_context *context, uint32_t suspect, float rate)
{
    const hy_state *state = context->state;
    const hy_spec_suspicion *rules = &context->model->suspicion;
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, suspect, rules->notices_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = others[i];
        // only who knows what a bite does has reason to look, and who is bitten has reason not to
        if (!hy_can_act(context, other) || state->person_fact_from[(size_t)other * HY_FACT_COUNT + HY_FACT_BITES_TURN] == HY_NONE ||
            carries(context, other)) {
            continue;
        }
        const float own = rate * (hy_is_friend(state, other, suspect) ? rules->friend_blind : 1);
        const float chance = own >= HY_INFINITY ? 1 : 1 - hy_exp(-own * LOOK_S);
        hy_draw_key key = hy_draw_now(context, HY_PURPOSE_ACCUSE, suspect);
        key.draw = other;
        if (hy_draw_chance(key, chance)) {
            return other;
        }
    }
    return HY_NONE;
}

static void look_at(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const bool is_carrier = carries(context, person);
    if (state->person_refuge[person] != state->person_room[person] || !(is_carrier || bears_marks(context, person)) ||
        state->person_isolated_until[person] != 0 || !hy_has_reason(context, person) ||
        hy_stage_of(context->model, state, person)->hunts) {
        return;
    }
    const float rate = rate_per_s(context, person, is_carrier);
    const uint32_t accuser = rate > 0 ? accuser_of(context, person, rate) : HY_NONE;
    if (accuser != HY_NONE) {
        accuse(context, accuser, person);
    }
}

void hy_run_suspicion(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1), period = hy_ticks(context, LOOK_S) / second;
    hy_for_people(context, note_fight, second);
    if (context->tick % second != 0) {
        return;
    }
    const hy_state *state = context->state;
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (carries(context, person) && state->person_bite[person] == HY_NO_BITE && state->person_belief[person] == HY_BELIEVING) {
            decide_about_bite(context, person);
        }
        end_isolation(context, person);
        if ((person + context->tick / second) % period == 0) {
            look_at(context, person);
        }
    }
}
