// The words of an act around the name of whom it befell.
#include "report/acts.h"

#include "report/phrases.h"

#include <string.h>

// `before` and `after` stand around whom; kinds that need no such words are not listed.
typedef struct act_row {
    hy_event_kind kind;
    const char *before, *after;
} act_row;

static const act_row rows[] = {
    {HY_event_went_to_help, "went to help ", ""},
    {HY_event_screamed, "screamed at the sight of ", ""},
    {HY_event_froze, "froze at the sight of ", ""},
    {HY_event_turned, "turned, bitten by ", ""},
    {HY_event_believed, "understood what was happening, because of ", ""},
    {HY_event_began_to_doubt, "did not trust the eyes that saw ", ""},
    {HY_event_broke_free, "broke free from ", ""},
    {HY_event_shot, "shot at ", ""},
    {HY_event_was_scratched, "was scratched by ", ""},
    {HY_event_caught_it, "caught it through a wound, from ", ""},
    {HY_event_learned, "learned of them from ", ""},
    {HY_event_kept_silent, "kept from ", " what was known"},
    {HY_event_joined_group, "joined the group of ", ""},
    {HY_event_left_group, "lost the group of ", ""},
    {HY_event_hid_bite, "hid a bite by ", ""},
    {HY_event_admitted_bite, "told of a bite by ", ""},
    {HY_event_accused, "accused ", " of being bitten"},
    {HY_event_shut_away, "had ", " shut away"},
    {HY_event_drove_out, "drove ", " out"},
    {HY_event_released, "let ", " out again"},
    {HY_event_isolation_held, "was right to have ", " shut away"},
    {HY_event_made_it_true, "infected ", " on purpose, after accusing in vain"},
    {HY_event_diverted, "led them away from ", ""},
    {HY_event_pushed_to_them, "pushed ", " towards them"},
    {HY_event_left_behind, "left ", " in need"},
    {HY_event_was_saved, "was freed by ", ""},
    {HY_event_let_in, "opened the door to ", ""},
    {HY_event_locked_out, "did not open the door to ", ""},
    {HY_event_denied, "denied what ", " had said"},
    {HY_event_bullied, "bullied ", ""},
    {HY_event_stood_by, "stood by while ", " was bullied"},
    {HY_event_told_staff, "told the staff of the bullying by ", ""},
    {HY_event_stepped_in, "put an end to the bullying by ", ""},
    {HY_event_looked_away, "turned down as fooling around what ", " told of bullying"},
    {HY_event_arrived, "came to look for ", ""},
    {HY_event_found_kin, "found ", ""},
    {HY_event_was_lured, "was drawn by the sound of ", ""},
};

static const act_row *row_of(uint32_t kind)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((uint32_t)rows[i].kind == kind) {
            return &rows[i];
        }
    }
    return NULL;
}

void hy_text_add_act(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    const act_row *row = row_of(event->kind);
    const char *kind = hy_event_kind_text(event->kind);
    const bool has_other = event->whom != HY_NONE && event->whom != event->who;
    if (has_other && row != NULL) {
        hy_text_add(text, row->before);
        hy_text_add_person(text, record, event->whom);
        hy_text_add(text, row->after);
        return;
    }
    hy_text_add(text, kind);
    if (has_other && strncmp(kind, "was ", 4) == 0) {
        hy_text_add(text, " by ");
        hy_text_add_person(text, record, event->whom);
    }
}
