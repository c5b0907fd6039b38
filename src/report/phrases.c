// The words that the summary, the chronicle and the JSON have in common. They are told in a browser too: nothing here
// writes to a file.
#include "report/phrases.h"

#include <ctype.h>
#include <string.h>

void hy_clock_write(double clock_s, char out[HY_CLOCK_SIZE])
{
    const unsigned seconds = clock_s > 0 ? (unsigned)(clock_s + 1e-6) : 0;
    const unsigned parts[] = {seconds / 3600 % 10000, seconds / 60 % 60, seconds % 60};
    hy_text text;
    hy_text_init(&text, out, HY_CLOCK_SIZE);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        hy_text_add(&text, i > 0 ? ":" : "");
        hy_text_add(&text, parts[i] < 10 ? "0" : "");
        hy_text_add_uint(&text, parts[i]);
    }
}

void hy_text_add_clock(hy_text *text, double clock_s)
{
    char clock[HY_CLOCK_SIZE];
    hy_clock_write(clock_s, clock);
    hy_text_add(text, clock);
}

void hy_text_add_event_id(hy_text *text, uint32_t id)
{
    hy_text_add(text, " (event ");
    hy_text_add_uint(text, id);
    hy_text_add(text, ")");
}

void hy_text_raise(hy_text *text, size_t begin)
{
    char *letter = &text->chars[begin];
    if (text->length > begin && *letter >= 'a' && *letter <= 'z') {
        *letter = (char)(*letter - 'a' + 'A');
    }
}

// ---- people

static void add_staff(hy_text *text, const hy_record_group *group)
{
    if (strstr(group->name, "teacher") != NULL) {
        hy_text_add(text, "a teacher");
    } else if (group->person_count == 1) {
        hy_text_add(text, "the ");
        hy_text_add(text, group->name);
    } else {
        hy_text_add(text, "one of the ");
        hy_text_add(text, group->name);
        hy_text_add(text, " staff");
    }
}

void hy_text_add_person(hy_text *text, const hy_record *record, uint32_t person)
{
    if (person == HY_NONE) {
        hy_text_add(text, "nobody");
        return;
    }
    const hy_record_person *who = &record->persons[person];
    const hy_record_group *group = &record->groups[who->group];
    if (who->is_named) {
        hy_text_add(text, who->name);
    } else if (who->role == HY_role_student) {
        hy_text_add(text, "a pupil of ");
        hy_text_add(text, group->name);
    } else {
        add_staff(text, group);
    }
}

// ---- places

static bool is_proper_name(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (isupper((unsigned char)*at) || isdigit((unsigned char)*at)) {
            return true;
        }
    }
    return false;
}

static bool is_use(const hy_record_room *room, const char *const *uses)
{
    for (; *uses != NULL; uses++) {
        if (strcmp(room->use, *uses) == 0) {
            return true;
        }
    }
    return false;
}

// rooms that are known by number
static bool is_numbered(const hy_record_room *room)
{
    return isdigit((unsigned char)room->name[0]) && strcmp(room->use, "classroom") == 0;
}

void hy_text_add_room(hy_text *text, const hy_record *record, uint32_t index)
{
    if (index == HY_NONE) {
        hy_text_add(text, "the open");
        return;
    }
    const hy_record_room *room = &record->rooms[index];
    if (is_numbered(room)) {
        hy_text_add(text, "classroom ");
    } else if (room->is_stair && strstr(room->name, "stair") == NULL) {
        hy_text_add(text, "stair ");
    } else if (!is_proper_name(room->name)) {
        hy_text_add(text, "the ");
    }
    hy_text_add(text, room->name);
}

// one is on a stair, a roof or a lawn, and in a room or a yard
static bool is_surface(const hy_record_room *room)
{
    static const char *const surfaces[] = {"roof", "court", "path", "range", "car_park", NULL};
    if (room->is_stair || is_use(room, surfaces)) {
        return true;
    }
    return room->is_outdoor && strstr(room->name, "yard") == NULL && strstr(room->name, "site") == NULL;
}

void hy_text_add_in_room(hy_text *text, const hy_record *record, uint32_t index)
{
    hy_text_add(text, index != HY_NONE && is_surface(&record->rooms[index]) ? "on " : "in ");
    hy_text_add_room(text, record, index);
}

static bool is_made_name(const char *name)
{
    return strstr(name, " / ") != NULL;
}

// the side of an opening that tells most about it: a room rather than the corridor before it
static uint32_t telling_side(const hy_record *record, const hy_record_opening *opening, uint32_t room)
{
    static const char *const passages[] = {"corridor", "hall", "lobby", "stair", "yard", NULL};
    if (opening->rooms[1] == HY_NONE) {
        return opening->rooms[0];
    }
    for (unsigned i = 0; i < 2; i++) {
        if (is_use(&record->rooms[opening->rooms[i]], passages)) {
            return opening->rooms[1 - i];
        }
    }
    return room == opening->rooms[0] ? opening->rooms[1] : opening->rooms[0];
}

void hy_text_add_opening(hy_text *text, const hy_record *record, uint32_t index, uint32_t room)
{
    if (index == HY_NONE) {
        hy_text_add(text, "a door");
        return;
    }
    const hy_record_opening *opening = &record->openings[index];
    if (!is_made_name(opening->name)) {
        hy_text_add(text, is_proper_name(opening->name) ? "" : "the ");
        hy_text_add(text, opening->name);
        return;
    }
    hy_text_add(text, strcmp(opening->kind, "window") == 0 ? "a window of " : "the door of ");
    hy_text_add_room(text, record, telling_side(record, opening, room));
}

// ---- fates

static void add_time_and_place(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    hy_text_add(text, " ");
    hy_text_add_clock(text, hy_record_clock_s(record, event->tick));
    if (event->room != HY_NONE) {
        hy_text_add(text, " ");
        hy_text_add_in_room(text, record, event->room);
    }
}

static void add_infection(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    hy_text_add(text, event->kind == HY_event_was_bitten ? "bitten" : "infected");
    add_time_and_place(text, record, event);
    if (event->whom != HY_NONE) {
        hy_text_add(text, " by ");
        hy_text_add_person(text, record, event->whom);
    }
    hy_text_add_event_id(text, event->id);
}

static void add_turning(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    hy_text_add(text, "turned ");
    hy_text_add_clock(text, hy_record_clock_s(record, event->tick));
    if (event->detail < record->stage_count && record->stages[event->detail].cell == HY_outcome_cell_halfbie) {
        hy_text_add(text, " (");
        hy_text_add(text, record->stages[event->detail].name);
        hy_text_add(text, ")");
    }
    hy_text_add_event_id(text, event->id);
}

static void add_escape(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    hy_text_add(text, "got away ");
    hy_text_add_clock(text, hy_record_clock_s(record, event->tick));
    if (event->room != HY_NONE) {
        hy_text_add(text, " by way of ");
        hy_text_add_room(text, record, event->room);
    }
    hy_text_add_event_id(text, event->id);
}

static void add_end(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    if (event->kind == HY_event_got_away) {
        add_escape(text, record, event);
        return;
    }
    const char *const word = event->kind == HY_event_was_stopped      ? "stopped"
                             : event->kind == HY_event_died           ? "died"
                             : event->kind == HY_event_was_taken_away ? "was taken away"
                                                                      : hy_event_kind_text(event->kind);
    hy_text_add(text, word);
    add_time_and_place(text, record, event);
    if (event->whom != HY_NONE) {
        hy_text_add(text, " by ");
        hy_text_add_person(text, record, event->whom);
    }
    hy_text_add_event_id(text, event->id);
}

static void add_belief(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    hy_text_add(text, "knew from ");
    hy_text_add_clock(text, hy_record_clock_s(record, event->tick));
    hy_text_add_event_id(text, event->id);
}

static void add_separator(hy_text *text, size_t begin)
{
    if (text->length > begin) {
        hy_text_add(text, ", ");
    }
}

static bool is_alive(const hy_record_person *who)
{
    return who->cell == HY_outcome_cell_human || who->cell == HY_outcome_cell_incubating;
}

void hy_text_add_fate(hy_text *text, const hy_record *record, uint32_t person)
{
    const hy_record_person *who = &record->persons[person];
    const size_t begin = text->length;
    if (is_alive(who) && who->room != HY_NONE) {
        hy_text_add_in_room(text, record, who->room);
    }
    if (who->cell == HY_outcome_cell_human && who->belief_event != HY_NONE) {
        add_separator(text, begin);
        add_belief(text, record, &record->events[who->belief_event]);
    }
    if (who->infection_event != HY_NONE) {
        add_separator(text, begin);
        add_infection(text, record, &record->events[who->infection_event]);
    }
    if (who->turning_event != HY_NONE) {
        add_separator(text, begin);
        add_turning(text, record, &record->events[who->turning_event]);
    }
    if (who->fate_event != HY_NONE) {
        add_separator(text, begin);
        add_end(text, record, &record->events[who->fate_event]);
    }
    if (text->length == begin) {
        hy_text_add(text, "nothing befell");
    }
}

// ---- numbers

const char *hy_report_cell_word(uint32_t cell)
{
    return cell == HY_CELL_ESCAPED ? "escaped" : hy_outcome_cell_word((hy_outcome_cell)cell);
}

void hy_report_cells(const hy_counts *counts, uint32_t cells[HY_CELL_COUNT])
{
    cells[HY_outcome_cell_human] = counts->human;
    cells[HY_outcome_cell_incubating] = counts->incubating;
    cells[HY_outcome_cell_zombie] = counts->zombie;
    cells[HY_outcome_cell_halfbie] = counts->halfbie;
    cells[HY_outcome_cell_dead] = counts->dead;
    cells[HY_CELL_ESCAPED] = counts->escaped;
}
