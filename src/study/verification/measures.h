// How a number is drawn out of what the histories showed. Each function says which `values` of its case it reads.
#ifndef HY_STUDY_VERIFICATION_MEASURES_H
#define HY_STUDY_VERIFICATION_MEASURES_H

#include "study/verification/verify.h"

// `group` below is an index of a group, -1 for everybody.

// ---- times and ways

// Time from line 0 to line 1, s: mean over people, then over histories. values: group.
hy_measure hy_measure_way_time;

// That time in the second experiment less that in the first. values: group.
hy_measure hy_measure_way_time_rise;

// Speed between line 0 and line 1. values: group, distance of the two in metres.
hy_measure hy_measure_way_speed;

// Greatest difference of that time between people of one history, its mean over histories. values: group.
hy_measure hy_measure_way_time_spread;

// When the last has left, s. values: group.
hy_measure hy_measure_last_gone;

// Time of the second experiment over that of the first. values: group.
hy_measure hy_measure_last_gone_ratio;

// The least rise of that time from one experiment to the next. values: group; 1: not the leaving counts but line 0.
hy_measure hy_measure_last_gone_rise;

// Between the first and the last to leave: the greatest over the histories, s. values: group.
hy_measure hy_measure_gone_spread;

// Greatest deviation from the last experiment, as a share of it. values: 0 time of leaving, 1 flow over line 0.
hy_measure hy_measure_deviation;

// ---- whether

// Share of histories in which all have left who are meant to.
hy_measure hy_measure_all_gone;

// Steps through walls and people who did not arrive, a count.
hy_measure hy_measure_mistakes;

// Share of people who left by an exit that is theirs. values: group.
hy_measure hy_measure_allocation;

// Share of people who left by the exit of words[0]. values: group.
hy_measure hy_measure_exit_share;

// The same in the second experiment less that in the first. values: group.
hy_measure hy_measure_exit_share_rise;

// Share of people who came over line values[1]. values: group, line.
hy_measure hy_measure_line_share;

// Share of histories that took less time than they simulated.
hy_measure hy_measure_faster_than_life;

// ---- starts and speeds against a law

// p-value of the moments of setting out, of the assigned walking speeds, and of the places of start in a grid of
// values[0] x values[1] cells over zone 0.
hy_measure hy_measure_start_p, hy_measure_walk_p, hy_measure_place_p;

// Greatest time between the moment that the engine drew and the first step of somebody, s; infinite where the moment
// is outside values[0] to values[1].
hy_measure hy_measure_start_error;

// From the first step to the first of the lines, the slowest of a history, s. When gases overcame the first, s.
hy_measure hy_measure_goal_time, hy_measure_overcome;

// Mean and standard deviation of assigned walking speeds. values: group.
hy_measure hy_measure_walk_mean, hy_measure_walk_deviation;

// Greatest difference of the mean speed between the two lines from the mean assigned speed, over the groups. values:
// unused, distance of the two lines.
hy_measure hy_measure_walk_error;

// ---- bodies

// Least distance of two bodies, m; greatest distance in y from the start; distance at which person 0 ends from
// person 1. values: group (sideways only).
hy_measure hy_measure_least_distance, hy_measure_sideways, hy_measure_gap_at_end;

// ---- crowds

// People per second over line 0 (n - 1 over the time between the first and the last),
// by metre of width values[1] if that is not 0.
hy_measure hy_measure_flow;

// The least rise of that flow from one experiment to the next.
hy_measure hy_measure_flow_rise;

// Peak density of zone 0 less that of zone 1 (windows of the experiment). With values[0] = 1: the means.
hy_measure hy_measure_density_excess;

// Speed where the density of zone 0 is values[0], within a tenth; windows of all experiments.
hy_measure hy_measure_speed_at_density;

// Greatest flow of zone 0 by metre of width, over the experiments; and that less the flow of the last experiment.
hy_measure hy_measure_capacity, hy_measure_flow_drop;

// Least fall of the mean speed of zone 0 from one experiment to the next.
hy_measure hy_measure_speed_fall;

// Share of the densities of the table of RiMEA 16 that were seen at which the median speed lies in its band. values:
// width of the corridor.
hy_measure hy_measure_single_file_share;

// Share of windows on a stair inside the band of Corbetta et al. values: 1 up, 0 down.
hy_measure hy_measure_stair_share;

// Mean speed of zone 0 in the second experiment less that in the first.
hy_measure hy_measure_speed_excess;

// Weidmann 1993: speed at a density.
double hy_weidmann_speed(double density_per_m2);

#endif
