// A narrow door with more seeds than `make test` has time for.
#include <math.h>

#include "sim/crossings.h"

enum { DOOR_SEED_COUNT = 200 };

START_TEST(sixty_people_pass_a_narrow_door_with_every_one_of_two_hundred_seeds)
{
    const double limit_s = 240;
    double slowest_s = 0;
    uint32_t jammed_count = 0;
    uint64_t first_jammed = 0;
    hy_model *model = two_rooms_with_a_door(0.8);
    for (uint64_t seed = 1; seed <= DOOR_SEED_COUNT; seed++) {
        const double seconds = seconds_until_all_are_in(model, seed, "east", limit_s);
        slowest_s = fmax(slowest_s, seconds);
        first_jammed = seconds >= limit_s && jammed_count == 0 ? seed : first_jammed;
        jammed_count += seconds >= limit_s ? 1 : 0;
    }
    printf("60 people through 0.8 m: slowest of %d in %.1f s\n", DOOR_SEED_COUNT, slowest_s);
    ck_assert_msg(jammed_count == 0, "%u of %d seeds are not through after %.0f s, the first of them %lu", jammed_count,
                  DOOR_SEED_COUNT, limit_s, (unsigned long)first_jammed);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("doors");
    TCase *doors = add_case_in_a_folder(suite, "doors");
    tcase_add_test(doors, sixty_people_pass_a_narrow_door_with_every_one_of_two_hundred_seeds);
    return run_suite(suite);
}
