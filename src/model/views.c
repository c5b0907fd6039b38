// Which rooms may be seen from a room, and which are good to hide in.
#include "model/views.h"

#include "model/builder.h"
#include "model/routes.h"

// rooms farther away than this are not looked into, metres
#define SIGHT_LIMIT_M 60.0f

// so many looks through openings are allowed
#define LOOK_LIMIT 2u

static float gap_between(const hy_room *a, const hy_room *b)
{
    const float x = hy_max(0, hy_max(a->low.x - b->high.x, b->low.x - a->high.x));
    const float y = hy_max(0, hy_max(a->low.y - b->high.y, b->low.y - a->high.y));
    return hy_sqrt(x * x + y * y);
}

// how much of the two looks through openings that we allow this one takes: nothing for a gap
static uint32_t looks_through(const hy_opening *opening)
{
    return opening->kind == HY_opening_kind_gap && !opening->changes_sheet ? 0 : 1;
}

// another room behind an opening, if one may look into it: around the corner of a stair one sees only from the room next to it
static bool may_look_through(const hy_model *model, uint32_t home, uint32_t from, const hy_opening *opening, uint32_t other)
{
    const bool is_near_sheet = !opening->changes_sheet || from == home;
    const bool is_home_sheet = model->rooms[from].sheet == model->rooms[home].sheet;
    return other != HY_NONE && is_near_sheet && is_home_sheet &&
           gap_between(&model->rooms[home], &model->rooms[other]) <= SIGHT_LIMIT_M;
}

// what lies below the windows of one's own room, and behind the windows above one's own ground
static uint32_t add_outlooks(const hy_model *model, uint32_t home, const uint8_t *is_blind, uint32_t *looks, uint32_t *rooms, uint32_t count)
{
    const hy_room *room = &model->rooms[home];
    for (uint32_t i = 0; i < room->contact_count; i++) {
        const uint32_t side = model->room_contacts[room->first_contact + i];
        const hy_contact *contact = &model->contacts[side / 2];
        const uint32_t other = contact->rooms[1 - side % 2];
        if (contact->opening != HY_NONE && looks[other] == HY_NONE && !(is_blind && is_blind[contact->opening]) &&
            gap_between(room, &model->rooms[other]) <= SIGHT_LIMIT_M) {
            looks[other] = 1;
            rooms[count++] = other;
        }
    }
    return count;
}

uint32_t hy_rooms_in_view(const hy_model *model, uint32_t home, const uint8_t *is_blind, uint32_t *looks, uint32_t *rooms)
{
    for (uint32_t i = 0; i < model->room_count; i++) {
        looks[i] = HY_NONE;
    }
    uint32_t count = 0;
    looks[home] = 0;
    rooms[count++] = home;
    for (uint32_t next = 0; next < count; next++) {
        const uint32_t from = rooms[next];
        const hy_room *room = &model->rooms[from];
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const uint32_t index = model->links[room->first_link + rank];
            const hy_opening *opening = &model->openings[index];
            const uint32_t other = hy_other_room(opening, from);
            if ((is_blind && is_blind[index]) || looks[from] + looks_through(opening) > LOOK_LIMIT ||
                !may_look_through(model, home, from, opening, other) || looks[other] != HY_NONE) {
                continue;
            }
            looks[other] = looks[from] + looks_through(opening);
            rooms[count++] = other;
        }
    }
    return add_outlooks(model, home, is_blind, looks, rooms, count);
}

// a room to hide in: indoors, behind doors on every side, and not larger than a few class rooms
static bool is_refuge(const hy_model *model, const hy_room *room)
{
    if (room->is_outdoor || room->is_void || room->is_stair || room->use == HY_room_use_corridor ||
        room->use == HY_room_use_lobby || room->area_m2 > 400) {
        return false;
    }
    uint32_t doors = 0;
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        if (opening->kind == HY_opening_kind_gap) {
            return false;
        }
        doors += opening->is_passable ? 1 : 0;
    }
    return doors > 0;
}

static void list_refuges(hy_builder *builder)
{
    hy_model *model = builder->model;
    model->refuges = HY_ARENA_ARRAY(builder->arena, uint32_t, model->room_count + 1);
    for (uint32_t i = 0; model->refuges && i < model->room_count; i++) {
        if (model->rooms[i].is_refuge) {
            model->refuges[model->refuge_count++] = i;
        }
    }
}

void hy_build_sights(hy_builder *builder)
{
    hy_model *model = builder->model;
    uint32_t *looks = HY_ARENA_ARRAY(builder->scratch, uint32_t, model->room_count + 1);
    uint32_t *rooms = HY_ARENA_ARRAY(builder->scratch, uint32_t, model->room_count + 1);
    hy_growing list = {0};
    if (!looks || !rooms) {
        return;
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        model->rooms[i].is_refuge = is_refuge(model, &model->rooms[i]);
        model->rooms[i].first_sight = list.count;
        model->rooms[i].sight_count = hy_rooms_in_view(model, i, NULL, looks, rooms);
        for (uint32_t j = 0; j < model->rooms[i].sight_count; j++) {
            uint32_t *seen = HY_GROW(builder, &list, uint32_t);
            if (!seen) {
                return;
            }
            *seen = rooms[j];
        }
    }
    list_refuges(builder);
    model->sights = list.items;
    model->sight_count = list.count;
}
