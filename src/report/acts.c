// The words of an act around the name of whom it befell.
#include "report/acts.h"

#include "report/chronicle.h"
#include "report/phrases.h"

#include <string.h>

// `before` and `after` stand around whom; kinds with words in deeds.c, or that need none, are not listed.
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
    {HY_event_joined_group, "joined the group of ", ""},
    {HY_event_left_group, "lost the group of ", ""},
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

static void add_around(hy_text *text, const hy_record *record, uint32_t whom, const char *before, const char *after)
{
    hy_text_add(text, before);
    hy_text_add_person(text, record, whom);
    hy_text_add(text, after);
}

// with the words that a deed has of its own, a blank between them and the name
static void add_deed(hy_text *text, const hy_record *record, const hy_record_event *event, const hy_deed_words *words)
{
    hy_text_add(text, words->before);
    if (event->whom != HY_NONE && words->after != NULL) {
        add_around(text, record, event->whom, " ", words->after[0] != '\0' ? " " : "");
    }
    hy_text_add(text, words->after != NULL ? words->after : "");
}

void hy_text_add_act(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    const act_row *row = row_of(event->kind);
    const hy_deed_words *deed = hy_deed_words_of(event);
    const char *kind = hy_event_kind_text(event->kind);
    const bool has_other = event->whom != HY_NONE && event->whom != event->who;
    if (deed != NULL) {
        add_deed(text, record, event, deed);
    } else if (has_other && row != NULL) {
        add_around(text, record, event->whom, row->before, row->after);
    } else if (has_other && strncmp(kind, "was ", 4) == 0) {
        hy_text_add(text, kind);
        add_around(text, record, event->whom, " by ", "");
    } else {
        hy_text_add(text, kind);
    }
}
