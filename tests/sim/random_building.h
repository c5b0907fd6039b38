// The cases that a few random buildings hold in `make test`, and many more in `make test-long`.
#ifndef HYOSAN_TESTS_SIM_RANDOM_BUILDING_H
#define HYOSAN_TESTS_SIM_RANDOM_BUILDING_H

#include "sim/crossings.h"
#include "sim/random_plan.h"
#include "sim/witness.h"

static inline hy_model *random_building(int number, const random_day *day)
{
    random_plan plan = make_random_plan((uint64_t)number);
    make_random_day(&plan, day);
    return good_model("scenario.yaml", NULL);
}

// every step of an outbreak in a building, at one of three time steps; the largest that the language allows is among them
static inline void assert_sound_outbreak_in_building(int number)
{
    static const double steps_s[] = {0.05, 0.1, 0.2};
    const random_day day = {steps_s[number % 3], 5, 12 + (uint32_t)(number % 4) * 6, 14, true, false};
    hy_model *model = random_building(number, &day);
    const findings found = watch(model, (uint64_t)number, 60);
    printf("building %d, step %.2f s: %u steps, least distance %.4f m\n", number, steps_s[number % 3], found.checked_steps,
           found.least_distance_m);
    assert_sound(&found);
    hy_model_destroy(model);
}

static inline void assert_sound_steps_of_the_fast_in_building(int number)
{
    const random_day day = {0.2, 5, 12, 14, true, true};
    hy_model *model = random_building(number, &day);
    const findings found = watch(model, (uint64_t)number, 60);
    assert_sound(&found);
    hy_model_destroy(model);
}

static inline void assert_everybody_arrives_in_building(int number)
{
    const random_day day = {0.1, 4, 12, 400, false, false};
    hy_model *model = random_building(number, &day);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1990);
    const uint32_t missing = people_not_where_first_sent(model, sim);
    ck_assert_msg(missing == 0, "building %d: %u of %u have not arrived", number, missing, model->person_count);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}

#endif
