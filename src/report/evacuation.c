// The evacuation of a record: streams through exits and doors and off the levels, and their part of the summary.
#include "report/evacuation.h"

#include "report/phrases.h"

#include <math.h>
#include <stdlib.h>

// window of the busiest time, seconds
static const double WINDOW_S = 10;

// doors told in the summary
enum { DOOR_LIMIT = 16, LEAST_PASSAGES = 10 };

static double seconds_of(const hy_record *record, const hy_evacuation *evacuation, uint32_t tick)
{
    return hy_record_clock_s(record, tick) - evacuation->signal_s;
}

static void add_to_stream(hy_stream *stream, double at_s)
{
    stream->first_s = stream->count == 0 ? at_s : stream->first_s;
    stream->last_s = at_s;
    stream->count++;
}

// the level that somebody leaves by a passage: from a room of it to a stair, to the open air, or to another level
static uint32_t level_left(const hy_record *record, const hy_event *event)
{
    const hy_record_opening *opening = &record->openings[event->detail];
    const uint32_t from = opening->rooms[0] == event->room ? opening->rooms[1] : opening->rooms[0];
    if (from == HY_NONE) {
        return HY_NONE;
    }
    const hy_record_room *before = &record->rooms[from], *after = &record->rooms[event->room];
    const bool is_off = after->is_stair || after->is_outdoor || after->level != before->level;
    return is_off && !before->is_stair && !before->is_outdoor ? before->level : HY_NONE;
}

static void take_event(const hy_record *record, hy_evacuation *evacuation, const hy_event *event, hy_stream *openings)
{
    const double at_s = seconds_of(record, evacuation, event->tick);
    if (event->kind == HY_event_got_away && event->detail < record->place_count) {
        add_to_stream(&evacuation->exits[event->detail], at_s);
        evacuation->left_count++;
        evacuation->last_s = at_s;
    } else if (event->kind == HY_event_passed && event->detail < record->opening_count) {
        add_to_stream(&openings[event->detail], at_s);
        const uint32_t level = level_left(record, event);
        if (level != HY_NONE) {
            add_to_stream(&evacuation->levels[level], at_s);
        }
    } else if (event->kind == HY_event_queue_grew && event->detail < record->opening_count) {
        hy_stream *stream = &openings[event->detail];
        stream->longest_queue = stream->longest_queue == 0 ? 5 : stream->longest_queue + 1;
    }
}

// most passages of one opening within the window
static double busiest_per_s(const hy_record *record, uint32_t opening, double *times)
{
    uint32_t count = 0, first = 0, most = 0;
    for (uint32_t i = 0; i < record->event_count; i++) {
        const hy_event *event = &record->events[i];
        if (event->kind != HY_event_passed || event->detail != opening) {
            continue;
        }
        times[count++] = hy_record_clock_s(record, event->tick);
        while (times[count - 1] - times[first] >= WINDOW_S) {
            first++;
        }
        most = count - first > most ? count - first : most;
    }
    return most / WINDOW_S;
}

// when a share of those who left had left
static double share_s(const hy_record *record, const hy_evacuation *evacuation, double share)
{
    const uint32_t wanted = (uint32_t)ceil(share * evacuation->left_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < record->event_count; i++) {
        count += record->events[i].kind == HY_event_got_away;
        if (count >= wanted && count > 0) {
            return seconds_of(record, evacuation, record->events[i].tick);
        }
    }
    return 0;
}

static int busier_first(const void *a, const void *b)
{
    const hy_stream *one = a, *other = b;
    const int by_count = (one->count < other->count) - (one->count > other->count);
    return by_count != 0 ? by_count : (one->index > other->index) - (one->index < other->index);
}

static void keep_doors(const hy_record *record, hy_evacuation *evacuation, double *times)
{
    for (uint32_t i = 0; i < record->opening_count; i++) {
        const hy_stream door = evacuation->doors[i];
        if (door.count >= LEAST_PASSAGES || door.longest_queue > 0) {
            evacuation->doors[evacuation->door_count] = door;
            evacuation->doors[evacuation->door_count++].busiest_per_s = busiest_per_s(record, door.index, times);
        }
    }
    qsort(evacuation->doors, evacuation->door_count, sizeof evacuation->doors[0], busier_first);
}

static uint32_t keep_used(hy_stream *streams, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (streams[i].count > 0) {
            streams[kept++] = streams[i];
        }
    }
    return kept;
}

static hy_stream *new_streams(uint32_t count)
{
    hy_stream *streams = calloc((size_t)count + 1, sizeof *streams);
    for (uint32_t i = 0; streams != NULL && i < count; i++) {
        streams[i].index = i;
    }
    return streams;
}

static uint32_t signal_event(const hy_record *record)
{
    uint32_t index = 0;
    while (index < record->event_count && record->events[index].kind != HY_event_was_signalled) {
        index++;
    }
    return index;
}

hy_status hy_evacuation_find(const hy_record *record, hy_evacuation *evacuation)
{
    *evacuation = (hy_evacuation){0};
    const uint32_t signal = signal_event(record);
    if (signal == record->event_count) {
        return HY_NOT_FOUND;
    }
    evacuation->signal_s = hy_record_clock_s(record, record->events[signal].tick);
    evacuation->exits = new_streams(record->place_count);
    evacuation->levels = new_streams(record->level_count);
    evacuation->doors = new_streams(record->opening_count);
    double *times = calloc((size_t)record->event_count + 1, sizeof *times);
    if (evacuation->exits == NULL || evacuation->levels == NULL || evacuation->doors == NULL || times == NULL) {
        free(times);
        hy_evacuation_clear(evacuation);
        return HY_OUT_OF_MEMORY;
    }
    for (uint32_t i = signal; i < record->event_count; i++) {
        take_event(record, evacuation, &record->events[i], evacuation->doors);
    }
    evacuation->exit_count = keep_used(evacuation->exits, record->place_count);
    evacuation->level_count = keep_used(evacuation->levels, record->level_count);
    keep_doors(record, evacuation, times);
    evacuation->half_s = share_s(record, evacuation, 0.5);
    evacuation->most_s = share_s(record, evacuation, 0.95);
    free(times);
    return HY_OK;
}

void hy_evacuation_clear(hy_evacuation *evacuation)
{
    free(evacuation->exits);
    free(evacuation->levels);
    free(evacuation->doors);
    *evacuation = (hy_evacuation){0};
}

// ---- the summary

static void write_stream(FILE *out, const char *name, const hy_stream *stream)
{
    fprintf(out, "  %-34s %7u %8.1f s %8.1f s\n", name, (unsigned)stream->count, stream->first_s, stream->last_s);
}

static void write_door(const hy_record *record, const hy_stream *door, FILE *out)
{
    const hy_record_opening *opening = &record->openings[door->index];
    const double width_m = hypot((double)(opening->to.x - opening->from.x), (double)(opening->to.y - opening->from.y));
    const double busy_s = door->last_s - door->first_s;
    const double mean_per_s = busy_s > 0 ? (door->count - 1) / busy_s : 0;
    fprintf(out, "  %-34s %7u %8.1f s %8.1f s %7.2f m %6.2f /s %6.2f /s", opening->name, (unsigned)door->count,
            door->first_s, door->last_s, width_m, mean_per_s, door->busiest_per_s);
    if (door->longest_queue > 0) {
        fprintf(out, " %6u", (unsigned)door->longest_queue);
    }
    fputc('\n', out);
}

static void write_streams(const hy_record *record, const hy_evacuation *evacuation, FILE *out)
{
    fprintf(out, "\n%-36s %7s %10s %10s\n", "By exit", "people", "first", "last");
    for (uint32_t i = 0; i < evacuation->exit_count; i++) {
        const hy_record_place *place = &record->places[evacuation->exits[i].index];
        write_stream(out, place->name[0] != '\0' ? place->name : record->rooms[place->room].name, &evacuation->exits[i]);
    }
    fprintf(out, "\n%-36s %7s %10s %10s\n", "Off the floors", "times", "first", "last");
    for (uint32_t i = 0; i < evacuation->level_count; i++) {
        write_stream(out, record->levels[evacuation->levels[i].index].name, &evacuation->levels[i]);
    }
    fprintf(out, "\n%-36s %7s %10s %10s %9s %9s %9s %6s\n", "Doors", "people", "first", "last", "width", "mean", "busiest",
            "queue");
    for (uint32_t i = 0; i < evacuation->door_count && i < DOOR_LIMIT; i++) {
        write_door(record, &evacuation->doors[i], out);
    }
}

void hy_evacuation_write(const hy_record *record, FILE *out)
{
    hy_evacuation evacuation;
    if (hy_evacuation_find(record, &evacuation) != HY_OK) {
        return;
    }
    char clock[HY_CLOCK_SIZE];
    hy_clock_write(evacuation.signal_s, clock);
    fprintf(out, "\nEvacuation, signalled at %s\n  %u of %u have left", clock, (unsigned)evacuation.left_count,
            (unsigned)record->person_count);
    if (evacuation.left_count > 0) {
        fprintf(out, ": half of them after %.1f s, 95 %% after %.1f s, the last after %.1f s", evacuation.half_s, evacuation.most_s,
                evacuation.last_s);
    }
    fputc('\n', out);
    if (evacuation.left_count > 0 || evacuation.door_count > 0) {
        write_streams(record, &evacuation, out);
    }
    hy_evacuation_clear(&evacuation);
}
