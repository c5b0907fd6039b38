// The words for what people do for and against one another; nothing after them where the second person is not told.
#include "report/chronicle.h"

static const hy_deed_words words[HY_EVENT_KIND_COUNT] = {
    [HY_event_took_the_lead] = {"took the lead of those who hid", ""},
    [HY_event_hid_bite] = {"hid a bite by", ""},
    [HY_event_admitted_bite] = {"told of a bite by", ""},
    [HY_event_accused] = {"accused", "of being bitten"},
    [HY_event_shut_away] = {"had", "shut away"},
    [HY_event_drove_out] = {"drove", "out"},
    [HY_event_released] = {"let", "out again"},
    [HY_event_isolation_held] = {"had been right:", "had turned, shut away"},
    [HY_event_made_it_true] = {"wiped blood on", "whom the others had cleared"},
    [HY_event_diverted] = {"led them away from", ""},
    [HY_event_diversion_ended] = {"had led them away", ""},
    [HY_event_pushed_to_them] = {"pushed", "towards them"},
    [HY_event_left_behind] = {"left", "in need"},
    [HY_event_was_saved] = {"was freed by", ""},
    [HY_event_let_in] = {"opened the door to", ""},
    [HY_event_locked_out] = {"did not open the door to", ""},
    [HY_event_kept_silent] = {"kept silent toward", ""},
    [HY_event_perished] = {"perished of thirst or hunger", ""},
    [HY_event_rang_alarm] = {"raised the alarm", ""},
    [HY_event_called_help] = {"called for help", ""},
    [HY_event_ignored] = {"left it to others to raise the alarm", ""},
    [HY_event_denied] = {"denied what was happening", NULL},
    [HY_event_bullied] = {"bullied", ""},
    [HY_event_stood_by] = {"stood by while", "was bullied"},
    [HY_event_told_staff] = {"told the staff about", ""},
    [HY_event_stepped_in] = {"put an end to the bullying of", ""},
    [HY_event_looked_away] = {"turned it down as fooling around when told by", ""},
    [HY_event_climbed_down] = {"climbed down the fire hose", ""},
    [HY_event_built_fortress] = {"made a fortress of carts", ""},
    [HY_event_fortress_broke] = {"saw the fortress of carts break", ""},
    [HY_event_arrived] = {"came from outside to look for", ""},
    [HY_event_found_kin] = {"found", ""},
    [HY_event_called_meeting] = {"called the staff together", NULL},
    [HY_event_decided_to_act] = {"decided with the others to raise the alarm", ""},
    [HY_event_put_it_off] = {"decided with the others to wait", ""},
    [HY_event_meeting_broke_up] = {"saw the meeting of the staff break up", ""},
    [HY_event_phoned] = {"phoned", ""},
    [HY_event_phone_died] = {"had no battery left", ""},
    [HY_event_was_taken_aboard] = {"was taken aboard", ""},
    [HY_event_was_turned_away] = {"was turned away by the rescuers", ""},
    [HY_event_lied_to_rescuers] = {"told the rescuers nothing of", ""},
    [HY_event_told_rescuers] = {"told the rescuers of", ""},
    [HY_event_ate_flesh] = {"ate raw flesh", ""},
};

const hy_deed_words *hy_deed_words_of(const hy_record_event *event)
{
    return event->kind < HY_EVENT_KIND_COUNT && words[event->kind].before != NULL ? &words[event->kind] : NULL;
}
