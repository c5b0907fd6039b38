// Which two rooms an opening joins: found from where it lies, never told twice.
#include "model/builder.h"

static hy_room *room_at(const hy_builder *builder, uint32_t index)
{
    return HY_ITEM(builder->rooms, hy_room, index);
}

static const hy_vec2 *corners_of(const hy_builder *builder, const hy_room *room)
{
    return HY_ITEM(builder->corners, hy_vec2, room->first_corner);
}

static bool is_on_segment(hy_vec2 a, hy_vec2 b, hy_vec2 p)
{
    return hy_distance(hy_nearest_on_segment(a, b, p), p) <= HY_FIT_M;
}

// how many ends of the opening lie on one edge of the room: the best edge counts
static uint32_t ends_on_edge(const hy_builder *builder, const hy_room *room, hy_vec2 from, hy_vec2 to)
{
    const hy_vec2 *corners = corners_of(builder, room);
    uint32_t best = 0;
    for (uint32_t i = 0; i < room->corner_count && best < 2; i++) {
        const hy_vec2 a = corners[i], b = corners[(i + 1) % room->corner_count];
        const hy_vec2 middle = hy_middle(from, to);
        const uint32_t ends = (is_on_segment(a, b, from) ? 1u : 0u) + (is_on_segment(a, b, to) ? 1u : 0u);
        // one end alone counts only for an opening that lies along the edge
        const bool is_along = ends == 2 || is_on_segment(a, b, middle);
        best = is_along && ends > best ? ends : best;
    }
    return best;
}

typedef struct room_match {
    uint32_t rooms[2];
    uint32_t count;      // rooms with both ends on one edge, may exceed two
    uint32_t partial;    // a room that only a part of the opening touches, HY_NONE
} room_match;

static room_match find_rooms(const hy_builder *builder, const hy_opening_draft *draft)
{
    room_match match = {{HY_NONE, HY_NONE}, 0, HY_NONE};
    if (draft->stair != HY_NONE) {
        match.rooms[match.count++] = draft->stair;
    }
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        const hy_room *room = room_at(builder, i);
        if (room->is_stair || room->level != draft->level) {
            continue;
        }
        const uint32_t ends = ends_on_edge(builder, room, draft->from, draft->to);
        if (ends == 2) {
            if (match.count < 2) {
                match.rooms[match.count] = i;
            }
            match.count++;
        } else if (ends == 1) {
            match.partial = i;
        }
    }
    return match;
}

static const char *level_name(const hy_builder *builder, uint32_t level)
{
    return HY_ITEM(builder->levels, hy_level, level)->name;
}

static void report_unmatched(hy_builder *builder, const hy_opening_draft *draft, const room_match *match)
{
    const char *kind = hy_opening_kind_word(draft->kind);
    const char *x = hy_metres(builder, draft->from.x), *y = hy_metres(builder, draft->from.y);
    const char *level = level_name(builder, draft->level);
    if (draft->stair != HY_NONE) {
        hy_problem(builder, draft->mark, "stairs", "stair \"", room_at(builder, draft->stair)->name,
                   "\" joins nothing on level ", level, ": no room has its edge at (", x, ", ", y,
                   "); move the stair so that its entry lies on a room's edge", NULL);
    } else if (match->count > 2) {
        hy_problem(builder, draft->mark, "openings", "the ", kind, " at (", x, ", ", y, ") on level ", level,
                   " lies on the edges of more than two rooms; they overlap", NULL);
    } else if (match->partial != HY_NONE) {
        hy_problem(builder, draft->mark, "openings", "the ", kind, " at (", x, ", ", y, ") on level ", level,
                   " is wider than the wall that room \"", room_at(builder, match->partial)->name,
                   "\" has there; move it or make it narrower", NULL);
    } else if (match->count == 1) {
        hy_problem(builder, draft->mark, "openings", "the ", kind, " at (", x, ", ", y, ") on level ", level,
                   " touches only room \"", room_at(builder, match->rooms[0])->name,
                   "\"; a ", kind, " needs a room on both sides: move it to a shared wall or add the other room", NULL);
    } else {
        hy_problem(builder, draft->mark, "openings", "the ", kind, " at (", x, ", ", y, ") on level ", level,
                   " touches no room; from: and to: must lie on the edge of two rooms", NULL);
    }
}

static const char *opening_name(hy_builder *builder, const hy_opening *opening)
{
    char buffer[160];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add(&text, room_at(builder, opening->rooms[0])->name);
    hy_text_add(&text, " / ");
    hy_text_add(&text, opening->rooms[1] == HY_NONE ? "outside" : room_at(builder, opening->rooms[1])->name);
    // several between the same rooms are numbered
    uint32_t before = 0;
    for (uint32_t i = 0; i + 1 < builder->openings.count; i++) {
        const hy_opening *other = HY_ITEM(builder->openings, hy_opening, i);
        if (other->rooms[0] == opening->rooms[0] && other->rooms[1] == opening->rooms[1]) {
            before++;
        }
    }
    if (before > 0) {
        hy_text_add(&text, " ");
        hy_text_add_uint(&text, before + 1);
    }
    const char *name = hy_arena_copy_text(builder->arena, buffer, text.length);
    return name ? name : "";
}

// across the opening, out of a room that has it on its edge
static hy_vec2 normal_out_of(const hy_builder *builder, const hy_room *room, hy_vec2 from, hy_vec2 to)
{
    const hy_vec2 left = hy_left_of(hy_unit(hy_minus(to, from)));
    const hy_vec2 probe = hy_along(hy_middle(from, to), left, 2 * HY_FIT_M);
    return hy_polygon_contains(corners_of(builder, room), room->corner_count, probe) ? hy_times(left, -1) : left;
}

static void add_opening(hy_builder *builder, const hy_opening_draft *draft, uint32_t first, uint32_t second)
{
    hy_opening *opening = HY_GROW(builder, &builder->openings, hy_opening);
    if (!opening) {
        return;
    }
    const bool is_window = draft->kind == HY_opening_kind_window;
    *opening = (hy_opening){.name = draft->name,
                            .mark = draft->mark,
                            .kind = draft->kind,
                            .from = draft->from,
                            .to = draft->to,
                            .normal = normal_out_of(builder, room_at(builder, first), draft->from, draft->to),
                            .width_m = hy_distance(draft->from, draft->to),
                            .rooms = {first, second},
                            .is_passable = !is_window,
                            .is_glazed = draft->is_glazed,
                            .sill_m = draft->spec ? draft->spec->sill_m : 0,
                            .has_lock = draft->has_lock,
                            .starts_open = draft->is_open,
                            .starts_locked = draft->is_locked,
                            .changes_sheet = draft->stair != HY_NONE,
                            .unlocks_on = hy_circuit_of(builder, draft->unlocks_on, draft->mark),
                            .shuts_on = hy_circuit_of(builder, draft->shuts_on, draft->mark)};
    if (draft->spec && draft->spec->max_flow_per_m_s > HY_GIVEN) {
        opening->max_flow_per_s = draft->spec->max_flow_per_m_s * opening->width_m;
        builder->model->has_flow_limits = true;
    }
    if (!opening->name || !opening->name[0]) {
        opening->name = opening_name(builder, opening);
    }
}

// ---------------------------------------------------------------------------------------------------------- open edges

// part of edge a-b that the edges of another room share; false if it is shorter than 30 cm
static bool shared_part(hy_vec2 a, hy_vec2 b, hy_vec2 c, hy_vec2 d, hy_vec2 *from, hy_vec2 *to)
{
    const float length = hy_distance(a, b);
    const hy_vec2 along = hy_unit(hy_minus(b, a));
    if (hy_abs(hy_cross(along, hy_minus(c, a))) > HY_FIT_M || hy_abs(hy_cross(along, hy_minus(d, a))) > HY_FIT_M) {
        return false;
    }
    const float c_m = hy_dot(along, hy_minus(c, a)), d_m = hy_dot(along, hy_minus(d, a));
    const float low = hy_max(0, hy_min(c_m, d_m)), high = hy_min(length, hy_max(c_m, d_m));
    if (high - low < 0.3f) {
        return false;
    }
    *from = hy_along(a, along, low);
    *to = hy_along(a, along, high);
    return true;
}

// Long open edges become several openings side by side: ways are measured from the middle of each, and must not be far off.
#define LONGEST_GAP_M 10.0f

static void add_gaps(hy_builder *builder, hy_opening_draft draft, uint32_t first, uint32_t second)
{
    const hy_vec2 from = draft.from, whole = hy_minus(draft.to, draft.from);
    const uint32_t count = (uint32_t)(hy_length(whole) / LONGEST_GAP_M) + 1;
    for (uint32_t i = 0; i < count; i++) {
        draft.from = hy_along(from, whole, (float)i / (float)count);
        draft.to = hy_along(from, whole, (float)(i + 1) / (float)count);
        add_opening(builder, &draft, first, second);
    }
}

static uint32_t open_shared_edges(hy_builder *builder, uint32_t first, uint32_t second, hy_mark mark)
{
    const hy_room *one = room_at(builder, first), *other = room_at(builder, second);
    const hy_vec2 *p = corners_of(builder, one), *q = corners_of(builder, other);
    uint32_t found = 0;
    for (uint32_t i = 0; i < one->corner_count; i++) {
        for (uint32_t j = 0; j < other->corner_count; j++) {
            hy_opening_draft draft = {.name = "",
                                      .mark = mark,
                                      .kind = HY_opening_kind_gap,
                                      .level = one->level,
                                      .stair = HY_NONE,
                                      .is_open = true};
            if (shared_part(p[i], p[(i + 1) % one->corner_count], q[j], q[(j + 1) % other->corner_count], &draft.from,
                            &draft.to)) {
                add_gaps(builder, draft, first, second);
                found++;
            }
        }
    }
    return found;
}

static uint32_t room_on_level(const hy_builder *builder, const char *name)
{
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        if (hy_text_equal(room_at(builder, i)->name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static void open_rooms(hy_builder *builder, uint32_t index, const hy_spec_room *spec)
{
    for (uint32_t i = 0; i < spec->open_to_count; i++) {
        const hy_mark mark = HY_FIELD_MARK(spec, room, open_to);
        const uint32_t other = room_on_level(builder, spec->open_to[i]);
        if (other == HY_NONE || other == index) {
            hy_problem(builder, mark, "rooms", "open_to names \"", spec->open_to[i],
                       "\", but there is no other room of that name", NULL);
        } else if (open_shared_edges(builder, index, other, mark) == 0) {
            hy_problem(builder, mark, "rooms", "room \"", spec->name, "\" is open_to \"", spec->open_to[i],
                       "\", but they share no edge; move one of them or remove the name", NULL);
        }
    }
}

void hy_build_openings(hy_builder *builder)
{
    for (uint32_t i = 0; i < builder->drafts.count; i++) {
        const hy_opening_draft *draft = HY_ITEM(builder->drafts, hy_opening_draft, i);
        const room_match match = find_rooms(builder, draft);
        const bool looks_outdoors = match.count == 1 && draft->kind == HY_opening_kind_window && match.partial == HY_NONE;
        if (match.count == 2 || looks_outdoors) {
            add_opening(builder, draft, match.rooms[0], match.rooms[1]);
        } else {
            report_unmatched(builder, draft, &match);
        }
    }
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        const hy_spec_room *spec = *HY_ITEM(builder->room_spec_list, const hy_spec_room *, i);
        if (spec) {
            open_rooms(builder, i, spec);
        }
    }
}

void hy_build_links(hy_builder *builder)
{
    hy_model *model = builder->model;
    hy_opening *openings = builder->openings.items;
    uint32_t *counts = HY_ARENA_ARRAY(builder->scratch, uint32_t, builder->rooms.count + 1);
    model->links = HY_ARENA_ARRAY(builder->arena, uint32_t, 2 * builder->openings.count + 1);
    if (!counts || !model->links) {
        return;
    }
    for (uint32_t i = 0; i < builder->openings.count; i++) {
        for (uint32_t side = 0; side < 2; side++) {
            if (openings[i].rooms[side] != HY_NONE) {
                openings[i].ranks[side] = counts[openings[i].rooms[side]]++;
            }
        }
    }
    uint32_t first = 0;
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        room_at(builder, i)->first_link = first;
        room_at(builder, i)->link_count = counts[i];
        first += counts[i];
    }
    model->link_count = first;
    for (uint32_t i = 0; i < builder->openings.count; i++) {
        for (uint32_t side = 0; side < 2; side++) {
            if (openings[i].rooms[side] != HY_NONE) {
                model->links[room_at(builder, openings[i].rooms[side])->first_link + openings[i].ranks[side]] = i;
            }
        }
    }
    // the upper end of a stair is what it leads up to: the draft order is kept by the openings of stairs
    for (uint32_t i = 0; i < builder->openings.count; i++) {
        const hy_opening *opening = &openings[i];
        if (!opening->changes_sheet) {
            continue;
        }
        hy_room *stair = room_at(builder, opening->rooms[0]);
        stair->has_sheet_links = room_at(builder, opening->rooms[1])->has_sheet_links = true;
        if (room_at(builder, opening->rooms[1])->level != stair->level) {
            stair->upper_link = opening->ranks[0];
        }
    }
}

// -------------------------------------------------------------------------------------------------------------- checks

static bool boxes_touch(const hy_room *a, const hy_room *b)
{
    return a->low.x < b->high.x && b->low.x < a->high.x && a->low.y < b->high.y && b->low.y < a->high.y;
}

static void set_bounds(hy_builder *builder, hy_room *room)
{
    const hy_vec2 *corners = corners_of(builder, room);
    room->low = room->high = corners[0];
    for (uint32_t i = 1; i < room->corner_count; i++) {
        room->low = hy_vec(hy_min(room->low.x, corners[i].x), hy_min(room->low.y, corners[i].y));
        room->high = hy_vec(hy_max(room->high.x, corners[i].x), hy_max(room->high.y, corners[i].y));
    }
    room->area_m2 = hy_polygon_area(corners, room->corner_count);
}

// a stair stands on its lower and on its upper level
static bool is_on_level(const hy_builder *builder, const hy_room *room, uint32_t index, uint32_t level)
{
    if (room->level == level) {
        return true;
    }
    for (uint32_t i = 0; room->is_stair && i < builder->drafts.count; i++) {
        const hy_opening_draft *draft = HY_ITEM(builder->drafts, hy_opening_draft, i);
        if (draft->stair == index && draft->level == level) {
            return true;
        }
    }
    return false;
}

static void check_overlap(hy_builder *builder, uint32_t first, uint32_t second)
{
    const hy_room *a = room_at(builder, first), *b = room_at(builder, second);
    if (!boxes_touch(a, b) || (a->is_stair && b->is_stair)) {
        return;
    }
    const bool share_level = b->is_stair ? is_on_level(builder, b, second, a->level)
                                         : is_on_level(builder, a, first, b->level);
    hy_vec2 where;
    if (share_level && hy_polygons_overlap(corners_of(builder, a), a->corner_count, corners_of(builder, b),
                                           b->corner_count, HY_FIT_M, &where)) {
        hy_problem(builder, b->mark, "rooms", b->is_stair ? "stair \"" : "room \"", b->name, "\" overlaps room \"", a->name,
                   "\" on level ", level_name(builder, b->is_stair ? a->level : b->level), " near (",
                   hy_metres(builder, where.x), ", ", hy_metres(builder, where.y), "); move or shrink one of them", NULL);
    }
}

static void check_reachable(hy_builder *builder)
{
    const uint32_t count = builder->rooms.count;
    bool *is_reached = HY_ARENA_ARRAY(builder->scratch, bool, count + 1);
    uint32_t *queue = HY_ARENA_ARRAY(builder->scratch, uint32_t, count + 1);
    if (!is_reached || !queue || count == 0) {
        return;
    }
    // from wherever one can get away; from the first room if nowhere
    uint32_t waiting = 0;
    for (uint32_t i = 0; i < builder->places.count; i++) {
        const hy_place *place = HY_ITEM(builder->places, hy_place, i);
        if (place->kind == HY_place_kind_exit && !is_reached[place->room]) {
            is_reached[place->room] = true;
            queue[waiting++] = place->room;
        }
    }
    if (waiting == 0) {
        is_reached[0] = true;
        queue[waiting++] = 0;
    }
    for (uint32_t next = 0; next < waiting; next++) {
        const hy_room *room = room_at(builder, queue[next]);
        for (uint32_t i = 0; i < room->link_count; i++) {
            const hy_opening *opening =
                HY_ITEM(builder->openings, hy_opening, builder->model->links[room->first_link + i]);
            const uint32_t other = opening->rooms[0] == queue[next] ? opening->rooms[1] : opening->rooms[0];
            if (opening->is_passable && other != HY_NONE && !is_reached[other]) {
                is_reached[other] = true;
                queue[waiting++] = other;
            }
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const hy_room *room = room_at(builder, i);
        if (!is_reached[i] && !room->is_void) {
            hy_problem(builder, room->mark, "rooms", "nobody can reach ", room->is_stair ? "stair" : "room", " \"", room->name,
                       "\": no door or gap leads to it from an exit; add a door, or set is_void: true for a shaft", NULL);
        }
    }
}

static void check_names(hy_builder *builder)
{
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (hy_text_equal(room_at(builder, i)->name, room_at(builder, j)->name)) {
                hy_problem(builder, room_at(builder, i)->mark, "rooms", "two rooms are called \"",
                           room_at(builder, i)->name, "\"; names must differ", NULL);
            }
        }
    }
}

void hy_check_rooms(hy_builder *builder)
{
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        set_bounds(builder, room_at(builder, i));
    }
    check_names(builder);
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        for (uint32_t j = i + 1; j < builder->rooms.count; j++) {
            check_overlap(builder, i, j);
        }
    }
    // with overlaps or lost doors, what cannot be reached would only repeat them
    if (builder->problem_count == 0) {
        check_reachable(builder);
    }
}
