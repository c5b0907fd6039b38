// One set-up that is measured: which scenario, with which settings, what is watched while it runs, and what was seen.
#ifndef HY_STUDY_VERIFICATION_EXPERIMENT_H
#define HY_STUDY_VERIFICATION_EXPERIMENT_H

#include "hyosan/sim.h"

enum { HY_LINE_LIMIT = 4, HY_ZONE_LIMIT = 4, HY_EXPERIMENT_SETTING_LIMIT = 6, HY_TRACE_FIGURES = 16 };

typedef struct hy_experiment hy_experiment;
typedef struct hy_trace hy_trace;

// Runs one history of an experiment its own way, in place of hy_experiment_run's.
typedef hy_status hy_experiment_runner(const hy_experiment *experiment, const hy_model *model, uint64_t seed,
                                       hy_trace *trace);

// A line across the way, plan coordinates; whoever steps over it the first time is timed.
typedef struct hy_measuring_line {
    const char *sheet; // name of a level or of a flight of stairs; NULL for the first
    hy_vec2 from, to;
} hy_measuring_line;

// A box in which density, speed and flow are measured, plan coordinates. `axis` is the direction in which headway
// counts; (0, 0): every way counts. No box where its width is 0.
typedef struct hy_measuring_zone {
    const char *sheet;
    hy_box box;
    hy_vec2 axis;
} hy_measuring_zone;

// When a history has shown what is asked, besides at the end of the scenario.
typedef enum hy_until {
    HY_UNTIL_ALL_ARE_GONE,
    HY_UNTIL_ALL_HAVE_MOVED,
    HY_UNTIL_THE_END,
    HY_UNTIL_NOTHING_SPREADS // nobody is left to be infected, or nobody who infects or will
} hy_until;

struct hy_experiment {
    const char *name;
    const char *scenario; // file below the suite's folder
    const char *settings[HY_EXPERIMENT_SETTING_LIMIT];
    uint32_t seed_count, long_seed_count; // histories; long_seed_count 0: as many
    hy_until until;
    uint32_t standing_count; // so many people are meant to stay
    hy_measuring_line lines[HY_LINE_LIMIT];
    hy_measuring_zone zones[HY_ZONE_LIMIT];
    double zones_begin_s, zones_end_s; // 0, 0: all the time
    double window_s;                   // zones are averaged over so long; 0: 5 s
    bool second_group_returns;         // the headway of the second group counts against the axis
    bool watches_walls, watches_bodies;
    hy_experiment_runner *runner; // NULL: hy_experiment_run watches
};

// Averages of one zone over one window, after L. C. Edie 1963: density is the time that people spent in the zone, flow
// the way they made in it, each by area and window; speed is their ratio. The classical method of counting heads and
// averaging their speeds, at every step instead of on single pictures.
typedef struct hy_zone_window {
    uint32_t zone;
    double begin_s;
    double density_per_m2, speed_m_per_s; // speed is NaN where nobody was
    double flow_per_m_s;
} hy_zone_window;

// The last infection of one person.
typedef struct hy_course {
    uint32_t exposure; // HY_NONE for the never infected
    uint32_t wound;    // counted from the first of the exposure
    uint32_t outcome;  // stage in which it ended, or is to end
    double begun_s, ended_s;
} hy_course;

// What became of everybody in an outbreak.
typedef struct hy_outbreak {
    uint32_t human_count, incubating_count, zombie_count, halfbie_count, dead_count; // at the end
    uint32_t bite_count, stop_count; // fights that ended so
    uint32_t *stops_before_bite;     // by number of the bite: fights won until then
    uint32_t exposed_count, infected_count;
    hy_course *courses; // by person
} hy_outbreak;

// What one history showed. Arrays by person; times in seconds since the start, NaN for never; plan coordinates.
struct hy_trace {
    bool is_complete; // false: the history could not begin, or was interrupted
    hy_status status;
    uint32_t person_count, line_count;
    hy_vec2 *start, *last;
    double *walk_m_per_s, *moved_s, *gone_s, *way_m, *sideways_m; // sideways: greatest distance in y from the start
    double *response_s;                                           // when one was to set out
    double *overcome_s;                                           // when smoke and gases overcame
    uint32_t *group, *exit;                                       // exit: place through which one left, HY_NONE
    double *crossed_s;                                            // line x person
    hy_zone_window *windows;
    uint32_t window_count;
    uint32_t wall_crossing_count;
    double least_distance_m; // of two bodies on one sheet, while bodies are watched
    hy_outbreak outbreak;
    double simulated_s, wall_s;
    uint64_t agent_steps;
    double figures[HY_TRACE_FIGURES]; // of a runner of its own; NaN for what never came about
};

// Runs one history and watches it. HY_OUT_OF_MEMORY, or HY_OK with trace->status saying how the history began. The
// caller clears the trace in every case. Callable from several threads.
HY_NODISCARD hy_status hy_experiment_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed,
                                         hy_trace *trace);
void hy_trace_clear(hy_trace *trace);

#endif
