// The table of experiments: which set-up, how often, and where it is watched. Files lie in tests/verification/.
#include "study/verification/canon.h"
#include "study/verification/senses.h"
#include "study/verification/verify.h"

#include <string.h>

#define SCENARIO(path) .scenario = "movement/" path ".yaml"
#define LINE(x1, y1, x2, y2)               \
    {                                      \
        .from = {x1, y1}, .to = { x2, y2 } \
    }
#define STAIR "stair ground-upper"

// the lines of a corridor from south to north, 40 m, 10 m and 100 m apart
#define LINES_40_M .lines = {LINE(2, 0, 2, 2), LINE(42, 0, 42, 2)}

// a crowd that passes a bottleneck whose middle lies at x = 11.4
#define NECK_LINE .lines = {LINE(11.4f, 0, 11.4f, 4)}
#define NECK(width, south)                                                                                             \
    {                                                                                                                  \
        .name = "neck-" width, SCENARIO("bottleneck/sixty-people"),                                                    \
        .settings = {"plan.rooms[neck].box=[10, " south ", 2.8, " width "]"}, .seed_count = 10, .long_seed_count = 40, \
        NECK_LINE                                                                                                      \
    }
#define SHORT_NECK(width, south)                                             \
    {                                                                        \
        .name = "short-neck-" width, SCENARIO("bottleneck/hundred-people"),  \
        .settings = {"plan.rooms[neck].box=[10, " south ", 0.4, " width "]", \
                     "plan.rooms[outside].box=[10.4, 0, 6, 4]"},             \
        .seed_count = 10, .long_seed_count = 40, .lines = {                  \
            LINE(10.2f, 0, 10.2f, 4)                                         \
        }                                                                    \
    }
#define WIDE_NECK(width, south)                                                                                       \
    {                                                                                                                 \
        .name = "wide-neck-" width, SCENARIO("wide-bottleneck/crowd"),                                                \
        .settings = {"plan.rooms[neck].box=[20, " south ", 2.8, " width "]"}, .seed_count = 3, .long_seed_count = 10, \
        .lines = {                                                                                                    \
            LINE(21.4f, 0, 21.4f, 12)                                                                                 \
        }                                                                                                             \
    }

// A full corridor of 196 m2, watched over 30 m2. The open ends set the place and the time: until 22 s whoever walks at
// up to 2.5 m/s still comes from within the crowd, so that the fast are not missed, and the thinning that begins at the
// exit has not come back 30 m.
#define FULL_CORRIDOR                                                                                          \
    .zones = {{.box = {55, 0, 15, 2}, .axis = {1, 0}}}, .zones_begin_s = 10, .zones_end_s = 22, .window_s = 4, \
    .until = HY_UNTIL_THE_END
#define ONE_WAY(density, count)                                                                                    \
    {                                                                                                              \
        .name = "one-way-" density, SCENARIO("long-corridor/one-way"),                                             \
        .settings = {"groups[eastward].count=" count, "end=\"09:00:23\""}, .seed_count = 6, .long_seed_count = 20, \
        FULL_CORRIDOR                                                                                              \
    }
// with people from both ends the middle is supplied until 18 s
#define TWO_WAY(density, count)                                                                                       \
    {                                                                                                                 \
        .name = "two-way-" density, SCENARIO("long-corridor/two-way"),                                                \
        .settings = {"groups[eastward].count=" count, "groups[westward].count=" count, "end=\"09:00:23\""},           \
        .seed_count = 6, .long_seed_count = 20, .second_group_returns = true,                                         \
        .zones = {{.box = {42.5f, 0, 15, 2}, .axis = {1, 0}}}, .zones_begin_s = 10, .zones_end_s = 18, .window_s = 4, \
        .until = HY_UNTIL_THE_END                                                                                     \
    }

// 98 m in single file, watched over 10 m; place and time for the same reasons
#define SINGLE_FILE(density, count)                                                                                   \
    {                                                                                                                 \
        .name = "single-file-" density, SCENARIO("single-file/walkers"),                                              \
        .settings = {"groups[walkers].count=" count, "end=\"09:00:23\""}, .seed_count = 20, .long_seed_count = 20,    \
        .zones = {{.box = {55, 0, 10, 0.5f}, .axis = {1, 0}}}, .zones_begin_s = 10, .zones_end_s = 22, .window_s = 2, \
        .until = HY_UNTIL_THE_END                                                                                     \
    }

// a full stair of 200 m2, watched over 40 m2 in its middle
#define FULL_STAIR(way, density, count)                                                                             \
    {                                                                                                               \
        .name = "stair-" way "-" density, SCENARIO("long-stair/crowd-" way),                                        \
        .settings = {"groups[crowd].count=" count, "end=\"09:00:26\""}, .seed_count = 2, .long_seed_count = 10,     \
        .zones = {{.sheet = STAIR, .box = {0, 44, 2, 20}, .axis = {0, 0}}}, .zones_begin_s = 10, .zones_end_s = 25, \
        .until = HY_UNTIL_THE_END                                                                                   \
    }

#define STAIR_WIDTH(width)                                                                                   \
    {                                                                                                        \
        .name = "stair-width-" width, SCENARIO("stair-width/crowd"),                                         \
        .settings = {"plan.stairs[stair].size=[" width ", 8]", "plan.stairs[stair].flight_width_m=" width,   \
                     "plan.stairs[stair].door_width_m=" width, "plan.stairs[stair].top_door_width_m=" width, \
                     "plan.rooms[below].box=[0, 0, " width ", 4]"},                                          \
        .seed_count = 4, .long_seed_count = 20, .lines = {                                                   \
            {.sheet = STAIR, .from = {-1, 8}, .to = {3, 8}}                                                  \
        }                                                                                                    \
    }

#define RESPONSE(name_of, law)                                                                                      \
    {                                                                                                               \
        .name = "response-" name_of, SCENARIO("room-8x5/ten-people"), .settings = {"groups[people].response=" law}, \
        .seed_count = 20, .long_seed_count = 100, .until = HY_UNTIL_ALL_HAVE_MOVED                                  \
    }

#define GOAL(distance, box)                                                                                          \
    {                                                                                                                \
        .name = "goal-" distance, SCENARIO("two-rooms/crowd"),                                                       \
        .settings = {"plan.rooms[second].places[goal].box=" box}, .seed_count = 4, .long_seed_count = 20, .lines = { \
            LINE(10.125f, 4, 10.125f, 6)                                                                             \
        }                                                                                                            \
    }
#define LONG_NECK(width, south)                                                                                       \
    {                                                                                                                 \
        .name = "long-neck-" width, SCENARIO("two-rooms/crowd"),                                                      \
        .settings = {"plan.rooms[neck].box=[10, " south ", 5, " width "]", "plan.rooms[second].box=[15, 0, 10, 10]"}, \
        .seed_count = 4, .long_seed_count = 20, .lines = {                                                            \
            LINE(12.5f, 4, 12.5f, 6)                                                                                  \
        }                                                                                                             \
    }

#define OPPOSED(count)                                                                                            \
    {                                                                                                             \
        .name = "opposed-" count, SCENARIO("counterflow/opposed"), .settings = {"groups[westward].count=" count}, \
        .seed_count = 5, .long_seed_count = 200, .lines = {                                                       \
            LINE(20, 4, 20, 6)                                                                                    \
        }                                                                                                         \
    }

#define CORNER(kind)                                                                                       \
    {                                                                                                      \
        .name = "corner-" kind, SCENARIO("corner/twenty-people"), .settings = {"plan=" kind "-plan.yaml"}, \
        .seed_count = 100, .long_seed_count = 400                                                          \
    }

#define NECK_TURNED(kind, file)                                                                           \
    {                                                                                                     \
        .name = "neck-" kind, SCENARIO("any-direction/sixty-people"), .settings = {"plan=" file ".yaml"}, \
        .seed_count = 20, .long_seed_count = 100                                                          \
    }

#define CROWD_WAY(shape)                                                                                    \
    {                                                                                                       \
        .name = "crowd-way-" shape, SCENARIO("crowd-ways/crowd"), .settings = {"plan=" shape "-plan.yaml"}, \
        .seed_count = 5, .long_seed_count = 20                                                              \
    }

#define NECK_AT_STEP(step)                                                                                             \
    {                                                                                                                  \
        .name = "neck-step-" step, SCENARIO("bottleneck/sixty-people"), .settings = {"step_s=" step}, .seed_count = 6, \
        .long_seed_count = 40, NECK_LINE                                                                               \
    }
#define CORNER_AT_STEP(step)                                                                                           \
    {                                                                                                                  \
        .name = "corner-step-" step, SCENARIO("corner/twenty-people"), .settings = {"step_s=" step}, .seed_count = 10, \
        .long_seed_count = 40                                                                                          \
    }

static const hy_experiment experiments[] = {
    // ---- one person
    {.name = "corridor-1.0", SCENARIO("corridor/one-person"), .seed_count = 3, .watches_walls = true, LINES_40_M},
    {.name = "corridor-1.33",
     SCENARIO("corridor/one-person"),
     .settings = {"groups[walker].walk.a=1.33"},
     .seed_count = 3,
     .watches_walls = true,
     LINES_40_M},
    {.name = "corridor-10-m",
     SCENARIO("corridor/one-person"),
     .seed_count = 3,
     .lines = {LINE(2, 0, 2, 2), LINE(12, 0, 12, 2)}},
    {.name = "free-walk",
     SCENARIO("free-walk/one-person"),
     .seed_count = 10,
     .lines = {LINE(2, 0, 2, 2), LINE(40, 0, 40, 2)}},
    {.name = "free-walk-rotated",
     SCENARIO("free-walk/one-person"),
     .settings = {"plan=rotated-plan.yaml", "persons[Walker].at=[0.366025, 1.366025]"},
     .seed_count = 10,
     // the same two lines, turned
     .lines = {LINE(1.7321f, 1.0000f, 0.7321f, 2.7321f), LINE(34.6410f, 20.0000f, 33.6410f, 21.7321f)}},
    {.name = "standing-person",
     SCENARIO("corridor/standing-person"),
     .seed_count = 10,
     .standing_count = 1,
     .watches_walls = true,
     .watches_bodies = true},
    {.name = "blocked-by-person",
     SCENARIO("single-file/standing-person"),
     .seed_count = 10,
     .standing_count = 1,
     .until = HY_UNTIL_THE_END,
     .watches_walls = true,
     .watches_bodies = true},
    {.name = "four-goals",
     SCENARIO("four-goals/four-people"),
     .seed_count = 5,
     .lines = {LINE(2, 0, 2, 24), LINE(22, 0, 22, 24), LINE(0, 2, 24, 2), LINE(0, 22, 24, 22)}},
    {.name = "beside-a-wall", SCENARIO("beside-a-wall/two-people"), .seed_count = 10},
    {.name = "random-starts",
     SCENARIO("obstacles/random-starts"),
     .seed_count = 10,
     .long_seed_count = 50,
     .watches_walls = true},
    {.name = "two-routes",
     SCENARIO("two-routes/ten-people"),
     .seed_count = 5,
     .lines = {LINE(10, 0, 10, 3), LINE(6, 15, 8, 15)}},
    {.name = "two-routes-locked",
     SCENARIO("two-routes/ten-people"),
     .settings =
         {"plan.rooms[start].openings[short door]={kind: door, wall: east, at_m: 1, width_m: 1.2, is_locked: true}"},
     .seed_count = 5,
     .lines = {LINE(10, 0, 10, 3), LINE(6, 15, 8, 15)}},
    // ---- stairs
    {.name = "stair-up",
     SCENARIO("stair/up"),
     .seed_count = 3,
     .lines = {{STAIR, {0, 5}, {2, 5}}, {STAIR, {0, 11}, {2, 11}}}},
    {.name = "stair-down",
     SCENARIO("stair/down"),
     .seed_count = 3,
     .lines = {{STAIR, {0, 11}, {2, 11}}, {STAIR, {0, 5}, {2, 5}}}},
    {.name = "stair-up-weidmann",
     SCENARIO("stair/up"),
     .settings = {"groups[walker].walk.a=1.34"},
     .seed_count = 3,
     .lines = {{STAIR, {0, 5}, {2, 5}}, {STAIR, {0, 11}, {2, 11}}}},
    {.name = "stair-down-weidmann",
     SCENARIO("stair/down"),
     .settings = {"groups[walker].walk.a=1.34"},
     .seed_count = 3,
     .lines = {{STAIR, {0, 11}, {2, 11}}, {STAIR, {0, 5}, {2, 5}}}},
    {.name = "long-stair-up",
     SCENARIO("long-stair/up"),
     .seed_count = 3,
     .lines = {{STAIR, {0, 6}, {2, 6}}, {STAIR, {0, 96}, {2, 96}}}},
    {.name = "long-stair-down",
     SCENARIO("long-stair/down"),
     .seed_count = 3,
     .lines = {{STAIR, {0, 96}, {2, 96}}, {STAIR, {0, 6}, {2, 6}}}},
    FULL_STAIR("up", "0.5", "100"),
    FULL_STAIR("up", "1", "200"),
    FULL_STAIR("up", "2", "400"),
    FULL_STAIR("up", "3", "600"),
    FULL_STAIR("down", "0.5", "100"),
    FULL_STAIR("down", "1", "200"),
    FULL_STAIR("down", "2", "400"),
    FULL_STAIR("down", "3", "600"),
    STAIR_WIDTH("1.0"),
    STAIR_WIDTH("1.2"),
    STAIR_WIDTH("1.4"),
    STAIR_WIDTH("1.6"),
    STAIR_WIDTH("1.8"),
    {.name = "room-corridor-stair",
     SCENARIO("room-corridor-stair/crowd"),
     .seed_count = 4,
     .long_seed_count = 20,
     .zones = {{.box = {1, 6, 3, 2}}, {.box = {1.5f, 13, 2, 2}}}},
    {.name = "corridor-before-stair",
     SCENARIO("room-corridor-stair/crowd"),
     .seed_count = 4,
     .long_seed_count = 20,
     .zones = {{.box = {1.5f, 18, 2, 2}}, {.box = {1.5f, 13, 2, 2}}}},
    {.name = "hundred-in-room-corridor",
     SCENARIO("room-corridor-stair/crowd"),
     .settings = {"groups[crowd].count=100"},
     .seed_count = 4,
     .long_seed_count = 20,
     .zones = {{.box = {1, 6, 3, 2}}, {.box = {1.5f, 13, 2, 2}}}},
    // ---- starts and speeds
    RESPONSE("uniform", "{kind: uniform, a: 10, b: 100}"),
    RESPONSE("normal", "{kind: normal, a: 60, b: 20}"),
    RESPONSE("gamma", "{kind: gamma, a: 1.291, b: 103.901}"),
    RESPONSE("lognormal", "{kind: lognormal, a: 4.586, b: 0.967}"),
    RESPONSE("weibull", "{kind: weibull, a: 1.195, b: 139.285}"),
    {.name = "by-age",
     SCENARIO("population/by-age"),
     .seed_count = 5,
     .long_seed_count = 20,
     .lines = {LINE(10, 0, 10, 20), LINE(40, 0, 40, 20)}},
    {.name = "fifty-men",
     SCENARIO("population/fifty-men"),
     .seed_count = 10,
     .long_seed_count = 40,
     .lines = {LINE(10, 0, 10, 20), LINE(40, 0, 40, 20)}},
    {.name = "hundred-walkers",
     SCENARIO("population/hundred-people"),
     .seed_count = 5,
     .long_seed_count = 20,
     .lines = {LINE(10, 0, 10, 20), LINE(40, 0, 40, 20)}},
    {.name = "random-places",
     SCENARIO("population/hundred-people"),
     .settings = {"groups[people].area=[5, 2, 40, 16]", "end=\"09:00:01\""},
     .seed_count = 40,
     .until = HY_UNTIL_THE_END,
     .zones = {{.box = {5, 2, 40, 16}}}},
    // ---- corners and ways
    {.name = "corner",
     SCENARIO("corner/twenty-people"),
     .seed_count = 100,
     .long_seed_count = 400,
     .watches_walls = true,
     .watches_bodies = true},
    CORNER("mirrored"),
    CORNER("rotated"),
    CORNER("translated"),
    CROWD_WAY("straight"),
    CROWD_WAY("corner"),
    CROWD_WAY("detour"),
    {.name = "over-stairs", SCENARIO("over-stairs/twenty-people"), .seed_count = 5, .lines = {LINE(0, -20, 2, -20)}},
    {.name = "three-storeys", SCENARIO("three-storeys/everybody"), .seed_count = 5, .long_seed_count = 20},
    {.name = "three-storeys-slow",
     SCENARIO("three-storeys/everybody"),
     .settings = {"groups[of room 3a].walk={kind: constant, a: 0.6}",
                  "groups[of room 3b].walk={kind: constant, a: 0.6}"},
     .seed_count = 5,
     .long_seed_count = 20},
    // ---- rooms and exits
    {.name = "room-8x5",
     SCENARIO("room-8x5/hundred-people"),
     .seed_count = 10,
     .long_seed_count = 40,
     .lines = {LINE(8, 0, 8, 5)}},
    {.name = "four-exits", SCENARIO("hall-30x20/four-exits"), .seed_count = 2, .long_seed_count = 10},
    {.name = "two-exits", SCENARIO("hall-30x20/two-exits"), .seed_count = 2, .long_seed_count = 10},
    {.name = "hall-left", SCENARIO("hall-left/crowd-at-the-left"), .seed_count = 2, .long_seed_count = 10},
    {.name = "cabins", SCENARIO("cabins/allocated-exits"), .seed_count = 10, .long_seed_count = 40},
    {.name = "alone",
     SCENARIO("counterflow/alone"),
     .seed_count = 5,
     .long_seed_count = 40,
     .lines = {LINE(20, 4, 20, 6)}},
    OPPOSED("10"),
    OPPOSED("50"),
    OPPOSED("100"),
    // ---- bottlenecks
    NECK("0.8", "1.6"),
    NECK("0.9", "1.55"),
    NECK("1.0", "1.5"),
    NECK("1.1", "1.45"),
    NECK("1.2", "1.4"),
    SHORT_NECK("0.8", "1.6"),
    SHORT_NECK("1.0", "1.5"),
    SHORT_NECK("1.2", "1.4"),
    WIDE_NECK("2", "5"),
    WIDE_NECK("3", "4.5"),
    WIDE_NECK("5", "3.5"),
    {.name = "narrow-door",
     SCENARIO("bottleneck/hundred-people"),
     .settings = {"plan.rooms[neck].box=[10, 1.6, 0.4, 0.8]", "plan.rooms[outside].box=[10.4, 0, 6, 4]"},
     .seed_count = 20,
     .long_seed_count = 200},
    GOAL("0", "[0, 0, 10, 10]"),
    GOAL("5", "[5, 0, 5, 10]"),
    GOAL("9.5", "[9.5, 0, 0.5, 10]"),
    LONG_NECK("0.8", "4.6"),
    LONG_NECK("1.0", "4.5"),
    LONG_NECK("1.2", "4.4"),
    {.name = "three-rooms",
     SCENARIO("three-rooms/crowd"),
     .seed_count = 4,
     .long_seed_count = 20,
     .zones = {{.box = {8, 3, 2, 4}}, {.box = {19, 3, 2, 4}}}},
    // ---- speed and density
    ONE_WAY("0.3", "59"),
    ONE_WAY("0.5", "98"),
    ONE_WAY("1", "196"),
    ONE_WAY("1.5", "294"),
    ONE_WAY("2", "392"),
    ONE_WAY("3", "588"),
    ONE_WAY("4", "784"),
    ONE_WAY("5", "980"),
    ONE_WAY("6", "1176"),
    TWO_WAY("0.3", "29"),
    TWO_WAY("0.5", "49"),
    TWO_WAY("1", "98"),
    TWO_WAY("1.5", "147"),
    TWO_WAY("2", "196"),
    TWO_WAY("3", "294"),
    TWO_WAY("4", "392"),
    TWO_WAY("5", "490"),
    SINGLE_FILE("0.2", "20"),
    SINGLE_FILE("0.5", "49"),
    SINGLE_FILE("0.8", "78"),
    SINGLE_FILE("1.1", "108"),
    SINGLE_FILE("1.4", "137"),
    SINGLE_FILE("1.8", "176"),
    SINGLE_FILE("2.2", "216"),
    // ---- choice
    {.name = "no-affiliation", SCENARIO("choice/affiliation"), .seed_count = 20},
    {.name = "affiliation",
     SCENARIO("choice/affiliation"),
     .settings = {"groups[people].familiar=[east]"},
     .seed_count = 20},
    {.name = "nobody-followed",
     SCENARIO("choice/social-influence"),
     .settings = {"evacuation.follow_weight=0"},
     .seed_count = 40},
    {.name = "somebody-followed", SCENARIO("choice/social-influence"), .seed_count = 40},
    {.name = "exit-closes", SCENARIO("choice/exit-closes"), .seed_count = 10},
    {.name = "overtaking", SCENARIO("corridor/overtaking"), .seed_count = 10, .long_seed_count = 40},
    {.name = "nobody-to-overtake",
     SCENARIO("corridor/overtaking"),
     .settings = {"groups[slow].walk.a=1.25", "groups[slow].radius_m=0.2"},
     .seed_count = 10,
     .long_seed_count = 40},
    {.name = "party", SCENARIO("party/five-together"), .seed_count = 10, .long_seed_count = 40, .standing_count = 0},
    {.name = "smoke", SCENARIO("smoke/one-person"), .seed_count = 3, .lines = {LINE(2, 0, 2, 2), LINE(102, 0, 102, 2)}},
    {.name = "gas", SCENARIO("gas/one-person"), .seed_count = 3, .until = HY_UNTIL_THE_END},
    // ---- numerics
    NECK_AT_STEP("0.1"),
    NECK_AT_STEP("0.05"),
    NECK_AT_STEP("0.01"),
    NECK_TURNED("as-drawn", "plan"),
    NECK_TURNED("mirrored", "mirrored-plan"),
    NECK_TURNED("rotated", "rotated-plan"),
    NECK_TURNED("translated", "translated-plan"),
    CORNER_AT_STEP("0.1"),
    CORNER_AT_STEP("0.05"),
    CORNER_AT_STEP("0.01"),
    // ---- what is told of the school
    {.name = "fire-drill", .scenario = "../../scenarios/evacuation.yaml", .seed_count = 200, .runner = hy_canon_run},
    {.name = "first-day",
     .scenario = "../../scenarios/hyosan-high.yaml",
     .settings = {"end=37:00"},
     .seed_count = 200,
     .runner = hy_canon_run},
    {.name = "five-days",
     .scenario = "../../scenarios/hyosan-high.yaml",
     .settings = {"end=131:45"},
     .seed_count = 200,
     .runner = hy_canon_run},
#include "study/verification/outbreak_experiments.def"
#include "study/verification/senses_experiments.def"
};

const hy_experiment *hy_experiments(uint32_t *count)
{
    *count = sizeof experiments / sizeof experiments[0];
    return experiments;
}

const hy_experiment *hy_experiment_named(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof experiments / sizeof experiments[0]; i++) {
        if (strlen(experiments[i].name) == length && strncmp(experiments[i].name, name, length) == 0) {
            return &experiments[i];
        }
    }
    return NULL;
}
