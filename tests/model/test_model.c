// Plans, strains and scenarios compiled into the constant model: what joins what, how far it is, and the school itself.
#include "model/routes.h"
#include "state/barriers.h"
#include "world.h"

#define SCHOOL HYOSAN_SOURCE_DIR "/scenarios/hyosan-high.yaml"
#define TWO_ROOMS HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml"
#define PLANS HYOSAN_SOURCE_DIR "/tests/model/plans/"

// nobody is in them: groups may be empty lists, and so may everything else
#define SCENARIO_ABOUT(plan) "scenario: a test\nplan: " plan "\nstrain: strains/jonas.yaml\n"

static hy_model *model_of_plan(const char *scenario)
{
    write_text("scenario.yaml", scenario);
    return good_model("scenario.yaml", NULL);
}

static hy_model *corridor_model(void)
{
    return model_of_plan(SCENARIO_ABOUT(PLANS "corridor.yaml"));
}

static hy_model *stairs_model(void)
{
    return model_of_plan(SCENARIO_ABOUT(PLANS "stairs.yaml"));
}

static uint32_t room_named(const hy_model *model, const char *name)
{
    const uint32_t room = hy_model_room_named(model, name);
    ck_assert_msg(room != HY_NONE, "no room %s", name);
    return room;
}

static uint32_t opening_named(const hy_model *model, const char *name)
{
    const uint32_t opening = hy_model_opening_named(model, name);
    ck_assert_msg(opening != HY_NONE, "no opening %s", name);
    return opening;
}

static float route(const hy_model *model, const char *from_opening, const char *to_room)
{
    const uint32_t opening = opening_named(model, from_opening), room = room_named(model, to_room);
    return model->plan_routes[(size_t)room * model->opening_count + opening];
}

// ---- openings

START_TEST(a_door_joins_exactly_the_two_rooms_whose_edge_it_lies_on)
{
    hy_model *model = corridor_model();
    const hy_opening *door = &model->openings[opening_named(model, "corridor / west")];
    const uint32_t west = room_named(model, "west"), corridor = room_named(model, "corridor");
    ck_assert((door->rooms[0] == west && door->rooms[1] == corridor) ||
              (door->rooms[0] == corridor && door->rooms[1] == west));
    ck_assert_uint_eq(model->rooms[west].link_count, 1);
    ck_assert_uint_eq(model->rooms[corridor].link_count, 3);
    ASSERT_NEAR(door->width_m, 1, 1e-5);
    hy_model_destroy(model);
}
END_TEST

// each link of a room leads back to the room by the rank that the opening keeps
static uint32_t mistakes_in_links(const hy_model *model)
{
    uint32_t mistakes = 0, links = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
            mistakes += opening->rooms[0] != i && opening->rooms[1] != i ? 1 : 0;
            mistakes += hy_rank_in(opening, i) != rank ? 1 : 0;
        }
        links += room->link_count;
    }
    for (uint32_t i = 0; i < model->opening_count; i++) {
        links -= model->openings[i].rooms[1] == HY_NONE ? 1 : 2;
    }
    return mistakes + links;
}

START_TEST(rooms_and_openings_name_each_other)
{
    hy_model *models[] = {corridor_model(), stairs_model(), good_model(TWO_ROOMS, NULL), good_model(SCHOOL, NULL)};
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(mistakes_in_links(models[i]), 0);
        hy_model_destroy(models[i]);
    }
}
END_TEST

START_TEST(openings_are_named_after_their_rooms_and_numbered_where_there_are_several)
{
    hy_model *model = corridor_model();
    opening_named(model, "corridor / north");
    opening_named(model, "north / store");
    opening_named(model, "north / store 2");
    opening_named(model, "north / store 3");
    opening_named(model, "north / outside");
    opening_named(model, "hatch");
    ck_assert_uint_eq(hy_model_opening_named(model, "north / store 4"), HY_NONE);
    ck_assert_uint_eq(hy_model_opening_named(model, "north / shelter"), HY_NONE);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_opening_is_passable_lets_light_through_and_locks_as_it_is_described)
{
    hy_model *model = corridor_model();
    const hy_opening *door = &model->openings[opening_named(model, "corridor / north")];
    const hy_opening *window = &model->openings[opening_named(model, "north / outside")];
    const hy_opening *hatch = &model->openings[opening_named(model, "hatch")];
    ck_assert(door->is_passable && door->is_glazed && door->has_lock && !door->starts_open && !door->starts_locked);
    ck_assert(!window->is_passable && window->is_glazed && window->rooms[1] == HY_NONE);
    ck_assert(hatch->is_passable && !hatch->is_glazed && hatch->has_lock && hatch->starts_locked);
    hy_model_destroy(model);
}
END_TEST

// ---- walls

static bool lies_on(hy_vec2 a, hy_vec2 b, hy_vec2 p, float margin_m)
{
    return hy_distance(hy_nearest_on_segment(a, b, p), p) < margin_m;
}

typedef struct cover {
    uint32_t walls, openings;
} cover;

// how many walls and openings lie under a point of a sheet, as the lists of its grid cell tell
static cover cover_of(const hy_model *model, uint32_t sheet, hy_vec2 p)
{
    cover found = {0, 0};
    const hy_wall_list near = hy_walls_near(model, hy_cell_on_sheet(&model->sheets[sheet], p));
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &model->walls[near.walls[i]];
        if (!wall->is_furniture && lies_on(wall->a, wall->b, p, 0.03f)) {
            found.walls += wall->opening == HY_NONE ? 1 : 0;
            found.openings += wall->opening == HY_NONE ? 0 : 1;
        }
    }
    return found;
}

// where openings end and corners meet, walls end too: these places are left out
static bool is_near_an_end(const hy_model *model, const hy_room *room, hy_vec2 p)
{
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        if (hy_distance(opening->from, p) < 0.05f || hy_distance(opening->to, p) < 0.05f) {
            return true;
        }
    }
    for (uint32_t corner = 0; corner < model->corner_count; corner++) {
        if (hy_distance(model->corners[corner], p) < 0.05f) {
            return true;
        }
    }
    return false;
}

// along the edges of all rooms each point is one wall or one opening, never both and never neither
static uint32_t mistakes_in_walls(const hy_model *model, uint32_t *sample_count)
{
    uint32_t mistakes = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        for (uint32_t corner = 0; corner < room->corner_count; corner++) {
            const hy_vec2 a = model->corners[room->first_corner + corner];
            const hy_vec2 b = model->corners[room->first_corner + (corner + 1) % room->corner_count];
            const hy_vec2 along = hy_unit(hy_minus(b, a));
            for (float at = 0.06f; at < hy_distance(a, b) - 0.06f; at += 0.173f) {
                const hy_vec2 p = hy_along(a, along, at);
                if (is_near_an_end(model, room, p)) {
                    continue;
                }
                const cover under = cover_of(model, room->sheet, p);
                mistakes += under.openings + under.walls == 1 ? 0 : 1;
                (*sample_count)++;
            }
        }
    }
    return mistakes;
}

START_TEST(every_edge_of_a_room_is_a_wall_except_where_an_opening_cuts_it)
{
    hy_model *models[] = {corridor_model(), stairs_model(), good_model(TWO_ROOMS, NULL), good_model(SCHOOL, NULL)};
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t sample_count = 0;
        const uint32_t mistakes = mistakes_in_walls(models[i], &sample_count);
        ck_assert_uint_gt(sample_count, 300);
        ck_assert_msg(mistakes == 0, "%s: %u of %u points", models[i]->rooms[0].name, mistakes, sample_count);
        hy_model_destroy(models[i]);
    }
}
END_TEST

START_TEST(the_list_of_a_grid_cell_holds_every_wall_within_reach_of_it)
{
    hy_model *model = good_model(TWO_ROOMS, NULL); // one sheet
    ck_assert_uint_eq(model->sheet_count, 1);
    const hy_sheet *sheet = &model->sheets[0];
    dice_cup dice = {1};
    uint32_t missing = 0, near_count = 0;
    for (uint32_t i = 0; i < 4000; i++) {
        const hy_vec2 p = hy_plus(sheet->corner, dice_point(&dice, 2, 24, 2, 9));
        const hy_wall_list near = hy_walls_near(model, hy_cell_on_sheet(sheet, p));
        for (uint32_t wall = 0; wall < model->wall_count; wall++) {
            if (!lies_on(model->walls[wall].a, model->walls[wall].b, p, HY_WALL_REACH_M)) {
                continue;
            }
            bool is_listed = false;
            for (uint32_t k = 0; k < near.count; k++) {
                is_listed |= near.walls[k] == wall;
            }
            near_count++;
            missing += is_listed ? 0 : 1;
        }
    }
    ck_assert_uint_gt(near_count, 4000);
    ck_assert_uint_eq(missing, 0);
    hy_model_destroy(model);
}
END_TEST

// ---- stairs

START_TEST(a_stair_is_a_sheet_of_its_own_that_joins_its_two_levels)
{
    hy_model *model = stairs_model();
    const uint32_t lower = room_named(model, "lower"), upper = room_named(model, "upper");
    const uint32_t stair = room_named(model, "turning 1F-2F");
    ck_assert_uint_eq(model->sheet_count, 4);
    ck_assert(model->rooms[stair].is_stair && model->sheets[model->rooms[stair].sheet].is_stair);
    ck_assert_uint_eq(model->rooms[stair].link_count, 2);
    ck_assert_uint_ne(model->rooms[stair].upper_link, HY_NONE);
    const hy_room *room = &model->rooms[stair];
    const uint32_t up = model->links[room->first_link + room->upper_link],
                   down = model->links[room->first_link + 1 - room->upper_link];
    ck_assert_uint_eq(hy_other_room(&model->openings[up], stair), upper);
    ck_assert_uint_eq(hy_other_room(&model->openings[down], stair), lower);
    ck_assert(model->openings[up].changes_sheet && model->openings[down].changes_sheet);
    hy_model_destroy(model);
}
END_TEST

// what each opening on the way adds to it
#define PASSING_M 1

START_TEST(a_way_over_a_straight_stair_is_its_length_and_a_little_more_for_the_climb)
{
    hy_model *model = stairs_model();
    const uint32_t stair = room_named(model, "straight 1F-2F"), end = room_named(model, "upper end");
    const hy_room *room = &model->rooms[stair];
    const uint32_t down = model->links[room->first_link + 1 - room->upper_link];
    ASSERT_NEAR(model->link_distances[model->link_matrix_starts[stair] + 1], 12, 0.3);
    ASSERT_NEAR(model->plan_routes[(size_t)end * model->opening_count + down], 1.4 * 12 + PASSING_M, 0.4);
    hy_model_destroy(model);
}
END_TEST

// ---- ways

START_TEST(ways_are_as_long_as_reckoned_by_hand)
{
    hy_model *model = corridor_model();
    // to the nearest end of a door, from a cell that lies up to a cell inside the other: 12 m less half the door
    const double cell = 0.3;
    ASSERT_NEAR(route(model, "corridor / west", "corridor"), 0, 1e-6);
    ASSERT_NEAR(route(model, "corridor / west", "east"), 20 + PASSING_M, cell);
    ASSERT_NEAR(route(model, "corridor / east", "west"), 20 + PASSING_M, cell);
    ASSERT_NEAR(route(model, "corridor / west", "north"), 11.51 + PASSING_M, cell);
    ASSERT_NEAR(route(model, "corridor / east", "north"), 7.52 + PASSING_M, cell);
    // through the room: from the middle of its south door (12, 2) to the nearest of its three doors (11.4 to 12.2, 6)
    ASSERT_NEAR(route(model, "corridor / west", "store"), 11.51 + 4 + 2 * PASSING_M, 2 * cell);
    // a window is no way, and locks do not count here
    ck_assert(route(model, "north / outside", "east") >= HY_NO_WAY);
    ASSERT_NEAR(route(model, "corridor / north", "shelter"), 2.24 + PASSING_M, 2 * cell);
    hy_model_destroy(model);
}
END_TEST

START_TEST(shut_doors_make_the_way_longer_and_impassable_ones_end_it)
{
    hy_model *model = corridor_model();
    float delays[16] = {0}, ways[16];
    uint32_t frontier[16], nexts[16];
    uint8_t sides[16];
    ck_assert_uint_lt(model->opening_count, 16);
    delays[opening_named(model, "north / outside")] = HY_NO_WAY;
    const uint32_t east = opening_named(model, "corridor / east"), west = opening_named(model, "corridor / west");
    delays[east] = 7;
    hy_fill_ways(model, room_named(model, "east"), delays, frontier, (hy_way_row){ways, sides, nexts});
    ASSERT_NEAR(ways[west], 27 + PASSING_M, 0.3);
    delays[east] = HY_NO_WAY;
    hy_fill_ways(model, room_named(model, "east"), delays, frontier, (hy_way_row){ways, sides, nexts});
    ck_assert(ways[west] >= HY_NO_WAY);
    hy_model_destroy(model);
}
END_TEST

enum { ROW_LIMIT = 1024 };

typedef struct way_table {
    float ways[ROW_LIMIT];
    uint8_t sides[ROW_LIMIT];
    uint32_t nexts[ROW_LIMIT];
} way_table;

static void fill(const hy_model *model, uint32_t goal, const float *delays, way_table *table)
{
    uint32_t frontier[ROW_LIMIT];
    *table = (way_table){0};
    hy_fill_ways(model, goal, delays, frontier, (hy_way_row){table->ways, table->sides, table->nexts});
}

// all the rooms of the school are goals; its doors are locked and unlocked a few hundred times
START_TEST(ways_that_a_door_does_not_change_need_not_be_found_again)
{
    hy_model *model = good_model(SCHOOL, NULL);
    ck_assert_uint_lt(model->opening_count, ROW_LIMIT);
    float delays[ROW_LIMIT] = {0};
    for (uint32_t i = 0; i < model->opening_count; i++) {
        delays[i] = model->openings[i].is_passable ? 0 : HY_NO_WAY;
    }
    way_table *kept = calloc(model->room_count, sizeof *kept), fresh;
    for (uint32_t room = 0; room < model->room_count; room++) {
        fill(model, room, delays, &kept[room]);
    }
    unsigned kept_count = 0, found_count = 0;
    for (unsigned turn = 0; turn < 300; turn++) {
        const uint32_t opening = turn * 2654435761u % model->opening_count;
        if (delays[opening] >= HY_NO_WAY) {
            continue;
        }
        const bool is_longer = !(delays[opening] > 0);
        delays[opening] = is_longer ? 400 : 0;
        for (uint32_t room = 0; room < model->room_count; room++) {
            const hy_way_row row = {kept[room].ways, kept[room].sides, kept[room].nexts};
            const bool changes = hy_ways_change_with(model, room, opening, delays[opening], is_longer, row);
            fill(model, room, delays, &fresh);
            ck_assert_msg(changes || memcmp(&fresh, &kept[room], sizeof fresh) == 0, "opening %u, room %u", opening, room);
            kept[room] = fresh;
            kept_count += !changes;
            found_count += changes;
        }
    }
    ck_assert_uint_gt(kept_count, found_count);
    free(kept);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_point_lies_in_the_room_of_its_level_that_contains_it)
{
    hy_model *model = stairs_model();
    const hy_vec2 p = hy_minus(hy_vec(3, 2), model->origin), outside = hy_minus(hy_vec(3, 10), model->origin);
    ck_assert_uint_eq(hy_model_room_at(model, 0, p), room_named(model, "lower"));
    ck_assert_uint_eq(hy_model_room_at(model, 1, p), room_named(model, "upper"));
    ck_assert_uint_eq(hy_model_room_at(model, 0, outside), HY_NONE);
    hy_model_destroy(model);
}
END_TEST

// ---- the name of a model

static uint64_t hash_with(const char *setting)
{
    hy_model *model = good_model(TWO_ROOMS, setting);
    const uint64_t hash = model->hash;
    hy_model_destroy(model);
    return hash;
}

START_TEST(a_number_that_can_change_a_history_changes_the_name_of_the_model)
{
    static const char *const settings[] = {"movement.radius_m=0.17",
                                           "mind.decide_s=1.5",
                                           "fight.win=0.11",
                                           "doors.lock_s=4",
                                           "senses.near_m=2.5",
                                           "step_s=0.05",
                                           "start=08:59",
                                           "end=09:21",
                                           "groups[0].count=7",
                                           "persons[Mina].courage=0.5",
                                           "profiles[0].strength.mean=1.1",
                                           "ties.friends_low=2",
                                           "timetable[1].share=0.6",
                                           "incidents[0].wound=medium",
                                           "plan.rooms[corridor].box=[0, 5, 12, 2.5]",
                                           "plan.modules[0].openings[0].width_m=1",
                                           "strain.exposures[zombie bite].infects=0.5",
                                           "strain.stages[zombie].hearing_gain_db=3"};
    const uint64_t plain = hash_with(NULL);
    uint32_t mistakes = 0;
    uint64_t last = plain;
    for (uint32_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const uint64_t hash = hash_with(settings[i]);
        mistakes += hash == plain || hash == last ? 1 : 0;
        last = hash;
    }
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

START_TEST(what_cannot_change_a_history_leaves_the_name_of_the_model)
{
    const uint64_t plain = hash_with(NULL);
    ck_assert(hash_with("seed=77") == plain);
    ck_assert(hash_with("keyframe_s=1") == plain);
    ck_assert(hash_with("note=another") == plain);
    ck_assert(hash_with("persons[Mina].note=brave") == plain);
    ck_assert(hash_with("strain.note=another") == plain);
}
END_TEST

START_TEST(comments_formats_and_the_order_of_keys_leave_the_name_of_the_model)
{
    static const char PLAN[] = "plan: a\nlevels: [{name: 1F}]\nrooms: [{name: r, level: 1F, box: [0, 0, 5, 0.5e1]}]\n";
    static const char SAME_PLAN[] =
        "# the same\nrooms:\n  - box: [0.0, 0, 5.000, 5]\n    level: \"1F\"\n    name: 'r'\n"
        "levels:\n  - {name: 1F}\nplan: a\n";
    hy_model *model = good_model_of_texts(PLAN, SCENARIO_HEAD);
    hy_model *same = good_model_of_texts(SAME_PLAN, "# a comment\n" SCENARIO_HEAD "step_s: 1.0e-1\n");
    ck_assert(model->hash == same->hash);
    hy_model_destroy(model);
    hy_model_destroy(same);
}
END_TEST

// ---- memory

// fails every request from the n-th on, for every n; returns how many requests a whole compilation makes
static size_t compile_with_ever_more_memory(const char *scenario)
{
    hy_document *document = load_good(scenario, NULL);
    scarce_memory memory = {0};
    for (size_t granted = 0;; granted++) {
        memory = (scarce_memory){.granted_count = granted};
        hy_diagnostics_init(&test_sink, test_items);
        hy_model *model;
        const hy_status status =
            hy_model_create(hy_document_description(document), scarce_allocator(&memory), &test_sink, &model);
        if (status == HY_OK) {
            ck_assert_uint_eq(hy_model_bytes(model), memory.held_bytes);
            hy_model_destroy(model);
            ck_assert_uint_eq(memory.held_bytes, 0);
            break;
        }
        ck_assert_int_eq((int)status, (int)HY_OUT_OF_MEMORY);
        ck_assert_ptr_null(model);
        ck_assert_uint_eq(memory.held_blocks, 0);
        ck_assert_uint_lt(granted, 10000);
    }
    hy_document_destroy(document);
    return memory.request_count;
}

START_TEST(wherever_memory_runs_out_a_compilation_ends_cleanly)
{
    ck_assert_uint_gt(compile_with_ever_more_memory(TWO_ROOMS), 1);
    ck_assert_uint_gt(compile_with_ever_more_memory(SCHOOL), 4);
}
END_TEST

START_TEST(wherever_memory_runs_out_a_check_ends_cleanly)
{
    hy_document *document = load_good(SCHOOL, NULL);
    const hy_description *description = hy_document_description(document);
    hy_status status = HY_OUT_OF_MEMORY;
    for (size_t granted = 0; status == HY_OUT_OF_MEMORY && granted < 1000; granted++) {
        scarce_memory memory = {.granted_count = granted};
        hy_diagnostics_init(&test_sink, test_items);
        status = hy_plan_check(&description->plan, scarce_allocator(&memory), &test_sink);
        ck_assert_uint_eq(memory.held_blocks, 0);
    }
    ck_assert_int_eq((int)status, (int)HY_OK);
    hy_document_destroy(document);
}
END_TEST

// ---- the school

START_TEST(the_school_compiles_without_a_problem)
{
    hy_model *model = good_model(SCHOOL, NULL);
    ck_assert_uint_eq(test_sink.count, 0);
    ck_assert_uint_eq(model->person_count, 556);
    hy_model_destroy(model);
}
END_TEST

static uint32_t rooms_on(const hy_model *model, const char *level)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        count += !room->is_stair && !room->is_outdoor && strcmp(model->levels[room->level].name, level) == 0 ? 1 : 0;
    }
    return count;
}

START_TEST(the_school_has_the_rooms_of_its_plan_on_four_floors)
{
    hy_model *model = good_model(SCHOOL, NULL);
    ck_assert_uint_eq(rooms_on(model, "1F"), 23);
    ck_assert_uint_eq(rooms_on(model, "2F"), 14);
    ck_assert_uint_eq(rooms_on(model, "3F"), 19);
    ck_assert_uint_eq(rooms_on(model, "4F"), 17);
    hy_model_destroy(model);
}
END_TEST

// the computer room is furnished as a class room too, but no class lives there
static bool is_home_of_a_class(const hy_model *model, uint32_t room)
{
    bool is_home = false;
    for (uint32_t i = 0; i < model->group_count; i++) {
        is_home |= model->groups[i].role == HY_role_student && model->groups[i].home == room;
    }
    return is_home && model->rooms[room].use == HY_room_use_classroom;
}

START_TEST(eighteen_class_rooms_have_a_desk_for_each_of_28_pupils_and_252_can_eat)
{
    hy_model *model = good_model(SCHOOL, NULL);
    uint32_t class_rooms = 0, small_ones = 0, eaters = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        uint32_t desks = 0;
        for (uint32_t seat = 0; seat < room->seat_count; seat++) {
            desks += model->seats[room->first_seat + seat].is_desk ? 1 : 0;
        }
        class_rooms += is_home_of_a_class(model, i) ? 1 : 0;
        small_ones += is_home_of_a_class(model, i) && desks < 28 ? 1 : 0;
        eaters += room->use == HY_room_use_cafeteria ? room->seat_count : 0;
    }
    ck_assert_uint_eq(class_rooms, 18);
    ck_assert_uint_eq(small_ones, 0);
    ck_assert_uint_eq(eaters, 252);
    hy_model_destroy(model);
}
END_TEST

START_TEST(every_seat_of_the_school_is_reached_from_every_door_of_its_room)
{
    hy_model *model = good_model(SCHOOL, NULL);
    uint32_t unreached = 0, tried = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        const hy_raster raster = hy_room_raster(model, room);
        for (uint32_t seat = 0; seat < room->seat_count; seat++) {
            const uint32_t cell = hy_raster_walkable_near(&raster, model->seats[room->first_seat + seat].at);
            for (uint32_t rank = 0; rank < room->link_count; rank++) {
                const float *distance = hy_link_field(model, room, rank);
                if (distance != NULL) {
                    tried++;
                    unreached += cell == UINT32_MAX || distance[cell] >= HY_UNREACHABLE ? 1 : 0;
                }
            }
        }
    }
    ck_assert_uint_gt(tried, 1000);
    ck_assert_uint_eq(unreached, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(every_room_of_the_school_is_reached_from_every_door_of_it)
{
    hy_model *model = good_model(SCHOOL, NULL);
    uint32_t unreached = 0, tried = 0;
    for (uint32_t room = 0; room < model->room_count; room++) {
        for (uint32_t i = 0; i < model->opening_count && !model->rooms[room].is_void; i++) {
            const hy_opening *opening = &model->openings[i];
            if (!opening->is_passable || model->rooms[opening->rooms[0]].is_void ||
                model->rooms[opening->rooms[1]].is_void) {
                continue;
            }
            tried++;
            unreached += model->plan_routes[(size_t)room * model->opening_count + i] >= HY_NO_WAY ? 1 : 0;
        }
    }
    ck_assert_uint_gt(tried, 10000);
    ck_assert_uint_eq(unreached, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(every_room_of_the_school_has_a_middle_where_one_can_stand)
{
    hy_model *model = good_model(SCHOOL, NULL);
    uint32_t mistakes = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        const hy_raster raster = hy_room_raster(model, room);
        mistakes += raster.walkable[hy_raster_cell_at(&raster, room->centre)] ? 0 : 1;
    }
    ck_assert_uint_eq(mistakes, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(named_things_of_the_school_are_found_by_their_names_and_nothing_else_is)
{
    hy_model *model = good_model(SCHOOL, NULL);
    ck_assert_str_eq(model->people[hy_model_person_named(model, "index")].name, "Kim Hyeon-ju");
    ck_assert_uint_ne(hy_model_room_named(model, "2-5"), HY_NONE);
    ck_assert_uint_ne(hy_model_stage_named(model, "zombie"), HY_NONE);
    ck_assert_uint_eq(hy_model_room_named(model, "2-7"), HY_NONE);
    ck_assert_uint_eq(hy_model_stage_named(model, ""), HY_NONE);
    ck_assert_uint_eq(hy_model_person_named(model, ""), HY_NONE);
    ck_assert_uint_eq(hy_model_opening_named(model, "nothing"), HY_NONE);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("model");
    TCase *openings = add_case_in_a_folder(suite, "openings");
    tcase_add_test(openings, a_door_joins_exactly_the_two_rooms_whose_edge_it_lies_on);
    tcase_add_test(openings, rooms_and_openings_name_each_other);
    tcase_add_test(openings, openings_are_named_after_their_rooms_and_numbered_where_there_are_several);
    tcase_add_test(openings, an_opening_is_passable_lets_light_through_and_locks_as_it_is_described);
    TCase *walls = add_case_in_a_folder(suite, "walls");
    tcase_add_test(walls, every_edge_of_a_room_is_a_wall_except_where_an_opening_cuts_it);
    tcase_add_test(walls, the_list_of_a_grid_cell_holds_every_wall_within_reach_of_it);
    TCase *ways = add_case_in_a_folder(suite, "ways");
    tcase_add_test(ways, a_stair_is_a_sheet_of_its_own_that_joins_its_two_levels);
    tcase_add_test(ways, a_way_over_a_straight_stair_is_its_length_and_a_little_more_for_the_climb);
    tcase_add_test(ways, ways_are_as_long_as_reckoned_by_hand);
    tcase_add_test(ways, shut_doors_make_the_way_longer_and_impassable_ones_end_it);
    tcase_add_test(ways, ways_that_a_door_does_not_change_need_not_be_found_again);
    tcase_add_test(ways, a_point_lies_in_the_room_of_its_level_that_contains_it);
    TCase *name = add_case_in_a_folder(suite, "name");
    tcase_add_test(name, a_number_that_can_change_a_history_changes_the_name_of_the_model);
    tcase_add_test(name, what_cannot_change_a_history_leaves_the_name_of_the_model);
    tcase_add_test(name, comments_formats_and_the_order_of_keys_leave_the_name_of_the_model);
    TCase *memory = add_case_in_a_folder(suite, "memory");
    tcase_add_test(memory, wherever_memory_runs_out_a_compilation_ends_cleanly);
    tcase_add_test(memory, wherever_memory_runs_out_a_check_ends_cleanly);
    TCase *school = add_case_in_a_folder(suite, "school");
    tcase_add_test(school, the_school_compiles_without_a_problem);
    tcase_add_test(school, the_school_has_the_rooms_of_its_plan_on_four_floors);
    tcase_add_test(school, eighteen_class_rooms_have_a_desk_for_each_of_28_pupils_and_252_can_eat);
    tcase_add_test(school, every_seat_of_the_school_is_reached_from_every_door_of_its_room);
    tcase_add_test(school, every_room_of_the_school_is_reached_from_every_door_of_it);
    tcase_add_test(school, every_room_of_the_school_has_a_middle_where_one_can_stand);
    tcase_add_test(school, named_things_of_the_school_are_found_by_their_names_and_nothing_else_is);
    return run_suite(suite);
}
