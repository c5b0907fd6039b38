// Report: to the nearest alarm or phone, for those who have taken it upon themselves. See docs/model/responsibility.md.
#include "systems/drives/drive.h"

static uint32_t where(const hy_thought *thought, float *way_m)
{
    const float within_m = thought->model->duty.report_m;
    float phone_m;
    *way_m = within_m;
    const uint32_t alarm = hy_circuit_sounds(thought->context, HY_ALARM_CIRCUIT)
                               ? HY_NONE
                               : hy_nearest_place(thought, (hy_wanted_place){HY_place_kind_alarm, within_m, false}, way_m);
    const uint32_t phone = hy_lines_work(thought->context)
                               ? hy_nearest_place(thought, (hy_wanted_place){HY_place_kind_phone, *way_m, false}, &phone_m)
                               : HY_NONE;
    *way_m = phone == HY_NONE ? *way_m : phone_m;
    return phone == HY_NONE ? alarm : phone;
}

static float utility(const hy_thought *thought)
{
    float way_m;
    if (thought->state->person_duty[thought->person] != HY_DUTY_TAKEN || where(thought, &way_m) == HY_NONE) {
        return -1;
    }
    const hy_spec_duty *duty = &thought->model->duty;
    return duty->report_weight * (1 - thought->model->drives.errand_way * way_m / hy_max(duty->report_m, 1));
}

static void act(const hy_thought *thought)
{
    float way_m;
    const uint32_t place = where(thought, &way_m);
    if (place == HY_NONE) {
        hy_stay(thought);
        return;
    }
    hy_go_to_point(thought, thought->model->places[place].room, thought->model->places[place].at, HY_RUNNING);
}

const hy_drive hy_drive_report = {"report", false, utility, act, false};
