// Runs one history and watches it from outside, as a camera over the floor plan would.
#include "study/verification/experiment.h"

#include "hyosan/host.h"
#include "study/verification/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// moments nearer than this are one: ticks are counted in a step that is a float
#define SAME_MOMENT_S 1e-3

// somebody farther than this from the start has set out
#define MOVED_M 1e-3

#define USUAL_WINDOW_S 5.0

typedef struct body {
    hy_vec2 at; // model coordinates
    uint32_t sheet;
    bool is_present;
} body;

// Time and way that were spent in a zone in the present window.
typedef struct zone_sum {
    double time_s, way_m;
} zone_sum;

typedef struct watch {
    const hy_experiment *experiment;
    const hy_model *model;
    hy_sim *sim;
    hy_trace *trace;
    body *before, *now;
    uint32_t line_sheets[HY_LINE_LIMIT], zone_sheets[HY_ZONE_LIMIT];
    zone_sum sums[HY_ZONE_LIMIT];
    double window_begin_s;
    uint32_t window_capacity;
} watch;

// ---- geometry

static double cross(hy_vec2 a, hy_vec2 b)
{
    return (double)a.x * (double)b.y - (double)a.y * (double)b.x;
}

static hy_vec2 minus(hy_vec2 a, hy_vec2 b)
{
    return (hy_vec2){a.x - b.x, a.y - b.y};
}

static hy_vec2 plus(hy_vec2 a, hy_vec2 b)
{
    return (hy_vec2){a.x + b.x, a.y + b.y};
}

static double distance(hy_vec2 a, hy_vec2 b)
{
    return hypot((double)a.x - (double)b.x, (double)a.y - (double)b.y);
}

// share of the step at which it crosses the segment, or -1
static double crossing_share(hy_vec2 from, hy_vec2 to, hy_vec2 a, hy_vec2 b)
{
    const double before = cross(minus(b, a), minus(from, a));
    const double after = cross(minus(b, a), minus(to, a));
    if ((before < 0) == (after < 0)) {
        return -1;
    }
    const double left = cross(minus(to, from), minus(a, from));
    const double right = cross(minus(to, from), minus(b, from));
    return left * right > 0 ? -1 : before / (before - after);
}

static uint32_t sheet_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; name != NULL && i < model->sheet_count; i++) {
        if (strcmp(model->sheets[i].name, name) == 0) {
            return i;
        }
    }
    return name == NULL ? 0 : HY_NONE;
}

// ---- one step of one person

static void watch_lines(watch *w, uint32_t person, double step_begin_s)
{
    for (uint32_t i = 0; i < w->trace->line_count; i++) {
        const hy_measuring_line *line = &w->experiment->lines[i];
        double *crossed_s = &w->trace->crossed_s[(size_t)i * w->trace->person_count + person];
        if (!isnan(*crossed_s) || w->now[person].sheet != w->line_sheets[i]) {
            continue;
        }
        const double share = crossing_share(w->before[person].at, w->now[person].at,
                                            minus(line->from, w->model->origin), minus(line->to, w->model->origin));
        if (share >= 0) {
            *crossed_s = step_begin_s + share * (double)w->model->step_s;
        }
    }
}

static bool is_in_zone(const watch *w, uint32_t index, const body *of)
{
    const hy_measuring_zone *zone = &w->experiment->zones[index];
    const hy_vec2 at = plus(of->at, w->model->origin);
    return of->sheet == w->zone_sheets[index] && at.x >= zone->box.x && at.y >= zone->box.y &&
           at.x < zone->box.x + zone->box.width && at.y < zone->box.y + zone->box.depth;
}

static double headway(const watch *w, const hy_measuring_zone *zone, uint32_t person)
{
    const hy_vec2 step = minus(w->now[person].at, w->before[person].at);
    if (zone->axis.x == 0.0f && zone->axis.y == 0.0f) {
        return hypot((double)step.x, (double)step.y);
    }
    const bool returns = w->experiment->second_group_returns && w->trace->group[person] == 1;
    const double along = (double)zone->axis.x * (double)step.x + (double)zone->axis.y * (double)step.y;
    return returns ? -along : along;
}

static void watch_zones(watch *w, uint32_t person)
{
    for (uint32_t i = 0; i < HY_ZONE_LIMIT && w->experiment->zones[i].box.width > 0; i++) {
        if (is_in_zone(w, i, &w->now[person])) {
            w->sums[i].time_s += (double)w->model->step_s;
            w->sums[i].way_m += headway(w, &w->experiment->zones[i], person);
        }
    }
}

// Walls that are always solid; the model lists those within a step's reach with every grid cell.
static void watch_walls(watch *w, uint32_t person)
{
    const hy_model *model = w->model;
    const hy_sheet *sheet = &model->sheets[w->now[person].sheet];
    const hy_vec2 at = w->before[person].at;
    const double column = floor(((double)at.x - (double)sheet->corner.x) / (double)HY_GRID_M);
    const double row = floor(((double)at.y - (double)sheet->corner.y) / (double)HY_GRID_M);
    if (column < 0 || row < 0 || column >= sheet->columns || row >= sheet->rows) {
        w->trace->wall_crossing_count++; // outside of everything
        return;
    }
    const uint32_t index = sheet->first_cell + (uint32_t)row * sheet->columns + (uint32_t)column;
    for (uint32_t i = model->bodies_walls.starts[index]; i < model->bodies_walls.starts[index + 1]; i++) {
        const hy_wall *wall = &model->walls[model->bodies_walls.walls[i]];
        if (wall->opening == HY_NONE && crossing_share(at, w->now[person].at, wall->a, wall->b) >= 0) {
            w->trace->wall_crossing_count++;
        }
    }
}

static void watch_outbreak_event(watch *w, const hy_event *event)
{
    hy_outbreak *outbreak = &w->trace->outbreak;
    const bool is_bite = event->kind == HY_event_was_bitten || event->kind == HY_event_was_bitten_by_animal;
    if (event->kind == HY_event_was_bitten && outbreak->bite_count < w->trace->person_count) {
        outbreak->stops_before_bite[outbreak->bite_count++] = outbreak->stop_count;
    }
    outbreak->stop_count += event->kind == HY_event_was_stopped;
    outbreak->infected_count += is_bite || event->kind == HY_event_caught_it;
    outbreak->exposed_count += is_bite || event->kind == HY_event_caught_it || event->kind == HY_event_escaped_infection;
    if (event->kind == HY_event_turned) {
        outbreak->courses[event->who].ended_s = hy_sim_seconds(w->sim) - (double)w->model->step_s;
        outbreak->courses[event->who].outcome = event->detail;
    }
}

static void watch_events(watch *w)
{
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(w->sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t who = events[i].who;
        watch_outbreak_event(w, &events[i]);
        if (events[i].kind == HY_event_got_away) {
            w->trace->gone_s[who] = hy_sim_seconds(w->sim);
            w->trace->exit[who] = events[i].detail;
        } else if (events[i].kind == HY_event_was_overcome) {
            w->trace->overcome_s[who] = hy_sim_seconds(w->sim);
        }
    }
}

// a column of the people's state, NULL if there is none of that name
static const void *person_column(const watch *w, const char *name)
{
    hy_column_view column = hy_sim_column(w->sim, 0);
    for (uint32_t i = 0; column.values != NULL; column = hy_sim_column(w->sim, ++i)) {
        if (strcmp(column.set, "person") == 0 && strcmp(column.name, name) == 0) {
            return column.values;
        }
    }
    return NULL;
}

// what the engine has drawn for each as the moment to set out, NaN where nothing is signalled
static void read_responses(watch *w)
{
    const uint32_t *ticks = person_column(w, "response_at");
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        const uint32_t tick = ticks != NULL ? ticks[i] : HY_NONE;
        w->trace->response_s[i] = tick == HY_NONE ? HY_UNMEASURED : tick * (double)w->model->step_s;
    }
}

// how the infections ended, and how those that still run are to end
static void read_courses(watch *w)
{
    const uint32_t *exposure = person_column(w, "exposure"), *begun = person_column(w, "infected_at"),
                   *ends = person_column(w, "outcome_at");
    const uint8_t *wound = person_column(w, "wound"), *outcome = person_column(w, "outcome");
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        hy_course *course = &w->trace->outbreak.courses[i];
        course->exposure = exposure[i];
        course->wound = wound[i];
        course->begun_s = begun[i] * (double)w->model->step_s;
        if (ends[i] != HY_NONE) {
            course->ended_s = ends[i] * (double)w->model->step_s;
            course->outcome = outcome[i];
        }
    }
}

static void count_people(const watch *w, hy_counts *all)
{
    hy_counts by_role[HY_role_count];
    hy_sim_count(w->sim, by_role);
    *all = (hy_counts){0};
    for (uint32_t role = 0; role < HY_role_count; role++) {
        all->human += by_role[role].human;
        all->incubating += by_role[role].incubating;
        all->zombie += by_role[role].zombie;
        all->halfbie += by_role[role].halfbie;
        all->dead += by_role[role].dead;
    }
}

static void read_outbreak(watch *w)
{
    hy_counts all;
    count_people(w, &all);
    hy_outbreak *outbreak = &w->trace->outbreak;
    outbreak->human_count = all.human;
    outbreak->incubating_count = all.incubating;
    outbreak->zombie_count = all.zombie;
    outbreak->halfbie_count = all.halfbie;
    outbreak->dead_count = all.dead;
    read_courses(w);
}

static bool nothing_spreads(const watch *w)
{
    hy_counts all;
    count_people(w, &all);
    return hy_sim_tick(w->sim) > 0 && (all.human == 0 || all.incubating + all.zombie + all.halfbie == 0);
}

static void watch_person(watch *w, uint32_t person, double step_begin_s)
{
    hy_trace *trace = w->trace;
    const body *now = &w->now[person];
    const hy_vec2 at = plus(now->at, w->model->origin);
    const double end_s = step_begin_s + (double)w->model->step_s;
    if (isnan(trace->moved_s[person]) && distance(at, trace->start[person]) > MOVED_M) {
        trace->moved_s[person] = end_s;
    }
    if (now->sheet == w->before[person].sheet) {
        watch_lines(w, person, step_begin_s);
        watch_zones(w, person);
        trace->way_m[person] += distance(now->at, w->before[person].at);
        if (w->experiment->watches_walls) {
            watch_walls(w, person);
        }
    }
    trace->sideways_m[person] = fmax(trace->sideways_m[person], fabs((double)at.y - (double)trace->start[person].y));
    trace->last[person] = at;
}

static void watch_bodies(watch *w)
{
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        for (uint32_t j = 0; w->now[i].is_present && j < i; j++) {
            if (w->now[j].is_present && w->now[i].sheet == w->now[j].sheet) {
                w->trace->least_distance_m = fmin(w->trace->least_distance_m, distance(w->now[i].at, w->now[j].at));
            }
        }
    }
}

// ---- windows

static hy_status close_window(watch *w, double end_s)
{
    hy_trace *trace = w->trace;
    const double length_s = end_s - w->window_begin_s;
    for (uint32_t i = 0; i < HY_ZONE_LIMIT && w->experiment->zones[i].box.width > 0; i++) {
        if (trace->window_count == w->window_capacity) {
            w->window_capacity = 2 * w->window_capacity + 64;
            hy_zone_window *more = realloc(trace->windows, w->window_capacity * sizeof *more);
            if (more == NULL) {
                return HY_OUT_OF_MEMORY;
            }
            trace->windows = more;
        }
        const hy_box *box = &w->experiment->zones[i].box;
        const double area_m2 = (double)box->width * (double)box->depth;
        const zone_sum *sum = &w->sums[i];
        trace->windows[trace->window_count++] =
            (hy_zone_window){.zone = i,
                             .begin_s = w->window_begin_s,
                             .density_per_m2 = sum->time_s / (area_m2 * length_s),
                             .flow_per_m_s = sum->way_m / (area_m2 * length_s),
                             .speed_m_per_s = sum->time_s > 0 ? sum->way_m / sum->time_s : HY_UNMEASURED};
        w->sums[i] = (zone_sum){0};
    }
    w->window_begin_s = end_s;
    return HY_OK;
}

static hy_status keep_windows(watch *w, double now_s)
{
    const hy_experiment *experiment = w->experiment;
    const double length_s = experiment->window_s > 0 ? experiment->window_s : USUAL_WINDOW_S;
    if (now_s <= experiment->zones_begin_s + SAME_MOMENT_S) {
        memset(w->sums, 0, sizeof w->sums);
        w->window_begin_s = now_s;
        return HY_OK;
    }
    const bool is_over = experiment->zones_end_s > 0 && w->window_begin_s + SAME_MOMENT_S >= experiment->zones_end_s;
    return !is_over && now_s - w->window_begin_s >= length_s - SAME_MOMENT_S ? close_window(w, now_s) : HY_OK;
}

// ---- one history

static void look(const watch *w, body *bodies)
{
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        const hy_person_view view = hy_sim_person(w->sim, i);
        bodies[i] = (body){view.at, view.sheet, view.is_present};
    }
}

static void begin_watch(watch *w)
{
    hy_trace *trace = w->trace;
    look(w, w->now);
    for (uint32_t i = 0; i < HY_LINE_LIMIT; i++) {
        w->line_sheets[i] = sheet_named(w->model, w->experiment->lines[i].sheet);
    }
    for (uint32_t i = 0; i < HY_ZONE_LIMIT; i++) {
        w->zone_sheets[i] = sheet_named(w->model, w->experiment->zones[i].sheet);
    }
    for (uint32_t i = 0; i < trace->person_count; i++) {
        trace->start[i] = trace->last[i] = plus(w->now[i].at, w->model->origin);
        trace->walk_m_per_s[i] = (double)hy_sim_person(w->sim, i).walk_m_per_s;
        trace->group[i] = w->model->people[i].group;
        trace->exit[i] = HY_NONE;
        trace->moved_s[i] = trace->gone_s[i] = trace->overcome_s[i] = HY_UNMEASURED;
    }
    for (size_t i = 0; i < (size_t)trace->line_count * trace->person_count; i++) {
        trace->crossed_s[i] = HY_UNMEASURED;
    }
    trace->least_distance_m = HY_UNBOUNDED;
    read_responses(w);
}

static void watch_step(watch *w)
{
    const double begin_s = hy_sim_seconds(w->sim);
    body *swapped = w->before;
    w->before = w->now;
    w->now = swapped;
    hy_sim_step(w->sim);
    look(w, w->now);
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        if (w->before[i].is_present) {
            watch_person(w, i, begin_s);
        }
    }
    watch_events(w);
    if (w->experiment->watches_bodies) {
        watch_bodies(w);
    }
}

static bool has_shown_all(const watch *w)
{
    if (w->experiment->until == HY_UNTIL_NOTHING_SPREADS) {
        return nothing_spreads(w);
    }
    uint32_t waiting_count = 0;
    for (uint32_t i = 0; i < w->trace->person_count; i++) {
        const bool still_stands = isnan(w->trace->moved_s[i]) != 0;
        waiting_count += w->experiment->until == HY_UNTIL_ALL_HAVE_MOVED ? still_stands : w->now[i].is_present;
    }
    return w->experiment->until != HY_UNTIL_THE_END && waiting_count <= w->experiment->standing_count;
}

static hy_status watch_history(watch *w)
{
    const uint32_t end_tick = hy_sim_end_tick(w->sim);
    begin_watch(w);
    while (hy_sim_tick(w->sim) < end_tick && !has_shown_all(w)) {
        if (hy_host_stop_requested()) {
            return HY_OK;
        }
        watch_step(w);
        const hy_status status = keep_windows(w, hy_sim_seconds(w->sim));
        if (status != HY_OK) {
            return status;
        }
    }
    read_outbreak(w);
    w->trace->is_complete = true;
    return HY_OK;
}

// ---- memory

static hy_status make_room(watch *w)
{
    hy_trace *trace = w->trace;
    const size_t count = trace->person_count;
    while (trace->line_count < HY_LINE_LIMIT &&
           distance(w->experiment->lines[trace->line_count].from, w->experiment->lines[trace->line_count].to) > 0) {
        trace->line_count++;
    }
    trace->start = calloc(count, sizeof *trace->start);
    trace->last = calloc(count, sizeof *trace->last);
    trace->walk_m_per_s = calloc(count, sizeof(double));
    trace->moved_s = calloc(count, sizeof(double));
    trace->gone_s = calloc(count, sizeof(double));
    trace->response_s = calloc(count, sizeof(double));
    trace->overcome_s = calloc(count, sizeof(double));
    trace->way_m = calloc(count, sizeof(double));
    trace->sideways_m = calloc(count, sizeof(double));
    trace->group = calloc(count, sizeof *trace->group);
    trace->exit = calloc(count, sizeof *trace->exit);
    trace->crossed_s = calloc(count * trace->line_count + 1, sizeof(double));
    trace->outbreak.courses = calloc(count, sizeof *trace->outbreak.courses);
    trace->outbreak.stops_before_bite = calloc(count, sizeof *trace->outbreak.stops_before_bite);
    w->before = calloc(count, sizeof *w->before);
    w->now = calloc(count, sizeof *w->now);
    const bool has_all = trace->start != NULL && trace->last != NULL && trace->walk_m_per_s != NULL &&
                         trace->moved_s != NULL && trace->gone_s != NULL && trace->way_m != NULL &&
                         trace->response_s != NULL && trace->overcome_s != NULL && trace->sideways_m != NULL &&
                         trace->group != NULL && trace->exit != NULL && trace->crossed_s != NULL && w->before != NULL &&
                         w->now != NULL && trace->outbreak.courses != NULL && trace->outbreak.stops_before_bite != NULL;
    return has_all ? HY_OK : HY_OUT_OF_MEMORY;
}

void hy_trace_clear(hy_trace *trace)
{
    free(trace->start);
    free(trace->last);
    free(trace->walk_m_per_s);
    free(trace->moved_s);
    free(trace->gone_s);
    free(trace->response_s);
    free(trace->overcome_s);
    free(trace->way_m);
    free(trace->sideways_m);
    free(trace->group);
    free(trace->exit);
    free(trace->crossed_s);
    free(trace->windows);
    free(trace->outbreak.courses);
    free(trace->outbreak.stops_before_bite);
    *trace = (hy_trace){0};
}

hy_status hy_experiment_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    *trace = (hy_trace){.person_count = model->person_count};
    watch w = {.experiment = experiment, .model = model, .trace = trace};
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    hy_status status = make_room(&w);
    if (status == HY_OK) {
        trace->status = hy_sim_create(model, &definition, hy_host_allocator(), &w.sim);
        status = trace->status == HY_OUT_OF_MEMORY ? HY_OUT_OF_MEMORY : HY_OK;
    }
    if (status == HY_OK && trace->status == HY_OK) {
        const double begin_s = hy_host_seconds();
        status = watch_history(&w);
        trace->wall_s = hy_host_seconds() - begin_s;
        trace->simulated_s = hy_sim_seconds(w.sim);
        trace->agent_steps = hy_sim_agent_steps(w.sim);
    }
    hy_sim_destroy(w.sim);
    free(w.before);
    free(w.now);
    return status;
}
