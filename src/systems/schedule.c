// The timetable of the day: who belongs where, and on which seat. See docs/model/schedule.md.
#include "systems/system.h"

// the last row of the timetable that has begun for a group, HY_NONE before the first
static uint32_t row_of_group(const hy_context *context, uint32_t group, float clock_s)
{
    const hy_model *model = context->model;
    const hy_group *of = &model->groups[group];
    uint32_t found = HY_NONE;
    for (uint32_t i = 0; i < of->row_count && (float)model->rows[model->rows_of_groups[of->first_row + i]].at_s <= clock_s; i++) {
        found = model->rows_of_groups[of->first_row + i];
    }
    return found;
}

static void leave_seat(hy_state *state, uint32_t person)
{
    const uint32_t seat = state->person_seat[person];
    if (seat != HY_NONE && state->seat_taken_by[seat] == person) {
        state->seat_taken_by[seat] = HY_NONE;
    }
    state->person_seat[person] = HY_NONE;
}

// a pupil's own desk at home: the n-th of the class has the n-th desk
static uint32_t own_seat(const hy_context *context, uint32_t person, uint32_t room_index)
{
    const hy_model *model = context->model;
    const hy_group *group = &model->groups[model->people[person].group];
    const hy_room *room = &model->rooms[room_index];
    const uint32_t number = person - group->first_person;
    const bool is_own = group->home == room_index && number < room->seat_count;
    return is_own ? room->first_seat + number : HY_NONE;
}

static uint32_t first_free_seat(const hy_context *context, uint32_t person, uint32_t room_index, bool wants_desk)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[room_index];
    if (room->seat_count == 0) {
        return HY_NONE;
    }
    const uint32_t from = hy_draw_below(hy_draw_now(context, HY_PURPOSE_SCHEDULE, person), room->seat_count);
    for (uint32_t i = 0; i < room->seat_count; i++) {
        const uint32_t seat = room->first_seat + (from + i) % room->seat_count;
        const bool is_free = context->state->seat_taken_by[seat] == HY_NONE;
        if (is_free && (wants_desk || !model->seats[seat].is_desk || room->use != HY_room_use_classroom)) {
            return seat;
        }
    }
    return HY_NONE;
}

static void take_seat(hy_context *context, uint32_t person, uint32_t room, bool wants_desk)
{
    hy_state *state = context->state;
    leave_seat(state, person);
    uint32_t seat = own_seat(context, person, room);
    if (seat == HY_NONE || state->seat_taken_by[seat] != HY_NONE) {
        seat = first_free_seat(context, person, room, wants_desk);
    }
    state->person_seat[person] = seat;
    if (seat != HY_NONE) {
        state->seat_taken_by[seat] = person;
    }
}

static uint32_t class_room_taught(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const uint32_t group = model->people[person].teaches;
    return group == HY_NONE ? model->groups[model->people[person].group].home : model->groups[group].home;
}

static uint32_t room_of_row(const hy_context *context, uint32_t person, uint32_t row_index, bool takes_part)
{
    const hy_model *model = context->model;
    const hy_timetable_row *row = &model->rows[row_index];
    const uint32_t home = model->groups[model->people[person].group].home;
    if (!takes_part || row->is_home) {
        return home;
    }
    if (row->is_class && model->people[person].teaches != HY_NONE) {
        return class_room_taught(context, person);
    }
    if (row->room_count == 0) {
        return home;
    }
    // several rooms are chosen among by their area
    float area = 0;
    for (uint32_t i = 0; i < row->room_count; i++) {
        area += model->rooms[model->row_rooms[row->first_room + i]].area_m2;
    }
    hy_draw_key key = hy_draw_of(context, HY_PURPOSE_SCHEDULE, person, row_index);
    key.draw = 2;
    float left = hy_draw_uniform(key) * area;
    for (uint32_t i = 0; i + 1 < row->room_count; i++) {
        const uint32_t room = model->row_rooms[row->first_room + i];
        left -= model->rooms[room].area_m2;
        if (left <= 0) {
            return room;
        }
    }
    return model->row_rooms[row->first_room + row->room_count - 1];
}

static void follow_row(hy_context *context, uint32_t person, uint32_t row_index)
{
    const hy_timetable_row *row = &context->model->rows[row_index];
    hy_state *state = context->state;
    hy_draw_key key = hy_draw_of(context, HY_PURPOSE_SCHEDULE, person, row_index);
    key.draw = 3;
    const bool takes_part = hy_draw_uniform(key) <= row->share;
    const uint32_t room = room_of_row(context, person, row_index, takes_part);
    const bool sits = row->activity != HY_activity_pause && row->activity != HY_activity_leave;
    state->person_rests_until[person] = 0;
    state->person_row[person] = row_index;
    state->person_row_room[person] = room;
    if (sits) {
        const bool wants_desk = context->model->groups[context->model->people[person].group].role == HY_role_student;
        take_seat(context, person, room, wants_desk);
    } else {
        leave_seat(state, person);
    }
}

void hy_schedule_start(hy_context *context, uint32_t person)
{
    const uint32_t row = row_of_group(context, context->model->people[person].group, (float)context->model->start_s);
    context->state->person_row[person] = HY_NONE;
    context->state->person_seat[person] = HY_NONE;
    context->state->person_row_room[person] = context->model->groups[context->model->people[person].group].home;
    if (row != HY_NONE) {
        follow_row(context, person, row);
    } else if (context->model->people[person].start != HY_NONE) {
        context->state->person_row_room[person] = context->model->people[person].start;
    } else {
        take_seat(context, person, context->state->person_row_room[person], true);
    }
}

void hy_run_schedule(hy_context *context)
{
    if (context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const float clock_s = (float)model->start_s + (float)context->tick * context->dt_s;
    for (uint32_t group = 0; group < model->group_count; group++) {
        const uint32_t row = row_of_group(context, group, clock_s);
        if (row == HY_NONE) {
            continue;
        }
        const hy_group *of = &model->groups[group];
        for (uint32_t person = of->first_person; person < of->first_person + of->person_count; person++) {
            if (state->person_row[person] == row || !hy_has_reason(context, person)) {
                continue;
            }
            const float delay = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_SCHEDULE, person, row)) * model->rows[row].spread_s;
            if (clock_s >= (float)model->rows[row].at_s + delay) {
                follow_row(context, person, row);
            }
        }
    }
}
