// How many people a second pass a bottleneck, against laboratories.
#include "sim/crossings.h"

enum { CROWD = 100, SEED_COUNT = 8 };

// the mean flow may lie outside the spread of the laboratories by so much
#define LEEWAY 0.05

// Two rooms and a neck between them; the crowd stands in the one and is sent into the other.
static hy_model *crowd_before_a_neck(double width_m, double length_m)
{
    script text;
    script_open(&text);
    script_add(&text,
               "plan: neck\nlevels: [{name: 1F}]\nrooms:\n"
               "  - {name: west, level: 1F, box: [0, 0, 10, 10], open_to: [neck]}\n"
               "  - {name: neck, level: 1F, box: [10, %.3f, %.3f, %.3f], open_to: [east]}\n"
               "  - {name: east, level: 1F, box: [%.3f, -5, 20, 20]}\n",
               5 - width_m / 2, length_m, width_m, 10 + length_m);
    script_save(&text, "plan.yaml");
    script_open(&text);
    script_add(&text,
               SCENARIO_HEAD ORDINARY_WALKERS
               "groups: [{name: crowd, count: %d, home: west, female: pupil, male: pupil}]\n"
               "timetable: [{at: \"09:00:02\", groups: [crowd], activity: pause, where: [east], spread_s: 0}]\n",
               CROWD);
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

// people a second between the fifth part of the crowd and the fourth fifth: without the first rush and the last
// stragglers
static double steady_flow(const hy_model *model, uint64_t seed)
{
    const uint32_t room = hy_model_room_named(model, "east"), first = CROWD / 5, last = CROWD * 4 / 5;
    hy_sim *sim = good_sim_of_seed(model, seed);
    double first_s = 0;
    uint32_t there = 0;
    while (there < last && hy_sim_seconds(sim) < 400) {
        hy_sim_step(sim);
        there = CROWD - people_not_in(model, sim, 0, room);
        first_s = there < first ? hy_sim_seconds(sim) : first_s;
    }
    const double seconds = hy_sim_seconds(sim) - first_s;
    hy_sim_destroy(sim);
    ck_assert_msg(there >= last, "seed %lu: the neck is jammed", (unsigned long)seed);
    return (last - first) / seconds;
}

// people a second in laboratories: A. Seyfried and others 2009 (a neck of 2.8 m), T. Kretz and others 2006 (of 0.4 m)
typedef struct bottleneck {
    double width_m, length_m, low, high;
} bottleneck;

static const bottleneck LABORATORY[] = {{0.8, 0.4, 1.288, 1.46}, {1.0, 0.4, 1.71, 2.02}, {1.2, 0.4, 2.03, 2.364},
                                        {0.8, 2.8, 1.288, 1.46}, {1.0, 2.8, 1.71, 2.02}, {1.2, 2.8, 2.03, 2.364}};

enum { BOTTLENECK_COUNT = sizeof LABORATORY / sizeof LABORATORY[0] };

START_TEST(a_crowd_passes_a_neck_about_as_fast_as_in_a_laboratory)
{
    const bottleneck *of = &LABORATORY[_i];
    hy_model *model = crowd_before_a_neck(of->width_m, of->length_m);
    double sum = 0;
    for (uint64_t seed = 1; seed <= SEED_COUNT; seed++) {
        sum += steady_flow(model, seed);
    }
    const double flow = sum / SEED_COUNT;
    printf("neck of %.1f m by %.1f m: %.3f people a second; laboratory %.3f to %.3f\n", of->width_m, of->length_m, flow,
           of->low, of->high);
    hy_model_destroy(model);
    ck_assert_double_ge(flow, (1 - LEEWAY) * of->low);
    ck_assert_double_le(flow, (1 + LEEWAY) * of->high);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("flows");
    TCase *necks = add_case_in_a_folder(suite, "necks");
    tcase_add_loop_test(necks, a_crowd_passes_a_neck_about_as_fast_as_in_a_laboratory, 0, BOTTLENECK_COUNT);
    return run_suite(suite);
}
