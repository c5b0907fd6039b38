// Titles of episodes: what happened in each more than in the rest of the history, and where.
#include "report/story.h"

#include "report/phrases.h"

#include <math.h>
#include <string.h>

enum { CHOICE_LIMIT = 4 };

// What an episode is called when events of a kind are what it has most of; a row of a kind that does not happen is never
// looked at. `has_place` says whether a room follows.
typedef struct title_row {
    const char *word, *title;
    bool has_place;
} title_row;

static const title_row rows[] = {
    {"began_to_doubt", "Something is wrong", true},
    {"believed", "They understand", true},
    {"was_bitten", "Teeth", true},
    {"was_exposed", "The first case", false},
    {"turned", "The bitten rise", true},
    {"was_stopped", "A stand", true},
    {"died", "The dead", true},
    {"was_gripped", "Hand to hand", true},
    {"broke_free", "Narrow escapes", true},
    {"got_away", "The way out", false},
    {"was_taken_away", "Taken away", false},
    {"froze", "Frozen with fear", true},
    {"screamed", "Screams", true},
    {"warned", "A warning", true},
    {"hid", "Behind shut doors", true},
    {"left_hiding", "Out of hiding", true},
    {"shut_door", "Doors fall shut", true},
    {"locked_door", "Keys are turned", true},
    {"barricaded_door", "Desks against the doors", true},
    {"unlocked_door", "Doors are opened", true},
    {"broke_door", "The doors give way", true},
    {"fell_through_door", "The doors give way", true},
    {"took_weapon", "Whatever is at hand", true},
    {"shot", "Arrows", true},
    {"went_to_help", "For a friend", true},
    {"alarm_rang", "The alarm", false},
    {"was_sent", "Before it begins", false},
    {"door_by_order", "Before it begins", false},
    {"passed", "On the way out", false},
    {"was_overcome", "Smoke", true},
    {"fell", "They fall", true},
    {"broke_window", "Breaking glass", true},
    {"went_through_window", "Through the windows", true},
    {"showed_signs", "It begins to show", true},
    {"caught_it", "Blood", true},
    {"rose_again", "Risen", true},
    {"starved", "Hunger", false},
    {"was_cured", "The antidote", false},
    {"was_in_blast", "The blast", false},
    {"sounded", "A sound", true},
    {"was_lured", "Drawn by a sound", true},
    {"lights_changed", "The lamps", false},
    {"caught_fire", "Fire", true},
    {"accused", "Suspicion", true},
    {"shut_away", "Shut away", true},
    {"diverted", "Led away", true},
    {"pushed_to_them", "Betrayal", true},
    {"left_behind", "Left behind", true},
    {"let_in", "A knock at the door", true},
    {"locked_out", "Before shut doors", true},
    {"took_the_lead", "Somebody leads", true},
    {"joined_group", "Together", true},
    {"rang_alarm", "The alarm", false},
    {"bullied", "Before it begins", false},
    {"fell_asleep", "Sleep", true},
    {"woke", "A morning", true},
    {"perished", "Thirst", true},
    {"drank", "Water", true},
    {"ate", "Bread", true},
    {"arrived", "They come for their own", false},
    {"called_meeting", "The meeting", false},
    {"phoned", "Calls", true},
    {"network_changed", "No signal", false},
    {"aircraft_came", "Overhead", false},
    {"was_taken_aboard", "The rescue", false},
    {"lied_to_rescuers", "The only one left", false},
};

static const title_row *row_of(uint32_t kind)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].word, hy_event_kind_word(kind)) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

// ---- what stands out

typedef struct standing_out {
    uint32_t kinds[CHOICE_LIMIT];
    double surpluses[CHOICE_LIMIT];
    uint32_t count;
} standing_out;

static void offer(standing_out *found, uint32_t kind, double surplus)
{
    uint32_t place = found->count;
    while (place > 0 && found->surpluses[place - 1] < surplus) {
        place--;
    }
    if (place == CHOICE_LIMIT) {
        return;
    }
    found->count += found->count < CHOICE_LIMIT;
    for (uint32_t i = found->count - 1; i > place; i--) {
        found->kinds[i] = found->kinds[i - 1];
        found->surpluses[i] = found->surpluses[i - 1];
    }
    found->kinds[place] = kind;
    found->surpluses[place] = surplus;
}

// kinds with a title that happened more often than in the history as a whole, by how surely
static standing_out find_standing_out(const hy_record *record, const hy_episode *episode)
{
    uint32_t here[HY_EVENT_KIND_COUNT] = {0};
    uint32_t all[HY_EVENT_KIND_COUNT] = {0};
    for (uint32_t id = 0; id < record->event_count; id++) {
        const uint32_t kind = record->events[id].kind;
        all[kind]++;
        here[kind] += id >= episode->first_event && id < episode->end_event;
    }
    const double share = (double)(episode->end_tick - episode->begin_tick) / ((double)record->last_tick + 1);
    standing_out found = {.count = 0};
    for (uint32_t kind = 0; kind < HY_EVENT_KIND_COUNT; kind++) {
        const double expected = all[kind] * share;
        if (here[kind] > expected && row_of(kind) != NULL) {
            offer(&found, kind, here[kind] * log(here[kind] / expected) - (here[kind] - expected));
        }
    }
    return found;
}

// where most of a kind happened; HY_NONE where it happened nowhere
static uint32_t scene_of(const hy_record *record, const hy_episode *episode, uint32_t kind, uint32_t *weights)
{
    uint32_t scene = HY_NONE;
    memset(weights, 0, record->room_count * sizeof *weights);
    for (uint32_t id = episode->first_event; id < episode->end_event; id++) {
        const hy_record_event *event = &record->events[id];
        if (event->kind == kind && event->room != HY_NONE) {
            weights[event->room]++;
            scene = scene == HY_NONE || weights[event->room] > weights[scene] ? event->room : scene;
        }
    }
    return scene;
}

// ---- the words

static bool is_taken(const hy_story *story, uint32_t episode, const char *title)
{
    for (uint32_t i = 0; i < episode; i++) {
        if (strcmp(story->episodes[i].title, title) == 0) {
            return true;
        }
    }
    return false;
}

static bool take(hy_story *story, uint32_t episode, const char *title)
{
    if (is_taken(story, episode, title)) {
        return false;
    }
    hy_text text;
    hy_text_init(&text, story->episodes[episode].title, HY_TITLE_SIZE);
    hy_text_add(&text, title);
    return true;
}

// somebody with a name on whom the episode turns
static bool take_person(const hy_record *record, hy_story *story, uint32_t index)
{
    const hy_episode *episode = &story->episodes[index];
    char storage[HY_TITLE_SIZE];
    for (uint32_t id = episode->first_event; id < episode->end_event; id++) {
        const hy_record_event *event = &record->events[id];
        const bool keeps_reason = event->kind == HY_event_turned && event->detail < record->stage_count &&
                                  record->stages[event->detail].cell == HY_outcome_cell_halfbie;
        if (keeps_reason) {
            hy_text text;
            hy_text_init(&text, storage, sizeof storage);
            hy_text_add(&text, record->persons[event->who].is_named ? record->persons[event->who].name : "One of them");
            hy_text_add(&text, " is neither");
            return take(story, index, text.chars);
        }
    }
    return false;
}

// firsts are worth a title, if they stand for what the episode is about
static bool take_first(const hy_record *record, hy_story *story, uint32_t index)
{
    static const struct {
        hy_event_kind kind;
        const char *title;
    } firsts[] = {{HY_event_turned, "The first to turn"},
                  {HY_event_was_bitten, "The first bite"},
                  {HY_event_broke_door, "The first door gives way"}};
    const hy_episode *episode = &story->episodes[index];
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
        uint32_t id = 0;
        while (id < record->event_count && record->events[id].kind != (uint32_t)firsts[i].kind) {
            id++;
        }
        if (id >= episode->first_event && id < episode->end_event && take(story, index, firsts[i].title)) {
            return true;
        }
    }
    return false;
}

static bool take_kind(const hy_record *record, hy_story *story, uint32_t index, uint32_t kind, bool with_place,
                      uint32_t *weights)
{
    const title_row *row = row_of(kind);
    char storage[HY_TITLE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add(&text, row->title);
    const uint32_t scene = scene_of(record, &story->episodes[index], kind, weights);
    if (with_place && scene != HY_NONE && row->has_place) {
        hy_text_add(&text, " ");
        hy_text_add_in_room(&text, record, scene);
    }
    hy_text_raise(&text, 0);
    return take(story, index, text.chars);
}

// an hour or more in which little happens
static bool take_silence(const hy_record *record, hy_story *story, uint32_t index)
{
    static const char *const titles[] = {"Silence", "Waiting", "Nobody comes", "The long wait"};
    static const double QUIET_PER_MIN = 0.5, LONG_MIN = 20;
    const hy_episode *episode = &story->episodes[index];
    const double minutes = (episode->end_tick - episode->begin_tick) * record->step_s / 60;
    const uint32_t events = episode->end_event - episode->first_event;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0] && minutes >= LONG_MIN && events < QUIET_PER_MIN * minutes;
         i++) {
        if (index > 0 && take(story, index, titles[i])) {
            return true;
        }
    }
    return false;
}

static void take_number(hy_story *story, uint32_t index)
{
    char storage[HY_TITLE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add(&text, "The ");
    hy_text_add_uint(&text, index + 1);
    hy_text_add(&text, ". part");
    take(story, index, text.chars);
}

static void name_episode(const hy_record *record, hy_story *story, uint32_t index, uint32_t *weights)
{
    if (index == 0 && story->episode_count > 1 && take_first(record, story, index)) {
        return;
    }
    if (take_person(record, story, index) || take_silence(record, story, index) || take_first(record, story, index)) {
        return;
    }
    const standing_out found = find_standing_out(record, &story->episodes[index]);
    for (unsigned round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < found.count; i++) {
            if (take_kind(record, story, index, found.kinds[i], round == 0, weights)) {
                return;
            }
        }
    }
    take_number(story, index);
}

void hy_story_name_episodes(const hy_record *record, hy_story *story)
{
    uint32_t *weights = HY_ARENA_ARRAY(&story->arena, uint32_t, record->room_count + 1);
    for (uint32_t i = 0; i < story->episode_count; i++) {
        if (weights != NULL) {
            name_episode(record, story, i, weights);
        } else {
            take_number(story, i);
        }
    }
}
