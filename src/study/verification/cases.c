// The table of cases: what is claimed, by whom, and within which bounds it holds.
// Published numbers: RiMEA 4.1.1; IMO MSC.1/Circ.1533; NIST TN 1822; ISO 20414:2020; tests of public simulators;
// Weidmann 1993; Seyfried et al. 2009; Kretz et al. 2006. Which bounds are ours the claims say.
#include "study/verification/canon.h"
#include "study/verification/measures.h"
#include "study/verification/outbreak_measures.h"
#include "study/verification/senses.h"

#include <math.h>
#include <stddef.h>

#define MOVEMENT .suite = "movement"
#define ANY_GROUP .values = {-1}
#define AT_LEAST(least) .low = (least), .high = HY_UNBOUNDED
#define AT_MOST(most) .low = -HY_UNBOUNDED, .high = (most)
#define BETWEEN(least, most) .low = (least), .high = (most)
#define MORE_THAN_NOTHING AT_LEAST(1e-6)
#define NO_BOUND .low = -HY_UNBOUNDED, .high = HY_UNBOUNDED

// the fields in which a test of one suite and its twin in another differ
#define CASE(case_name, from) MOVEMENT, .name = case_name, .source = from
#define CANON(case_name, from) .suite = "canon", .name = case_name, .source = from, .only_on_demand = true

#define ALL_ONE_WAY "one-way-0.3 one-way-0.5 one-way-1 one-way-1.5 one-way-2 one-way-3 one-way-4 one-way-5"
#define ALL_TWO_WAY "two-way-0.3 two-way-0.5 two-way-1 two-way-1.5 two-way-2 two-way-3 two-way-4 two-way-5"
#define ALL_SINGLE_FILE \
    "single-file-0.2 single-file-0.5 single-file-0.8 single-file-1.1 single-file-1.4 single-file-1.8 single-file-2.2"
#define ALL_STAIRS_UP "stair-up-0.5 stair-up-1 stair-up-2 stair-up-3"
#define ALL_STAIRS_DOWN "stair-down-0.5 stair-down-1 stair-down-2 stair-down-3"

// ---- rows that occur in several suites

#define FORTY_METRES                                                                                               \
    .claim = "One person walks a corridor of 40 m at 1.0 m/s.", .published = "1.0 m/s within 0.05", .unit = "m/s", \
    BETWEEN(0.95, 1.05), .measure = hy_measure_way_speed, .values = {-1, 40}, .experiments = "corridor-1.0"

// speeds on stairs are along the incline; the factors are the language's defaults; 6 m in plan of a stair 8 m long and
// 6 m high are 7.5 m
#define UP_A_STAIR                                                                                                     \
    .claim = "One person assigned 1.0 m/s walks up a stair at the speed that is assigned to stairs, 0.6 of that on "   \
             "the level, along the incline.",                                                                          \
    .published = "the assigned speed within 5 %", .unit = "m/s", BETWEEN(0.57, 0.63), .measure = hy_measure_way_speed, \
    .values = {-1, 7.5}, .experiments = "stair-up"
#define DOWN_A_STAIR                                                                                                   \
    .claim = "One person assigned 1.0 m/s walks down a stair at the speed that is assigned to stairs, 0.8 of that on " \
             "the level, along the incline.",                                                                          \
    .published = "the assigned speed within 5 %", .unit = "m/s", BETWEEN(0.76, 0.84), .measure = hy_measure_way_speed, \
    .values = {-1, 7.5}, .experiments = "stair-down"

#define ROUND_A_CORNER                                                                                               \
    .claim = "20 people round a corner; nobody steps through a wall, everybody arrives.", .published = "0 mistakes", \
    .unit = "", BETWEEN(0, 0), .measure = hy_measure_mistakes, .experiments = "corner"

#define STARTS_IN_TIME                                                                                         \
    .claim = "10 people set out each at the time assigned, from 10 to 100 s: greatest delay of a first step.", \
    .published = "at most 0.5 s", .unit = "s", BETWEEN(0, 0.5), .measure = hy_measure_start_error,             \
    .values = {10, 100}, .experiments = "response-uniform"

#define RESPONSE_FOLLOWS(name_of, law_text, ...)                                                                   \
    .claim = "Response times follow " law_text ": p of the Kolmogorov-Smirnov test.", .published = "p above 0.05", \
    .unit = "", AT_LEAST(0.05), .measure = hy_measure_start_p, .law = __VA_ARGS__, .experiments = "response-" name_of

#define EXIT_FLOW                                                                                                      \
    .claim = "100 people leave a room over an exit of 1 m whose plan bounds the flow; mean flow over the whole time.", \
    .published = "at most 1.33 /s", .unit = "1/s", BETWEEN(0.5, 1.33), .measure = hy_measure_flow,                     \
    .experiments = "room-8x5"

#define AGAINST_A_STREAM                                                                                              \
    .claim = "100 people through a corridor of 2 m against 0, 10, 50 and 100: the last comes later each time (least " \
             "difference of two neighbours).",                                                                        \
    .published = "more than 0 s", .unit = "s", MORE_THAN_NOTHING, .measure = hy_measure_last_gone_rise,               \
    .values = {0, 1}, .experiments = "alone opposed-10 opposed-50 opposed-100"

#define ALLOCATED_EXITS                                                                                            \
    .claim = "23 people of twelve cabins leave by the exits they are assigned.", .published = "100 %", .unit = "", \
    BETWEEN(1, 1), .measure = hy_measure_allocation, ANY_GROUP, .experiments = "cabins"

#define TWICE_THE_TIME(least, most)                                                                             \
    .claim = "1000 people leave a hall over four exits of 1 m, then over two: ratio of the times.",             \
    .published = "about 2", .unit = "", BETWEEN(least, most), .measure = hy_measure_last_gone_ratio, ANY_GROUP, \
    .experiments = "four-exits two-exits"

#define JAM_BEFORE_A_CORRIDOR                                                                                        \
    .claim = "100 people leave a room of 8 x 5 m over a corridor of 2 m: peak density at the exit of the room less " \
             "that in the corridor.",                                                                                \
    .published = "more than 0 /m2", .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess,         \
    .experiments = "hundred-in-room-corridor"

#define TOGETHER                                                                                                \
    .claim = "Four people at 1.25 m/s and one at 0.5 m/s who stay together leave within 10 s of each other.",   \
    .published = "at most 10 s", .unit = "s", BETWEEN(0, 10), .measure = hy_measure_gone_spread, .values = {0}, \
    .experiments = "party"

#define SLOWER_BEHIND_A_SLOW_ONE                                                                                       \
    .claim = "24 people behind a slow and wide one in a corridor of 2 m take longer than behind one like themselves.", \
    .published = "more than 0 s", .unit = "s", MORE_THAN_NOTHING, .measure = hy_measure_last_gone_rise, .values = {0}, \
    .experiments = "nobody-to-overtake overtaking"

#define FOLLOWING                                                                                                    \
    .claim = "Two people free to choose go east more often with somebody bound for the east among them (difference " \
             "of shares).",                                                                                          \
    .published = "more than 0", .unit = "", MORE_THAN_NOTHING, .measure = hy_measure_exit_share_rise, .values = {0}, \
    .words = {"east"}, .experiments = "nobody-followed somebody-followed"

#define EVEN_CHOICE                                                                                                \
    .claim = "50 people between two exits as far from each: share that goes east.", .published = "0.5 within 0.1", \
    .unit = "", BETWEEN(0.4, 0.6), .measure = hy_measure_exit_share, ANY_GROUP, .words = {"east"},                 \
    .experiments = "no-affiliation"
#define KNOWN_EXIT                                                                                            \
    .claim = "The same where they know the exit in the east: it is preferred.", .published = "more than 0.5", \
    .unit = "", AT_LEAST(0.500001), .measure = hy_measure_exit_share, ANY_GROUP, .words = {"east"},           \
    .experiments = "affiliation"

#define EXIT_CLOSES                                                                                                 \
    .claim = "The near exit is locked after one second: all leave by the other.", .published = "100 %", .unit = "", \
    BETWEEN(1, 1), .measure = hy_measure_exit_share, ANY_GROUP, .words = {"west"}, .experiments = "exit-closes"

#define SMOKE                                                                                                       \
    .claim = "Who walks at 1.25 m/s in clear air walks 100 m in smoke of extinction 1 /m.",                         \
    .published = "160 s within 0.5", .unit = "s", BETWEEN(159.5, 160.5), .measure = hy_measure_way_time, ANY_GROUP, \
    .experiments = "smoke"

// the dose is 1 after 1 / (4.607e-7 5000^1.036 exp(0.193 x 2 + 2.0004) / 7.1 + 1 / (60 exp(8.13 - 0.54 x 2.9))) seconds
#define GAS                                                                                                            \
    .claim = "In 5000 ppm of carbon monoxide, 2 % of carbon dioxide and 18 % of oxygen one is overcome when the dose " \
             "is 1, within a step.",                                                                                   \
    .published = "207.6 s", .unit = "s", BETWEEN(207.47, 207.68), .measure = hy_measure_overcome, .experiments = "gas"

#define SPEED_AT(way, text, density, speed)                                                           \
    CASE("speed-density-" way "-" text, "Weidmann 1993"),                                             \
        .claim = "Speed at " text " /m2 in a corridor of 2 m, " way                                   \
                 "; our bounds: a fifth of the published speed and 0.05 m/s.",                        \
        .published = #speed " m/s", .unit = "m/s", BETWEEN(0.8 * (speed)-0.05, 1.2 * (speed) + 0.05), \
        .measure = hy_measure_speed_at_density, .values = {density}, .curve = way

#define ONE_WAY_AT(text, density, speed)                                      \
    {                                                                         \
        SPEED_AT("one-way", text, density, speed), .experiments = ALL_ONE_WAY \
    }
#define TWO_WAY_AT(text, density, speed)                                      \
    {                                                                         \
        SPEED_AT("two-way", text, density, speed), .experiments = ALL_TWO_WAY \
    }

// Seyfried et al. give one number a width; a tenth either way is ours
#define SEYFRIED(text, width, flow)                                                                                   \
    {                                                                                                                 \
        CASE("bottleneck-seyfried-" text, "Seyfried et al. 2009"),                                                    \
            .claim = "60 people through a bottleneck of " text " m, 2.8 m long; our bounds: a tenth either way.",     \
            .published = #flow " /s", .unit = "1/s", BETWEEN(0.9 * (flow), 1.1 * (flow)), .measure = hy_measure_flow, \
            .values = {width}, .experiments = "neck-" text, .curve = "bottleneck"                                     \
    }
#define KRETZ(text, width, least, most)                                                                              \
    {                                                                                                                \
        CASE("bottleneck-kretz-" text, "Kretz et al. 2006"),                                                         \
            .claim = "100 people through a bottleneck of " text " m, 0.4 m long.",                                   \
            .published = #least " to " #most " /s", .unit = "1/s", BETWEEN(least, most), .measure = hy_measure_flow, \
            .values = {width}, .experiments = "short-neck-" text, .curve = "short bottleneck"                        \
    }
#define WIDE(text, width)                                                                                          \
    {                                                                                                              \
        CASE("bottleneck-wide-" text, "Seyfried et al. 2009, continued"),                                          \
            .claim = "400 people through a bottleneck of " text                                                    \
                     " m: 1.9 /(m s) as at smaller widths; our bounds: a fifth either way.",                       \
            .published = "1.9 /s by metre", .unit = "1/s", BETWEEN(0.8 * 1.9 * (width), 1.2 * 1.9 * (width)),      \
            .measure = hy_measure_flow, .values = {width}, .experiments = "wide-neck-" text, .curve = "bottleneck" \
    }

static const hy_verification_case cases[] = {
    // ---------------------------------------------------------------------------------------------------------- RiMEA
    {CASE("rimea-1", "RiMEA 4.1.1, test 1"), .claim = "One person walks a corridor of 40 m at 1.33 m/s.",
     .published = "26 to 34 s", .unit = "s", BETWEEN(26, 34), .measure = hy_measure_way_time, ANY_GROUP,
     .experiments = "corridor-1.33"},
    {CASE("rimea-1-inside", "RiMEA 4.1.1, test 1"),
     .claim = "That person never leaves the corridor: steps through walls.", .published = "0 mistakes", .unit = "",
     BETWEEN(0, 0), .measure = hy_measure_mistakes, .experiments = "corridor-1.33"},
    {CASE("rimea-2", "RiMEA 4.1.1, test 2"), UP_A_STAIR},
    {CASE("rimea-3", "RiMEA 4.1.1, test 3"), DOWN_A_STAIR},
    {CASE("rimea-4", "RiMEA 4.1.1, test 4"),
     .claim = "The mean speed in a corridor falls with every rise of density, 0.5, 1, 2, 3, 4, 5, 6 /m2 (least fall). "
              "Here "
              "100 x 2 m rather than 1000 x 10 m.",
     .published = "more than 0 m/s", .unit = "m/s", MORE_THAN_NOTHING, .measure = hy_measure_speed_fall,
     .experiments = "one-way-0.5 one-way-1 one-way-2 one-way-3 one-way-4 one-way-5 one-way-6"},
    {CASE("rimea-5", "RiMEA 4.1.1, test 5"), STARTS_IN_TIME},
    {CASE("rimea-6", "RiMEA 4.1.1, test 6"), ROUND_A_CORNER},
    {CASE("rimea-7", "RiMEA 4.1.1, test 7"),
     .claim =
         "50 adults walk as fast as their age is assigned (Weidmann): greatest difference of observed and assigned "
         "mean over six ages.",
     .published = "at most 0.03 m/s", .unit = "m/s", BETWEEN(0, 0.03), .measure = hy_measure_walk_error,
     .values = {-1, 30}, .experiments = "by-age"},
    {CASE("rimea-8", "RiMEA 4.1.1, test 8"),
     .claim =
         "Three storeys, 120 people: the time rises where the third storey walks at 0.6 m/s. RiMEA asks to document "
         "the effect of a parameter.",
     .published = "more than 0 s", .unit = "s", MORE_THAN_NOTHING, .measure = hy_measure_last_gone_rise, ANY_GROUP,
     .experiments = "three-storeys three-storeys-slow"},
    {CASE("rimea-9", "RiMEA 4.1.1, test 9"), TWICE_THE_TIME(1.6, 2.4)},
    {CASE("rimea-10", "RiMEA 4.1.1, test 10"), ALLOCATED_EXITS},
    {CASE("rimea-11-near", "RiMEA 4.1.1, test 11"),
     .claim = "1000 people on the left of a hall prefer the nearer of two exits.", .published = "more than 0.5",
     .unit = "", BETWEEN(0.500001, 1), .measure = hy_measure_exit_share, ANY_GROUP, .words = {"near"},
     .experiments = "hall-left"},
    {CASE("rimea-11-far", "RiMEA 4.1.1, test 11"), .claim = "Some of them take the farther exit because of the jam.",
     .published = "more than 0", .unit = "", BETWEEN(1e-6, 0.5), .measure = hy_measure_exit_share, ANY_GROUP,
     .words = {"far"}, .experiments = "hall-left"},
    {CASE("rimea-12a", "RiMEA 4.1.1, test 12 a"),
     .claim = "150 people through a door of 1 m: a goal 0, 5 and 9.5 m behind it; the farther is not reached sooner "
              "(least rise).",
     .published = "at least 0 s", .unit = "s", AT_LEAST(0), .measure = hy_measure_last_gone_rise, ANY_GROUP,
     .experiments = "goal-0 goal-5 goal-9.5"},
    {CASE("rimea-12b", "RiMEA 4.1.1, test 12 b"),
     .claim = "A bottleneck of 1 m takes longer where it is 5 m long than where it is 0.2 m long.",
     .published = "more than 0 s", .unit = "s", MORE_THAN_NOTHING, .measure = hy_measure_last_gone_rise, ANY_GROUP,
     .experiments = "goal-0 long-neck-1.0"},
    {CASE("rimea-12c", "RiMEA 4.1.1, test 12 c"),
     .claim = "Two bottlenecks of 1 m in a row: the jam is before the first (difference of peak densities).",
     .published = "more than 0 /m2", .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess,
     .experiments = "three-rooms"},
    {CASE("rimea-12d", "RiMEA 4.1.1, test 12 d"),
     .claim = "The flow through a bottleneck of 5 m length rises with its width, 0.8, 1.0, 1.2 m (least rise).",
     .published = "more than 0 /s", .unit = "1/s", MORE_THAN_NOTHING, .measure = hy_measure_flow_rise,
     .experiments = "long-neck-0.8 long-neck-1.0 long-neck-1.2"},
    {CASE("rimea-13-up", "RiMEA 4.1.1, test 13; band of Corbetta et al."),
     .claim = "Speeds and densities on a stair upwards lie in the published band (share of 5 s windows).",
     .published = "at least half", .unit = "", BETWEEN(0.5, 1), .measure = hy_measure_stair_share, .values = {1},
     .experiments = ALL_STAIRS_UP},
    {CASE("rimea-13-down", "RiMEA 4.1.1, test 13; band of Corbetta et al."), .claim = "The same downwards.",
     .published = "at least half", .unit = "", BETWEEN(0.5, 1), .measure = hy_measure_stair_share, .values = {0},
     .experiments = ALL_STAIRS_DOWN},
    {CASE("rimea-13-order", "RiMEA 4.1.1, test 13"),
     .claim = "At equal density (1 /m2) people walk faster down a stair than up.", .published = "more than 0 m/s",
     .unit = "m/s", MORE_THAN_NOTHING, .measure = hy_measure_speed_excess, .experiments = "stair-up-1 stair-down-1"},
    {CASE("rimea-14", "RiMEA 4.1.1, test 14"),
     .claim =
         "A short way over two stairs against 100 m on the level: all take the stairs. RiMEA asks to document which.",
     .published = "documented", .unit = "s", NO_BOUND, .measure = hy_measure_last_gone, ANY_GROUP,
     .experiments = "over-stairs"},
    {CASE("rimea-15", "RiMEA 4.1.1, test 15"),
     .claim = "A crowd of 100 takes no longer straight on than round a corner, no longer round a corner than over a "
              "detour (least rise).",
     .published = "at least 0 s", .unit = "s", AT_LEAST(0), .measure = hy_measure_last_gone_rise, ANY_GROUP,
     .experiments = "crowd-way-straight crowd-way-corner crowd-way-detour"},
    {CASE("rimea-16", "RiMEA 4.1.1, test 16"),
     .claim = "In single file the median speed lies in the published band from 10 to 90 % (share of the table's "
              "densities that occur).",
     .published = "at least 0.75", .unit = "", BETWEEN(0.75, 1), .measure = hy_measure_single_file_share,
     .values = {0.5}, .experiments = ALL_SINGLE_FILE},
    // ------------------------------------------------------------------------------------------------------------ IMO
    {CASE("imo-1", "IMO MSC.1/Circ.1533, test 1"), .claim = "One person walks a corridor of 40 m at 1.0 m/s.",
     .published = "40 s (our bounds: 1 s)", .unit = "s", BETWEEN(39, 41), .measure = hy_measure_way_time, ANY_GROUP,
     .experiments = "corridor-1.0"},
    {CASE("imo-2", "IMO MSC.1/Circ.1533, test 2"), UP_A_STAIR},
    {CASE("imo-3", "IMO MSC.1/Circ.1533, test 3"), DOWN_A_STAIR},
    {CASE("imo-4", "IMO MSC.1/Circ.1533, test 4"), EXIT_FLOW},
    {CASE("imo-5", "IMO MSC.1/Circ.1533, test 5"), STARTS_IN_TIME},
    {CASE("imo-6", "IMO MSC.1/Circ.1533, test 6"), ROUND_A_CORNER},
    {CASE("imo-7", "IMO MSC.1/Circ.1533, test 7"),
     .claim = "Walking speeds of 50 men are uniform from 0.97 to 1.62 m/s: p of the Kolmogorov-Smirnov test.",
     .published = "p above 0.05", .unit = "", AT_LEAST(0.05), .measure = hy_measure_walk_p,
     .law = {HY_LAW_UNIFORM, 0.97, 1.62}, .experiments = "fifty-men"},
    {CASE("imo-7-mean", "IMO MSC.1/Circ.1533, test 7"), .claim = "Their mean.",
     .published = "1.295 m/s (our bounds: 0.05)", .unit = "m/s", BETWEEN(1.245, 1.345), .measure = hy_measure_walk_mean,
     ANY_GROUP, .experiments = "fifty-men"},
    {CASE("imo-8", "IMO MSC.1/Circ.1533, test 8"), AGAINST_A_STREAM},
    {CASE("imo-9", "IMO MSC.1/Circ.1533, test 9"), TWICE_THE_TIME(1.5, 2.5)},
    {CASE("imo-10", "IMO MSC.1/Circ.1533, test 10"), ALLOCATED_EXITS},
    {CASE("imo-11-room", "IMO MSC.1/Circ.1533, test 11"),
     .claim =
         "150 people over a corridor and a stair: it is denser at the exit of the room than amid the corridor (peaks).",
     .published = "more than 0 /m2", .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess,
     .experiments = "room-corridor-stair"},
    {CASE("imo-11-stair", "IMO MSC.1/Circ.1533, test 11"),
     .claim = "It is denser at the foot of the stair than amid the corridor (peaks).", .published = "more than 0 /m2",
     .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess, .experiments = "corridor-before-stair"},
    {CASE("imo-12", "IMO MSC.1/Circ.1533, test 12 (not checked against the text)"),
     .claim = "At 5 /m2 less flows through a corridor than at the best density (difference).",
     .published = "more than 0 /(m s)", .unit = "1/(m s)", MORE_THAN_NOTHING, .measure = hy_measure_flow_drop,
     .experiments = ALL_ONE_WAY},
    // ----------------------------------------------------------------------------------------------------------- NIST
    {CASE("nist-1.1-uniform", "NIST TN 1822, 1.1"),
     RESPONSE_FOLLOWS("uniform", "the uniform law from 10 to 100 s", {HY_LAW_UNIFORM, 10, 100})},
    {CASE("nist-1.1-gamma", "NIST TN 1822, 1.1"),
     RESPONSE_FOLLOWS("gamma", "the gamma law (1.291, 103.901)", {HY_LAW_GAMMA, 1.291, 103.901})},
    {CASE("nist-1.1-lognormal", "NIST TN 1822, 1.1"),
     RESPONSE_FOLLOWS("lognormal", "the lognormal law (4.586, 0.967)", {HY_LAW_LOGNORMAL, 4.586, 0.967})},
    {CASE("nist-1.1-weibull", "NIST TN 1822, 1.1"),
     RESPONSE_FOLLOWS("weibull", "the Weibull law (shape 1.195, scale 139.285)", {HY_LAW_WEIBULL, 1.195, 139.285})},
    {CASE("nist-2.1", "NIST TN 1822, 2.1"), FORTY_METRES},
    {CASE("nist-2.2-up", "NIST TN 1822, 2.2"),
     .claim = "One person assigned 1.0 m/s walks 100 m of stair upwards at 0.6 of that, along the incline.",
     .published = "the assigned speed within 0.05 m/s", .unit = "m/s", BETWEEN(0.55, 0.65),
     .measure = hy_measure_way_speed, .values = {-1, 100.623}, .experiments = "long-stair-up"},
    {CASE("nist-2.2-down", "NIST TN 1822, 2.2"), .claim = "The same downwards at 0.8.",
     .published = "the assigned speed within 0.05 m/s", .unit = "m/s", BETWEEN(0.75, 0.85),
     .measure = hy_measure_way_speed, .values = {-1, 100.623}, .experiments = "long-stair-down"},
    {CASE("nist-2.3", "NIST TN 1822, 2.3"), ROUND_A_CORNER},
    {CASE("nist-2.3-time", "NIST TN 1822, 2.3"), .claim = "All are round the corner in time.",
     .published = "less than 60 s", .unit = "s", BETWEEN(0, 60), .measure = hy_measure_last_gone, ANY_GROUP,
     .experiments = "corner"},
    {CASE("nist-2.4", "NIST TN 1822, 2.4"),
     .claim =
         "Walking speeds of 100 people are normal with mean 1.2 and deviation 0.2 m/s: p of the Kolmogorov-Smirnov "
         "test.",
     .published = "p above 0.05", .unit = "", AT_LEAST(0.05), .measure = hy_measure_walk_p,
     .law = {HY_LAW_NORMAL, 1.2, 0.2}, .experiments = "hundred-walkers"},
    {CASE("nist-2.5", "NIST TN 1822, 2.5"), SMOKE},
    {CASE("nist-2.6", "NIST TN 1822, 2.6"), GAS},
    {CASE("nist-2.7", "NIST TN 1822, 2.7"), .claim = "People use an elevator.", .missing = "there are no elevators"},
    {CASE("nist-2.8", "NIST TN 1822, 2.8"), AGAINST_A_STREAM},
    {CASE("nist-2.9", "NIST TN 1822, 2.9"), TOGETHER},
    {CASE("nist-2.10", "NIST TN 1822, 2.10"), SLOWER_BEHIND_A_SLOW_ONE},
    {CASE("nist-3.1", "NIST TN 1822, 3.1"), ALLOCATED_EXITS},
    {CASE("nist-3.2", "NIST TN 1822, 3.2"), FOLLOWING},
    {CASE("nist-3.3-even", "NIST TN 1822, 3.3"), EVEN_CHOICE},
    {CASE("nist-3.3-known", "NIST TN 1822, 3.3"), KNOWN_EXIT},
    {CASE("nist-4.1", "NIST TN 1822, 4.1"), EXIT_CLOSES},
    {CASE("nist-5.1", "NIST TN 1822, 5.1"), JAM_BEFORE_A_CORRIDOR},
    {CASE("nist-5.2", "NIST TN 1822, 5.2"), EXIT_FLOW},
    // ------------------------------------------------------------------------------------------------------------ ISO
    {CASE("iso-1-uniform", "ISO 20414:2020, test 1"),
     RESPONSE_FOLLOWS("uniform", "the uniform law from 10 to 100 s", {HY_LAW_UNIFORM, 10, 100})},
    {CASE("iso-1-normal", "ISO 20414:2020, test 1"),
     RESPONSE_FOLLOWS("normal", "the normal law (60, 20) s", {HY_LAW_NORMAL, 60, 20})},
    {CASE("iso-1-lognormal", "ISO 20414:2020, test 1"),
     RESPONSE_FOLLOWS("lognormal", "the lognormal law (4.586, 0.967)", {HY_LAW_LOGNORMAL, 4.586, 0.967})},
    {CASE("iso-2", "ISO 20414:2020, test 2"), FORTY_METRES},
    {CASE("iso-3", "ISO 20414:2020, test 3"), UP_A_STAIR},
    {CASE("iso-4", "ISO 20414:2020, test 4"), ROUND_A_CORNER},
    {CASE("iso-5", "ISO 20414:2020, test 5"),
     .claim =
         "Walking speeds of 100 people are normal with mean 1.2 and deviation 0.2 m/s: p of the Kolmogorov-Smirnov "
         "test.",
     .published = "p above 0.05", .unit = "", AT_LEAST(0.05), .measure = hy_measure_walk_p,
     .law = {HY_LAW_NORMAL, 1.2, 0.2}, .experiments = "hundred-walkers"},
    {CASE("iso-5-mean", "ISO 20414:2020, test 5"), .claim = "Their mean.", .published = "1.2 m/s within 0.05",
     .unit = "m/s", BETWEEN(1.15, 1.25), .measure = hy_measure_walk_mean, ANY_GROUP, .experiments = "hundred-walkers"},
    {CASE("iso-5-deviation", "ISO 20414:2020, test 5"), .claim = "Their standard deviation.",
     .published = "0.2 m/s within 0.05", .unit = "m/s", BETWEEN(0.15, 0.25), .measure = hy_measure_walk_deviation,
     ANY_GROUP, .experiments = "hundred-walkers"},
    {CASE("iso-6", "ISO 20414:2020, test 6"), AGAINST_A_STREAM},
    {CASE("iso-7", "ISO 20414:2020, test 7"), SLOWER_BEHIND_A_SLOW_ONE},
    {CASE("iso-8", "ISO 20414:2020, test 8"), ALLOCATED_EXITS},
    {CASE("iso-9", "ISO 20414:2020, test 9"), EXIT_CLOSES},
    {CASE("iso-10-room", "ISO 20414:2020, test 10"),
     .claim = "It is denser at the neck of 2 m than amid the corridor (peaks).", .published = "more than 0 /m2",
     .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess, .experiments = "room-corridor-stair"},
    {CASE("iso-10-stair", "ISO 20414:2020, test 10"),
     .claim = "It is denser at the foot of the stair than amid the corridor (peaks).", .published = "more than 0 /m2",
     .unit = "1/m2", MORE_THAN_NOTHING, .measure = hy_measure_density_excess, .experiments = "corridor-before-stair"},
    {CASE("iso-11", "ISO 20414:2020, test 11"), EXIT_FLOW},
    {CASE("iso-12", "ISO 20414:2020, test 12"),
     .claim = "100 people down a stair: the flow rises with its width, 1.0 to 1.8 m (least rise).",
     .published = "more than 0 /s", .unit = "1/s", MORE_THAN_NOTHING, .measure = hy_measure_flow_rise,
     .experiments = "stair-width-1.0 stair-width-1.2 stair-width-1.4 stair-width-1.6 stair-width-1.8"},
    {CASE("iso-13-speed", "ISO 20414:2020, test 13"),
     .claim = "The mean speed in a corridor falls from 0.5 to 4 /m2 (least fall). Here 100 x 2 m rather than 60 x 2 m.",
     .published = "more than 0 m/s", .unit = "m/s", MORE_THAN_NOTHING, .measure = hy_measure_speed_fall,
     .experiments = "one-way-0.5 one-way-1 one-way-2 one-way-3 one-way-4"},
    {CASE("iso-13-flow", "ISO 20414:2020, test 13"), .claim = "The flow at 4 /m2 is below the greatest (difference).",
     .published = "more than 0 /(m s)", .unit = "1/(m s)", MORE_THAN_NOTHING, .measure = hy_measure_flow_drop,
     .experiments = "one-way-0.5 one-way-1 one-way-2 one-way-3 one-way-4"},
    {CASE("iso-14", "ISO 20414:2020, test 14"), TOGETHER},
    {CASE("iso-15", "ISO 20414:2020, test 15"), FOLLOWING},
    {CASE("iso-16-even", "ISO 20414:2020, test 16"), EVEN_CHOICE},
    {CASE("iso-16-known", "ISO 20414:2020, test 16"), KNOWN_EXIT},
    {CASE("iso-17", "ISO 20414:2020, test 17"),
     .claim =
         "A short way over stairs is taken rather than a long one on the level (share of people over the line of the "
         "long one).",
     .published = "less than 0.5", .unit = "", BETWEEN(0, 0.499999), .measure = hy_measure_line_share,
     .values = {-1, 0}, .experiments = "over-stairs"},
    {CASE("iso-18", "ISO 20414:2020, test 18"), SMOKE},
    {CASE("iso-19", "ISO 20414:2020, test 19"), GAS},
    // --------------------------------------------------------------------------------------------------------- Jülich
    {CASE("juelich-1", "Jülich, test 1"), .claim = "One person walks 10 m at 1 m/s.", .published = "10 s within 0.5",
     .unit = "s", BETWEEN(9.5, 10.5), .measure = hy_measure_way_time, ANY_GROUP, .experiments = "corridor-10-m"},
    {CASE("juelich-2", "Jülich, test 2"),
     .claim = "The same geometry turned by 30 degrees takes as long (rise of 38 s).", .published = "0 s within 0.1",
     .unit = "s", BETWEEN(-0.1, 0.1), .measure = hy_measure_way_time_rise, ANY_GROUP,
     .experiments = "free-walk free-walk-rotated"},
    {CASE("juelich-3", "Jülich, test 3"),
     .claim =
         "From anywhere in a hall with shelves and pillars everybody reaches the exit; nobody steps through a wall.",
     .published = "0 mistakes", .unit = "", BETWEEN(0, 0), .measure = hy_measure_mistakes,
     .experiments = "random-starts"},
    {CASE("juelich-4", "Jülich, test 4"),
     .claim = "Somebody who stands in the way is walked round: all who walk arrive.", .published = "1", .unit = "",
     BETWEEN(1, 1), .measure = hy_measure_all_gone, .experiments = "standing-person"},
    {CASE("juelich-4-distance", "Jülich, test 4"),
     .claim = "Nobody overlaps with the other (bodies turned sideways touch at 0.24 m, and may press 5 mm).",
     .published = "at least 0.235 m", .unit = "m", AT_LEAST(0.235), .measure = hy_measure_least_distance,
     .experiments = "standing-person"},
    {CASE("juelich-5", "Jülich, test 5"),
     .claim = "Where one cannot pass, one stops behind: distance of the two at the end.", .published = "0.235 to 1 m",
     .unit = "m", BETWEEN(0.235, 1), .measure = hy_measure_gap_at_end, .experiments = "blocked-by-person"},
    {CASE("juelich-6", "Jülich, test 6"),
     .claim = "Four people walk 10 m at 1 m/s, each to another goal: the slowest, from the first step.",
     .published = "10 s within 0.1", .unit = "s", BETWEEN(9.9, 10.1), .measure = hy_measure_goal_time,
     .experiments = "four-goals"},
    {CASE("juelich-7", "Jülich, test 7"), .claim = "Of two routes the shorter is taken (share).", .published = "1",
     .unit = "", BETWEEN(1, 1), .measure = hy_measure_line_share, .values = {-1, 0}, .experiments = "two-routes"},
    {CASE("juelich-8", "Jülich, test 8"), .claim = "With its door locked the longer one is taken (share).",
     .published = "1", .unit = "", BETWEEN(1, 1), .measure = hy_measure_line_share, .values = {-1, 1},
     .experiments = "two-routes-locked"},
    {CASE("juelich-9-11", "Jülich, tests 9 to 11"), .claim = "Tests 9 to 11 of that suite.",
     .missing = "we have no text of them"},
    {CASE("juelich-12", "Jülich, test 12"),
     .claim = "Two people on either side of a wall do not push each other aside (greatest drift).",
     .published = "at most 0.005 m", .unit = "m", BETWEEN(0, 0.005), .measure = hy_measure_sideways, ANY_GROUP,
     .experiments = "beside-a-wall"},
    {CASE("juelich-13", "Jülich, test 13"),
     .claim = "The flow through a bottleneck rises with its width from 0.8 to 1.2 m (least rise); flows see below.",
     .published = "more than 0 /s", .unit = "1/s", MORE_THAN_NOTHING, .measure = hy_measure_flow_rise,
     .experiments = "neck-0.8 neck-0.9 neck-1.0 neck-1.1 neck-1.2"},
    {CASE("juelich-14", "Jülich, test 14"),
     .claim = "People are put evenly over an area: p of the chi-squared test over 10 x 4 cells.",
     .published = "p above 0.05", .unit = "", AT_LEAST(0.05), .measure = hy_measure_place_p, .values = {10, 4},
     .experiments = "random-places"},
    {CASE("juelich-15", "Jülich, test 15"), .claim = "1000 people in a hall are simulated faster than they would walk.",
     .published = "1", .unit = "", BETWEEN(1, 1), .measure = hy_measure_faster_than_life, .experiments = "four-exits"},
    // -------------------------------------------------------------------------------------------- speed and density
    ONE_WAY_AT("0.3", 0.3, 1.337),
    ONE_WAY_AT("0.5", 0.5, 1.298),
    ONE_WAY_AT("1", 1, 1.058),
    ONE_WAY_AT("1.5", 1.5, 0.806),
    ONE_WAY_AT("2", 2, 0.606),
    ONE_WAY_AT("3", 3, 0.331),
    ONE_WAY_AT("4", 4, 0.156),
    ONE_WAY_AT("5", 5, 0.038),
    TWO_WAY_AT("0.3", 0.3, 1.337),
    TWO_WAY_AT("0.5", 0.5, 1.298),
    TWO_WAY_AT("1", 1, 1.058),
    TWO_WAY_AT("1.5", 1.5, 0.806),
    TWO_WAY_AT("2", 2, 0.606),
    TWO_WAY_AT("3", 3, 0.331),
    TWO_WAY_AT("4", 4, 0.156),
    TWO_WAY_AT("5", 5, 0.038),
    {CASE("capacity-one-way", "Weidmann 1993 (1.22) to laboratory flows"),
     .claim = "The greatest flow in a corridor of 2 m, one way, by metre of width.", .published = "1.2 to 1.75 /(m s)",
     .unit = "1/(m s)", BETWEEN(1.2, 1.75), .measure = hy_measure_capacity, .experiments = ALL_ONE_WAY},
    // ---------------------------------------------------------------------------------------------------- bottlenecks
    SEYFRIED("0.8", 0.8, 1.288),
    SEYFRIED("0.9", 0.9, 1.674),
    SEYFRIED("1.0", 1.0, 1.900),
    SEYFRIED("1.1", 1.1, 2.123),
    SEYFRIED("1.2", 1.2, 2.364),
    KRETZ("0.8", 0.8, 1.39, 1.46),
    KRETZ("1.0", 1.0, 1.71, 2.02),
    KRETZ("1.2", 1.2, 2.03, 2.29),
    WIDE("2", 2),
    WIDE("3", 3),
    WIDE("5", 5),
    {CASE("narrow-door-never-jams", "our own claim"),
     .claim = "100 people pass a door of 0.8 m within 10 minutes (share of histories).", .published = "1", .unit = "",
     BETWEEN(1, 1), .measure = hy_measure_all_gone, .experiments = "narrow-door"},
    {CASE("opposing-streams-pass", "our own claim"),
     .claim = "100 and 100 pass each other in a corridor of 2 m within 10 minutes (share of histories).",
     .published = "1", .unit = "", BETWEEN(1, 1), .measure = hy_measure_all_gone, .experiments = "opposed-100"},
    // --------------------------------------------------------------------------------------------------------- stairs
    {CASE("stairs-up-speed", "Fruin 0.55, Weidmann 0.61, Predtechenskii 0.63, Nelson and Mowrer 0.80 m/s"),
     .claim = "Somebody who walks at 1.34 m/s on the level walks up a stair at a published speed, in plan.",
     .published = "0.55 to 0.80 m/s", .unit = "m/s", BETWEEN(0.55, 0.80), .measure = hy_measure_way_speed,
     .values = {-1, 6}, .experiments = "stair-up-weidmann"},
    {CASE("stairs-down-speed", "Fruin, Weidmann (not checked against the texts)"), .claim = "The same downwards.",
     .published = "0.64 to 1.10 m/s", .unit = "m/s", BETWEEN(0.64, 1.10), .measure = hy_measure_way_speed,
     .values = {-1, 6}, .experiments = "stair-down-weidmann"},
    // ------------------------------------------------------------------------------------------------------- numerics
    {CASE("convergence-flow", "our own claim"),
     .claim = "The flow through a bottleneck of 1 m at steps of 0.1 and 0.05 s is that at 0.01 s (greatest deviation).",
     .published = "at most 0.05", .unit = "", BETWEEN(0, 0.05), .measure = hy_measure_deviation, .values = {1},
     .experiments = "neck-step-0.1 neck-step-0.05 neck-step-0.01"},
    {CASE("convergence-time", "our own claim"),
     .claim = "So is the time in which 20 people are round a corner (greatest deviation).", .published = "at most 0.05",
     .unit = "", BETWEEN(0, 0.05), .measure = hy_measure_deviation, .values = {0},
     .experiments = "corner-step-0.1 corner-step-0.05 corner-step-0.01"},
    {CASE("any-direction", "our own claim"),
     .claim = "20 people round a corner take as long where the plan is mirrored, turned or moved (greatest deviation).",
     .published = "at most 0.03", .unit = "", BETWEEN(0, 0.03), .measure = hy_measure_deviation, .values = {0},
     .experiments = "corner-mirrored corner-rotated corner-translated corner"},
    {CASE("any-direction-bottleneck", "our own claim"),
     .claim = "So do 60 people through a bottleneck of 1 m (greatest deviation).", .published = "at most 0.03",
     .unit = "", BETWEEN(0, 0.03), .measure = hy_measure_deviation, .values = {0},
     .experiments = "neck-mirrored neck-rotated neck-translated neck-as-drawn"},
    // ------------------------------------------------------------------------------- what is told of the school, T1 to T8
    {CANON("T1", "W27a, a published simulation of a Korean high school; pre-movement: our own choice"),
     .claim = "Without zombies the building is empty so long after the signal: 170 to 203.5 s of walking and the 10 s that "
              "half of the people take to set out.",
     .published = "180 to 213.5 s", .unit = "s", BETWEEN(180, 213.5), .values = {HY_CANON_EMPTY_S},
     .measure = hy_measure_figure, .experiments = "fire-drill"},
    {CANON("T1-happens", "our own claim"),
     .claim = "Everybody comes out within the 25 minutes of the drill (share of histories).", .published = "1", .unit = "",
     BETWEEN(1, 1), .values = {HY_CANON_EMPTY_S}, .measure = hy_measure_figure_share, .experiments = "fire-drill"},
    {CANON("T2", "MEM; our own arithmetic"),
     .claim = "From the first bite in the full cafeteria until half of those in it have turned.",
     .published = "5 to 10 min", .unit = "min", BETWEEN(5, 10), .values = {HY_CANON_CAFETERIA_MIN},
     .measure = hy_measure_figure, .experiments = "first-day"},
    {CANON("T2-happens", "our own claim"),
     .claim = "It comes to that: half of a full cafeteria turns (share of histories).", .published = "more than half",
     .unit = "", BETWEEN(0.5, 1), .values = {HY_CANON_CAFETERIA_MIN}, .measure = hy_measure_figure_share,
     .experiments = "first-day"},
    {CANON("T3", "W23d; MEM"),
     .claim = "From the first who turns until less than a tenth of all is healthy and at the school.",
     .published = "at most 60 to 90 min", .unit = "min", AT_MOST(90), .values = {HY_CANON_LOST_MIN},
     .measure = hy_measure_figure, .experiments = "first-day"},
    {CANON("T3-happens", "our own claim"), .claim = "The school is lost within the day (share of histories).",
     .published = "more than half", .unit = "", BETWEEN(0.5, 1), .values = {HY_CANON_LOST_MIN},
     .measure = hy_measure_figure_share, .experiments = "first-day"},
    {CANON("T4", "our own count of those who are told of"),
     .claim = "Living humans and halfbies at the school a day after the first turned (share of all).",
     .published = "0.03 to 0.04", .unit = "", BETWEEN(0.03, 0.04), .values = {HY_CANON_LIVING_SHARE},
     .measure = hy_measure_figure, .experiments = "first-day"},
    {CANON("T5", "W19, W29a; the bounds are ours"),
     .claim = "Left alive after five days, wherever they are (share of all).", .published = "about 0.013", .unit = "",
     BETWEEN(0.009, 0.018), .values = {HY_CANON_LAST_SHARE}, .measure = hy_measure_figure, .experiments = "five-days"},
    {CANON("T6", "B1: three are told of, four if one more came back"), .claim = "People who became halfbies.",
     .published = "3 to 4; single figures", .unit = "", BETWEEN(1, 9), .values = {HY_CANON_HALFBIES},
     .measure = hy_measure_figure, .experiments = "first-day"},
    {CANON("T7", "W6.6, W6.11"), .claim = "People who led attackers away from a friend who was saved by it.",
     .published = "at least 3", .unit = "", AT_LEAST(3), .values = {HY_CANON_DIVERSIONS}, .measure = hy_measure_figure,
     .experiments = "first-day"},
    {CANON("T8", "W6, W16"), .claim = "People lost by a knowing act of somebody else, by the ledger.",
     .published = "at least 8", .unit = "", AT_LEAST(8), .values = {HY_CANON_CHOSEN}, .measure = hy_measure_figure,
     .experiments = "first-day"},
#include "study/verification/outbreak_cases.def"
#include "study/verification/senses_cases.def"
};

const hy_verification_case *hy_verification_cases(uint32_t *count)
{
    *count = sizeof cases / sizeof cases[0];
    return cases;
}
