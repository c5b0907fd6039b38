// What people hear, see and feel, and what changes without it: histories watched for the rows of the suite `outbreak` about senses
// and feelings.
#ifndef HY_STUDY_VERIFICATION_SENSES_H
#define HY_STUDY_VERIFICATION_SENSES_H

#include "study/verification/verify.h"

// figures[...] of a history of hy_day_run
typedef enum hy_day_figure {
    HY_DAY_LOST_SHARE,     // of all people at the start: infected or dead at the end
    HY_DAY_LOST_STUDENTS,  // the same among students
    HY_DAY_LOST_STAFF,     // and among staff
    HY_DAY_HELPED,         // times that somebody went to help
    HY_DAY_FOUGHT,         // fights that ended with the attacker stopped
    HY_DAY_HIDING,         // times that somebody hid
    HY_DAY_LEARNED_S,      // from the start until somebody believes, mean over those who come to
    HY_DAY_LOST_MEAN,      // share of all people lost, mean over the time
    HY_DAY_FROZEN,         // times that somebody froze
    HY_DAY_BELIEVING,      // people who came to believe
    HY_DAY_FIGURE_COUNT
} hy_day_figure;

// Levels in dB that persons 0, 1, ... hear at the first listening, NaN for nothing.
hy_experiment_runner hy_ears_run;

// Fears of persons 0 and 1: at 12 s, at the end, and the greatest fall of either from one second to the next between them.
hy_experiment_runner hy_fears_run;

// Share of observers whose nearest visible other, found by testing every line against every wall, is the one the engine gives: on a
// plan made up anew for each seed. The model of the experiment is not used.
hy_experiment_runner hy_eyes_run;

// A whole history, counted as hy_day_figure says.
hy_experiment_runner hy_day_run;

// Mean of figure values[0].
hy_measure hy_measure_observed;

// Mean difference of figure values[0] between the second experiment and the first, history by history of one seed. Student's
// interval.
hy_measure hy_measure_paired;

// (figure 2 - figure 3) over (figure 0 - figure 1): what is left of the difference of two.
hy_measure hy_measure_difference_left;

// (figure 2 + figure 3) over (figure 0 + figure 1): what is left of their mean.
hy_measure hy_measure_mean_left;

#endif
