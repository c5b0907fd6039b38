// The chronicle for programs; its fields are an interface, described in docs/formats/json.md.
#include "report/ledger.h"
#include "report/phrases.h"
#include "report/report.h"
#include "report/story.h"

#include <math.h>
#include <stdlib.h>

static json_t *clock_json(const hy_record *record, uint32_t tick)
{
    return json_real(round(hy_record_clock_s(record, tick) * 1e3) / 1e3);
}

static json_t *id_json(uint32_t id)
{
    return id == HY_NONE ? json_null() : json_integer(id);
}

static json_t *sentence_json(const hy_record *record, const hy_item *item, uint8_t *is_known)
{
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_item_sentence(record, item, is_known, &text);
    json_t *object = json_object();
    json_object_set_new(object, "clock_s", clock_json(record, record->events[item->first].tick));
    json_object_set_new(object, "first_event", json_integer(item->first));
    json_object_set_new(object, "last_event", json_integer(item->last));
    json_object_set_new(object, "events", json_integer(item->event_count));
    json_object_set_new(object, "text", json_string(text.chars));
    return object;
}

// null where nothing hangs on any event
static json_t *twist_json(const hy_record *record, const hy_episode *episode)
{
    const hy_rerun_twist *rerun = episode->rerun;
    const uint32_t twist = rerun != NULL ? rerun->event : episode->twist;
    if (twist == HY_NONE) {
        return json_null();
    }
    const hy_record_event *event = &record->events[twist];
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add_event(&text, record, event);
    json_t *object = json_object();
    json_object_set_new(object, "event", json_integer(event->id));
    json_object_set_new(object, "clock_s", clock_json(record, event->tick));
    json_object_set_new(object, "text", json_string(text.chars));
    if (rerun == NULL) {
        json_object_set_new(object, "people", json_real(round(episode->twist_people * 100) / 100));
        return object;
    }
    const bool has_interval = rerun->pair_count > 1;
    json_object_set_new(object, "pairs", json_integer(rerun->pair_count));
    json_object_set_new(object, "survivors", json_real(rerun->people));
    json_object_set_new(object, "low", has_interval ? json_real(rerun->low) : json_null());
    json_object_set_new(object, "high", has_interval ? json_real(rerun->high) : json_null());
    return object;
}

static json_t *counts_json(const hy_counts *counts)
{
    uint32_t cells[HY_CELL_COUNT];
    hy_report_cells(counts, cells);
    json_t *object = json_object();
    for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
        json_object_set_new(object, hy_report_cell_word(cell), json_integer(cells[cell]));
    }
    return object;
}

static json_t *episode_json(const hy_record *record, const hy_story *story, uint32_t index, uint8_t *is_known)
{
    const hy_episode *episode = &story->episodes[index];
    const hy_counts counts = hy_story_counts(record, episode->end_tick);
    json_t *sentences = json_array();
    for (uint32_t i = 0; i < episode->item_count; i++) {
        json_array_append_new(sentences, sentence_json(record, &story->items[episode->first_item + i], is_known));
    }
    json_t *object = json_object();
    json_object_set_new(object, "number", json_integer(index + 1));
    json_object_set_new(object, "title", json_string(episode->title));
    json_object_set_new(object, "begin_s", clock_json(record, episode->begin_tick));
    json_object_set_new(object, "end_s", clock_json(record, episode->end_tick));
    json_object_set_new(object, "strength", json_real(round(episode->strength * 100) / 100));
    json_object_set_new(object, "twist", twist_json(record, episode));
    json_object_set_new(object, "counts_at_end", counts_json(&counts));
    json_object_set_new(object, "sentences", sentences);
    return object;
}

static json_t *company_json(const hy_record *record, const hy_company *company)
{
    json_t *members = json_array();
    for (uint32_t i = 0; i < company->member_count; i++) {
        json_array_append_new(members, json_string(record->persons[company->members[i]].name));
    }
    json_t *object = json_object();
    json_object_set_new(object, "room", json_string(record->rooms[company->room].name));
    json_object_set_new(object, "clock_s", clock_json(record, record->events[company->first_event].tick));
    json_object_set_new(object, "first_event", json_integer(company->first_event));
    json_object_set_new(object, "last_event", json_integer(company->last_event));
    json_object_set_new(object, "members", members);
    json_object_set_new(object, "infected", json_integer(company->infected_count));
    json_object_set_new(object, "first_infection", id_json(company->first_infection));
    json_object_set_new(object, "left", json_integer(company->left_count));
    json_object_set_new(object, "first_leaving", id_json(company->first_leaving));
    json_object_set_new(object, "staying", json_integer(company->staying_count));
    return object;
}

static json_t *person_json(const hy_record *record, const hy_story *story, uint32_t index)
{
    const hy_ledger_person *sums = &story->ledger.persons[index];
    json_t *events = json_array();
    for (uint32_t id = 0; id < record->event_count; id++) {
        if (record->events[id].who == index) {
            json_array_append_new(events, json_integer(id));
        }
    }
    json_t *object = json_object();
    json_object_set_new(object, "name", json_string(record->persons[index].name));
    json_object_set_new(object, "cell", json_string(hy_report_cell_word(record->persons[index].cell)));
    json_object_set_new(object, "events", events);
    json_object_set_new(object, "harmed_knowing", json_integer(sums->harmed_knowing));
    json_object_set_new(object, "harmed_unaware", json_integer(sums->harmed_unaware));
    json_object_set_new(object, "saved", json_integer(sums->saved));
    return object;
}

static json_t *story_json(const hy_record *record, const hy_story *story, uint8_t *is_known)
{
    json_t *episodes = json_array();
    for (uint32_t i = 0; i < story->episode_count; i++) {
        json_array_append_new(episodes, episode_json(record, story, i, is_known));
    }
    json_t *companies = json_array();
    for (uint32_t i = 0; i < story->companies.count; i++) {
        json_array_append_new(companies, company_json(record, &story->companies.companies[i]));
    }
    json_t *named = json_array();
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (record->persons[i].is_named) {
            json_array_append_new(named, person_json(record, story, i));
        }
    }
    json_t *object = json_object();
    json_object_set_new(object, "scenario", json_string(record->title));
    json_object_set_new(object, "seed", json_integer((json_int_t)record->seed));
    json_object_set_new(object, "model_hash", json_string(record->model_hash));
    json_object_set_new(object, "is_complete", json_boolean(record->is_complete));
    json_object_set_new(object, "episodes", episodes);
    json_object_set_new(object, "companies", companies);
    json_object_set_new(object, "named", named);
    return object;
}

hy_status hy_report_chronicle_json(const hy_record *record, const hy_rerun_twist *twists, FILE *out)
{
    hy_story story;
    const hy_status status = hy_story_find(record, &story);
    if (status != HY_OK) {
        return status;
    }
    hy_story_take_twists(&story, twists);
    uint8_t *is_known = calloc((size_t)record->person_count + 1, sizeof *is_known);
    json_t *object = is_known != NULL ? story_json(record, &story, is_known) : NULL;
    hy_story_clear(&story);
    free(is_known);
    if (object == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
