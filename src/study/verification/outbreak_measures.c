// How a number is drawn out of outbreaks.
#include "study/verification/outbreak_measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- how outbreaks end

static bool is_stopped(const hy_trace *trace)
{
    const hy_outbreak *of = &trace->outbreak;
    return of->incubating_count + of->zombie_count + of->halfbie_count == 0;
}

hy_estimate hy_measure_stopped_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    uint32_t stopped = 0, count = 0;
    for (uint32_t e = 0; e < evidence_count; e++) {
        for (uint32_t i = 0; i < evidence[e].trace_count; i++, count++) {
            stopped += is_stopped(&evidence[e].traces[i]);
        }
    }
    return hy_estimate_share(stopped, count);
}

// the turned include those about to be
static double count_at_end(const hy_trace *trace, double which)
{
    const hy_outbreak *of = &trace->outbreak;
    return which < 0.5 ? of->human_count : of->incubating_count + of->zombie_count;
}

hy_estimate hy_measure_final_count(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    double *numbers = calloc(evidence[0].trace_count, sizeof *numbers);
    hy_estimate found = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; numbers != NULL && evidence_count > 0 && i < evidence[0].trace_count; i++) {
        numbers[i] = count_at_end(&evidence[0].traces[i], of->values[0]);
    }
    if (numbers != NULL) {
        found = hy_estimate_mean(numbers, evidence[0].trace_count);
    }
    free(numbers);
    return found;
}

// a number between 0 and 1 that belongs to a history: what spreads counts evenly over their unit intervals
static double share_of_history(uint32_t index)
{
    const double golden = 0.6180339887498949 * (index + 1);
    return golden - floor(golden);
}

hy_estimate hy_measure_final_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    double *numbers = calloc(evidence[0].trace_count, sizeof *numbers);
    uint32_t count = 0;
    for (uint32_t i = 0; numbers != NULL && evidence_count > 0 && i < evidence[0].trace_count; i++) {
        if (!is_stopped(&evidence[0].traces[i])) {
            numbers[count++] = count_at_end(&evidence[0].traces[i], 1) - 0.5 + share_of_history(i);
        }
    }
    const double p = numbers != NULL ? hy_kolmogorov_p(numbers, count, of->law) : HY_UNMEASURED;
    free(numbers);
    return hy_estimate_of(p, count);
}

hy_estimate hy_measure_course_band(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    const double alpha = of->values[0];
    uint32_t inside = 0, points = 0;
    for (uint32_t i = 0; evidence_count > 0 && i < evidence[0].trace_count; i++) {
        const hy_outbreak *outbreak = &evidence[0].traces[i].outbreak;
        for (uint32_t tenth = 1; tenth <= 10; tenth++) {
            const uint32_t bites = (uint32_t)(of->values[1] * tenth / 10);
            if (bites == 0 || bites > outbreak->bite_count) {
                continue;
            }
            const double off = fabs(outbreak->stops_before_bite[bites - 1] - alpha * bites);
            points++;
            inside += off <= 1.96 * sqrt(alpha * (1 + alpha) * bites) + 0.5;
        }
    }
    return hy_estimate_share(inside, points);
}

// ---- what comes of an exposure

typedef struct courses {
    const hy_course **items;
    uint32_t count;
} courses;

// every course of all histories; the caller frees the items
static courses all_courses(const hy_evidence *evidence, uint32_t evidence_count)
{
    size_t limit = 1;
    for (uint32_t e = 0; e < evidence_count; e++) {
        limit += (size_t)evidence[e].trace_count * evidence[e].model->person_count;
    }
    courses all = {calloc(limit, sizeof *all.items), 0};
    for (uint32_t e = 0; e < evidence_count && all.items != NULL; e++) {
        for (uint32_t i = 0; i < evidence[e].trace_count; i++) {
            for (uint32_t person = 0; person < evidence[e].model->person_count; person++) {
                const hy_course *course = &evidence[e].traces[i].outbreak.courses[person];
                if (course->exposure != HY_NONE) {
                    all.items[all.count++] = course;
                }
            }
        }
    }
    return all;
}

hy_estimate hy_measure_waiting_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    const courses all = all_courses(evidence, evidence_count);
    double *waiting_s = calloc(all.count + 1, sizeof *waiting_s);
    uint32_t count = 0;
    for (uint32_t i = 0; waiting_s != NULL && i < all.count; i++) {
        if (of->values[0] < 0 || all.items[i]->wound == (uint32_t)of->values[0]) {
            // a time is told to the nearest tick
            const double step_s = (double)evidence[0].model->step_s;
            waiting_s[count] = all.items[i]->ended_s - all.items[i]->begun_s + step_s * (share_of_history(count) - 0.5);
            count++;
        }
    }
    const double p = waiting_s != NULL && count > 0 ? hy_kolmogorov_p(waiting_s, count, of->law) : HY_UNMEASURED;
    free(waiting_s);
    free(all.items);
    return hy_estimate_of(p, count);
}

static double chi_squared(const uint32_t *found, const double *shares, uint32_t bins, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < bins; i++) {
        const double expected = shares[i] * count;
        sum += (found[i] - expected) * (found[i] - expected) / expected;
    }
    return hy_chi_squared_p(sum, bins - 1);
}

hy_estimate hy_measure_severity_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    enum { LIMIT = 4 };
    const courses all = all_courses(evidence, evidence_count);
    uint32_t found[LIMIT] = {0}, bins = 0;
    while (bins < LIMIT && of->values[bins] > 0) {
        bins++;
    }
    for (uint32_t i = 0; i < all.count && all.items != NULL; i++) {
        found[all.items[i]->wound < LIMIT ? all.items[i]->wound : LIMIT - 1]++;
    }
    free(all.items);
    return hy_estimate_of(all.count > 0 ? chi_squared(found, of->values, bins, all.count) : HY_UNMEASURED, all.count);
}

// place of a stage's name among words separated by blanks, HY_NONE
static uint32_t place_among(const char *words, const char *name)
{
    uint32_t place = 0;
    for (const char *rest = words; *rest != '\0'; place++) {
        const size_t length = strcspn(rest, " ");
        if (strlen(name) == length && strncmp(rest, name, length) == 0) {
            return place;
        }
        rest += length + strspn(rest + length, " ");
    }
    return HY_NONE;
}

hy_estimate hy_measure_outcome_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    enum { LIMIT = 4 };
    const courses all = all_courses(evidence, evidence_count);
    uint32_t found[LIMIT] = {0}, bins = 0;
    while (bins < LIMIT && of->values[bins] > 0) {
        bins++;
    }
    for (uint32_t i = 0; i < all.count && all.items != NULL; i++) {
        const uint32_t place = place_among(of->words[0], evidence[0].model->stages[all.items[i]->outcome].name);
        // what is not expected at all must not pass
        if (place >= bins) {
            free(all.items);
            return hy_estimate_of(0, all.count);
        }
        found[place]++;
    }
    free(all.items);
    return hy_estimate_of(all.count > 0 ? chi_squared(found, of->values, bins, all.count) : HY_UNMEASURED, all.count);
}

hy_estimate hy_measure_infected_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    uint32_t exposed = 0, infected = 0;
    for (uint32_t e = 0; e < evidence_count; e++) {
        for (uint32_t i = 0; i < evidence[e].trace_count; i++) {
            exposed += evidence[e].traces[i].outbreak.exposed_count;
            infected += evidence[e].traces[i].outbreak.infected_count;
        }
    }
    return hy_estimate_share(infected, exposed);
}

hy_estimate hy_measure_halfbie_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    const courses all = all_courses(evidence, evidence_count);
    uint32_t halfbies = 0;
    for (uint32_t i = 0; i < all.count && all.items != NULL; i++) {
        halfbies += evidence[0].model->stages[all.items[i]->outcome].spec.counts_as == HY_outcome_cell_halfbie;
    }
    free(all.items);
    return hy_estimate_share(halfbies, all.count);
}
