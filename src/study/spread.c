// Sending runs to the first rank, and receiving them there.
#include "study/spread.h"

#include "study/parcel.h"
#include "study/ranks.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// between two looks for messages
static const struct timespec NAP = {0, 300000};

bool hy_spread_send_run(const hy_study_shape *shape, const hy_study_run *run, uint64_t model_hash)
{
    uint8_t *bytes = malloc(hy_parcel_size_limit(shape));
    if (bytes == NULL) {
        return false;
    }
    const hy_parcel parcel = {.kind = HY_PARCEL_RUN, .model_hash = model_hash};
    hy_ranks_send(bytes, hy_parcel_pack(&parcel, run, shape, bytes));
    free(bytes);
    return true;
}

void hy_spread_send_end(const hy_study_shape *shape, hy_status status, const char *message, double busy_s,
                        uint32_t thread_count)
{
    uint8_t bytes[sizeof(hy_parcel) + sizeof(uint64_t)];
    hy_parcel parcel = {.kind = HY_PARCEL_END, .status = status, .busy_s = busy_s, .thread_count = thread_count};
    snprintf(parcel.message, sizeof parcel.message, "%s", message);
    hy_ranks_send(bytes, hy_parcel_pack(&parcel, NULL, shape, bytes));
}

// True where it was the end of a rank.
static bool take_parcel(hy_spread *spread, const uint8_t *bytes, size_t size)
{
    hy_parcel parcel;
    if (!hy_parcel_unpack(bytes, size, spread->shape, &parcel, spread->run)) {
        spread->fail(spread->context, HY_BAD_INPUT, "another rank runs another program or another scenario");
        return false;
    }
    if (parcel.kind == HY_PARCEL_RUN) {
        spread->keep(spread->context, spread->run, parcel.model_hash);
        return false;
    }
    spread->busy_s += parcel.busy_s;
    spread->thread_count += parcel.thread_count;
    if (parcel.status != HY_OK) {
        spread->fail(spread->context, parcel.status, parcel.message);
    }
    return true;
}

void *hy_spread_serve(void *argument)
{
    hy_spread *spread = argument;
    uint32_t left = hy_ranks_count() - 1;
    bool has_told = false;
    while (left > 0) {
        size_t size = 0;
        void *bytes = hy_ranks_receive(&size);
        if (bytes == NULL) {
            nanosleep(&NAP, NULL);
        } else {
            left -= take_parcel(spread, bytes, size);
            free(bytes);
        }
        if (!has_told && spread->should_stop(spread->context)) {
            has_told = true;
            hy_ranks_stop_dealing();
        }
    }
    return NULL;
}
