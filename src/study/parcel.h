// A run as bytes, for the way from one process to another of the same kind of machine.
#ifndef HY_STUDY_PARCEL_H
#define HY_STUDY_PARCEL_H

#include "hyosan/study.h"

// What travels with a run.
typedef enum hy_parcel_kind { HY_PARCEL_RUN, HY_PARCEL_END } hy_parcel_kind;

typedef struct hy_parcel {
    hy_parcel_kind kind;
    uint64_t model_hash; // of the run's variant
    // of the end of a rank's round:
    hy_status status; // other than HY_OK: the message says what failed
    char message[HY_STORE_MESSAGE_SIZE];
    double busy_s;         // seconds of its threads in runs
    uint32_t thread_count;
} hy_parcel;

// Bytes that the longest parcel of this shape takes.
size_t hy_parcel_size_limit(const hy_study_shape *shape);

// Packs the parcel and, if it is one, its run; how many bytes that took. Rooms and hours without a risk take none.
size_t hy_parcel_pack(const hy_parcel *parcel, const hy_study_run *run, const hy_study_shape *shape, uint8_t *bytes);

// The way back, into a run of this shape. False where the bytes are no parcel of it.
bool hy_parcel_unpack(const uint8_t *bytes, size_t size, const hy_study_shape *shape, hy_parcel *parcel,
                      hy_study_run *run);

#endif
