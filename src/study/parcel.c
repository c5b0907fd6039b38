// Packing runs.
#include "study/parcel.h"

#include <string.h>

// What of a run has one length whatever its shape.
typedef struct run_head {
    uint64_t seed, state_hash, agent_steps;
    double wall_s;
    uint32_t variant, number;
    uint32_t last_tick, infected_count, died_count, peak_count, peak_tick, over_tick;
    uint32_t risk_count; // rooms and hours with a risk
    uint32_t has_failed;
} run_head;

// One of them.
typedef struct run_risk {
    uint32_t place, infections, deaths;
} run_risk;

static size_t curve_count(const hy_study_shape *shape)
{
    return (size_t)shape->sample_count * HY_role_count;
}

static size_t place_count(const hy_study_shape *shape)
{
    return (size_t)shape->room_count * shape->hour_count;
}

size_t hy_parcel_size_limit(const hy_study_shape *shape)
{
    return sizeof(hy_parcel) + sizeof(run_head) + HY_STUDY_ERROR_SIZE + shape->group_count * sizeof(hy_counts) +
           shape->named_count * sizeof(hy_named_fate) + curve_count(shape) * sizeof(hy_counts) +
           place_count(shape) * sizeof(run_risk);
}

// ---- there

static uint8_t *put(uint8_t *at, const void *bytes, size_t size)
{
    memcpy(at, bytes, size);
    return at + size;
}

static uint8_t *put_risks(uint8_t *at, const hy_study_run *run, const hy_study_shape *shape, uint32_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < place_count(shape); i++) {
        if (run->infections[i] != 0 || run->deaths[i] != 0) {
            const run_risk risk = {i, run->infections[i], run->deaths[i]};
            at = put(at, &risk, sizeof risk);
            ++*count;
        }
    }
    return at;
}

static size_t pack_run(const hy_study_run *run, const hy_study_shape *shape, uint8_t *bytes)
{
    run_head head = {
        .seed = run->seed,
        .state_hash = run->state_hash,
        .agent_steps = run->agent_steps,
        .wall_s = run->wall_s,
        .variant = run->variant,
        .number = run->number,
        .last_tick = run->last_tick,
        .infected_count = run->infected_count,
        .died_count = run->died_count,
        .peak_count = run->peak_count,
        .peak_tick = run->peak_tick,
        .over_tick = run->over_tick,
        .has_failed = run->has_failed,
    };
    uint8_t *at = bytes + sizeof head;
    if (run->has_failed) {
        at = put(at, run->error, sizeof run->error);
    } else {
        at = put(at, run->groups, shape->group_count * sizeof *run->groups);
        at = put(at, run->named, shape->named_count * sizeof *run->named);
        at = put(at, run->curve, curve_count(shape) * sizeof *run->curve);
        at = put_risks(at, run, shape, &head.risk_count);
    }
    memcpy(bytes, &head, sizeof head);
    return (size_t)(at - bytes);
}

// A run needs of the parcel its hash alone.
static size_t head_size(hy_parcel_kind kind)
{
    return kind == HY_PARCEL_RUN ? 2 * sizeof(uint64_t) : sizeof(uint64_t) + sizeof(hy_parcel);
}

size_t hy_parcel_pack(const hy_parcel *parcel, const hy_study_run *run, const hy_study_shape *shape, uint8_t *bytes)
{
    const uint64_t kind = parcel->kind;
    memcpy(bytes, &kind, sizeof kind);
    if (parcel->kind == HY_PARCEL_RUN) {
        memcpy(bytes + sizeof kind, &parcel->model_hash, sizeof parcel->model_hash);
        return head_size(parcel->kind) + pack_run(run, shape, bytes + head_size(parcel->kind));
    }
    memcpy(bytes + sizeof kind, parcel, sizeof *parcel);
    return head_size(parcel->kind);
}

// ---- and back

typedef struct reading {
    const uint8_t *at, *end;
} reading;

static bool get(reading *from, void *bytes, size_t size)
{
    if ((size_t)(from->end - from->at) < size) {
        return false;
    }
    memcpy(bytes, from->at, size);
    from->at += size;
    return true;
}

static bool get_risks(reading *from, const hy_study_shape *shape, hy_study_run *run, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        run_risk risk;
        if (!get(from, &risk, sizeof risk) || risk.place >= place_count(shape)) {
            return false;
        }
        run->infections[risk.place] = risk.infections;
        run->deaths[risk.place] = risk.deaths;
    }
    return true;
}

static void take_head(const run_head *head, hy_study_run *run)
{
    run->seed = head->seed;
    run->state_hash = head->state_hash;
    run->agent_steps = head->agent_steps;
    run->wall_s = head->wall_s;
    run->variant = head->variant;
    run->number = head->number;
    run->last_tick = head->last_tick;
    run->infected_count = head->infected_count;
    run->died_count = head->died_count;
    run->peak_count = head->peak_count;
    run->peak_tick = head->peak_tick;
    run->over_tick = head->over_tick;
    run->has_failed = head->has_failed != 0;
}

static bool unpack_run(reading *from, const hy_study_shape *shape, hy_study_run *run)
{
    run_head head;
    hy_study_run_reset(run, shape);
    if (!get(from, &head, sizeof head)) {
        return false;
    }
    take_head(&head, run);
    if (run->has_failed) {
        return get(from, run->error, sizeof run->error) && run->error[sizeof run->error - 1] == '\0';
    }
    return get(from, run->groups, shape->group_count * sizeof *run->groups) &&
           get(from, run->named, shape->named_count * sizeof *run->named) &&
           get(from, run->curve, curve_count(shape) * sizeof *run->curve) && get_risks(from, shape, run, head.risk_count);
}

bool hy_parcel_unpack(const uint8_t *bytes, size_t size, const hy_study_shape *shape, hy_parcel *parcel,
                      hy_study_run *run)
{
    reading from = {bytes, bytes + size};
    uint64_t kind = 0;
    *parcel = (hy_parcel){0};
    if (!get(&from, &kind, sizeof kind) || kind > HY_PARCEL_END) {
        return false;
    }
    parcel->kind = (hy_parcel_kind)kind;
    const bool is_read = parcel->kind == HY_PARCEL_RUN
                             ? get(&from, &parcel->model_hash, sizeof parcel->model_hash) && unpack_run(&from, shape, run)
                             : get(&from, parcel, sizeof *parcel);
    return is_read && from.at == from.end;
}
