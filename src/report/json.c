// The outcome of a run as JSON; its fields are an interface, described in docs/formats/json.md.
#include "report/report.h"

#include "report/evacuation.h"
#include "report/ledger.h"
#include "report/phrases.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>

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

static json_t *outcome_json(const hy_record *record)
{
    json_t *outcome = json_object();
    for (uint32_t role = 0; role < HY_role_count; role++) {
        const hy_counts none = {0};
        const bool has_totals = record->totals_count > 0;
        const hy_counts *counts = has_totals ? &record->totals[record->totals_count - 1].by_role[role] : &none;
        json_object_set_new(outcome, role == HY_role_student ? "students" : "staff", counts_json(counts));
    }
    return outcome;
}

static json_t *event_json(uint32_t id)
{
    return id == HY_NONE ? json_null() : json_integer(id);
}

static json_t *person_json(const hy_record *record, uint32_t index)
{
    const hy_record_person *person = &record->persons[index];
    char storage[HY_PHRASE_SIZE];
    hy_text fate;
    hy_text_init(&fate, storage, sizeof storage);
    hy_text_add_fate(&fate, record, index);
    json_t *object = json_object();
    json_object_set_new(object, "name", json_string(person->name));
    json_object_set_new(object, "group", json_string(record->groups[person->group].name));
    json_object_set_new(object, "role", json_string(hy_role_word(person->role)));
    json_object_set_new(object, "cell", json_string(hy_report_cell_word(person->cell)));
    json_object_set_new(object, "fate", json_string(fate.chars));
    json_object_set_new(object, "infected_by",
                        person->infected_by == HY_NONE ? json_null()
                                                       : json_string(record->persons[person->infected_by].name));
    json_object_set_new(object, "belief_event", event_json(person->belief_event));
    json_object_set_new(object, "infection_event", event_json(person->infection_event));
    json_object_set_new(object, "turning_event", event_json(person->turning_event));
    json_object_set_new(object, "fate_event", event_json(person->fate_event));
    return object;
}

static json_t *named_json(const hy_record *record)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (record->persons[i].is_named) {
            json_array_append_new(array, person_json(record, i));
        }
    }
    return array;
}

static json_t *seconds_json(double seconds)
{
    return json_real(round(seconds * 1e3) / 1e3);
}

static json_t *streams_json(const hy_record *record, const hy_stream *streams, uint32_t count, char kind)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) {
        const hy_stream *stream = &streams[i];
        const char *name = kind == 'e'   ? record->places[stream->index].name
                           : kind == 'l' ? record->levels[stream->index].name
                                         : record->openings[stream->index].name;
        json_t *object = json_object();
        json_object_set_new(object, "name", json_string(name));
        json_object_set_new(object, "people", json_integer(stream->count));
        json_object_set_new(object, "first_s", seconds_json(stream->first_s));
        json_object_set_new(object, "last_s", seconds_json(stream->last_s));
        if (kind == 'd') {
            json_object_set_new(object, "busiest_per_s", seconds_json(stream->busiest_per_s));
            json_object_set_new(object, "longest_queue", json_integer(stream->longest_queue));
        }
        json_array_append_new(array, object);
    }
    return array;
}

// null where nothing was signalled
static json_t *evacuation_json(const hy_record *record)
{
    hy_evacuation found;
    if (hy_evacuation_find(record, &found) != HY_OK) {
        return json_null();
    }
    json_t *object = json_object();
    json_object_set_new(object, "signal_s", seconds_json(found.signal_s));
    json_object_set_new(object, "left", json_integer(found.left_count));
    json_object_set_new(object, "half_s", seconds_json(found.half_s));
    json_object_set_new(object, "most_s", seconds_json(found.most_s));
    json_object_set_new(object, "last_s", seconds_json(found.last_s));
    json_object_set_new(object, "exits", streams_json(record, found.exits, found.exit_count, 'e'));
    json_object_set_new(object, "levels", streams_json(record, found.levels, found.level_count, 'l'));
    json_object_set_new(object, "doors", streams_json(record, found.doors, found.door_count, 'd'));
    hy_evacuation_clear(&found);
    return object;
}

static json_t *record_json(const hy_record *record)
{
    json_t *object = json_object();
    json_object_set_new(object, "scenario", json_string(record->title));
    json_object_set_new(object, "seed", json_integer((json_int_t)record->seed));
    json_object_set_new(object, "model_hash", json_string(record->model_hash));
    json_object_set_new(object, "state_hash", json_string(record->state_hash));
    json_object_set_new(object, "epoch", json_integer(record->epoch));
    json_object_set_new(object, "version", json_string(record->version));
    json_object_set_new(object, "is_complete", json_boolean(record->is_complete));
    json_object_set_new(object, "start_s", seconds_json(record->start_s));
    json_object_set_new(object, "simulated_s",
                        seconds_json(hy_record_clock_s(record, record->last_tick) - record->start_s));
    json_object_set_new(object, "wall_s", seconds_json(record->wall_s));
    json_object_set_new(object, "agent_steps", json_integer((json_int_t)record->agent_steps));
    json_object_set_new(object, "people", json_integer(record->person_count));
    json_object_set_new(object, "events", json_integer(record->event_count));
    json_object_set_new(object, "outcome", outcome_json(record));
    json_object_set_new(object, "evacuation", evacuation_json(record));
    json_object_set_new(object, "named", named_json(record));
    json_object_set_new(object, "ledger", hy_ledger_json(record));
    return object;
}

hy_status hy_report_json(const hy_record *record, FILE *out)
{
    json_t *object = record_json(record);
    if (object == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
