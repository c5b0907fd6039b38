// How systems run over people in blocks, and how their events come into one order.
#include "systems/system.h"

#include "base/assert.h"

typedef struct people_job {
    hy_context *context;
    hy_person_rule *rule;
    const uint32_t *list;
    uint32_t count, period;
} people_job;

static void run_block(void *job_pointer, uint32_t block, uint32_t worker)
{
    const people_job *job = job_pointer;
    const uint32_t size = job->context->block_size;
    const uint32_t first = block * size;
    const uint32_t end = first + size < job->count ? first + size : job->count;
    hy_turn turn = {job->context, 0, (uint16_t)block, (uint16_t)worker};
    if (job->list) {
        for (uint32_t i = first; i < end; i++) {
            turn.person = job->list[i];
            job->rule(turn);
        }
        return;
    }
    // the first of the block whose turn it is: (person + tick) divisible by the period
    const uint32_t late = (first + job->context->tick) % job->period;
    for (uint32_t person = late == 0 ? first : first + job->period - late; person < end; person += job->period) {
        turn.person = person;
        job->rule(turn);
    }
}

static void run_job(people_job *job)
{
    const hy_context *context = job->context;
    const uint32_t block_count = (job->count + context->block_size - 1) / context->block_size;
    context->parallel.for_blocks(context->parallel.pool, block_count, run_block, job);
}

void hy_for_people(hy_context *context, hy_person_rule *rule, uint32_t period)
{
    people_job job = {context, rule, NULL, context->state->person_count, period};
    run_job(&job);
}

void hy_for_listed(hy_context *context, hy_person_rule *rule, const uint32_t *list, uint32_t count)
{
    people_job job = {context, rule, list, count, 1};
    run_job(&job);
}

static hy_event *new_event(hy_context *context, hy_event_block *block, hy_event_kind kind, uint32_t person)
{
    HY_ASSERT(block->capacity > 0);
    // the last place is a spare one: what does not fit is written there and dropped
    const bool fits = block->count + 1 < block->capacity;
    hy_event *event = &block->events[fits ? block->count++ : block->capacity - 1];
    block->dropped_count += fits ? 0 : 1;
    const hy_state *state = context->state;
    *event = (hy_event){.tick = context->tick,
                        .kind = kind,
                        .who = person,
                        .whom = HY_NONE,
                        .room = person == HY_NONE ? HY_NONE : state->person_room[person],
                        .opening = HY_NONE,
                        .detail = HY_NONE,
                        .cause = HY_NONE,
                        .x = person == HY_NONE ? 0 : state->person_x[person],
                        .y = person == HY_NONE ? 0 : state->person_y[person]};
    return event;
}

hy_event *hy_tell(hy_turn turn, hy_event_kind kind)
{
    return new_event(turn.context, &turn.context->blocks[turn.block], kind, turn.person);
}

hy_event *hy_tell_serially(hy_context *context, hy_event_kind kind, uint32_t person)
{
    return new_event(context, &context->blocks[context->block_count], kind, person);
}

// the column of `who` that remembers an event of this kind
static void remember(hy_state *state, const hy_event *event)
{
    uint32_t *none = NULL, *belief = state->person_belief_event, *infection = state->person_infection_event;
    uint32_t *turning = state->person_turning_event, *fate = state->person_fate_event, *act = state->person_act_event;
    uint32_t *slot = NULL;
    switch (event->kind) {
#define HY_EVENT(kind, slot_name, text)                                                                                \
    case HY_event_##kind: slot = slot_name; break;
#include "hyosan/events.def"
#undef HY_EVENT
    default: break;
    }
    if (slot && event->who != HY_NONE) {
        slot[event->who] = event->id;
    }
    if (event->opening != HY_NONE) {
        state->opening_state_event[event->opening] = event->id;
    }
}

void hy_collect_events(hy_context *context)
{
    for (uint32_t i = 0; i <= context->block_count; i++) {
        hy_event_block *block = &context->blocks[i];
        for (uint32_t j = 0; j < block->count; j++) {
            hy_event *event = &block->events[j];
            if (context->event_count == context->event_capacity) {
                context->state->dropped_count++;
                continue;
            }
            event->id = context->state->event_count++;
            remember(context->state, event);
            context->events[context->event_count++] = *event;
        }
        context->state->dropped_count += block->dropped_count;
        block->count = block->dropped_count = 0;
    }
}

static const char *const kind_words[] = {
#define HY_EVENT(kind, slot, text) #kind,
#include "hyosan/events.def"
#undef HY_EVENT
};

static const char *const kind_texts[] = {
#define HY_EVENT(kind, slot, text) text,
#include "hyosan/events.def"
#undef HY_EVENT
};

const char *hy_event_kind_word(uint32_t kind)
{
    return kind < HY_EVENT_KIND_COUNT ? kind_words[kind] : "";
}

const char *hy_event_kind_text(uint32_t kind)
{
    return kind < HY_EVENT_KIND_COUNT ? kind_texts[kind] : "";
}
