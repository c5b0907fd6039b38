// The ranks of MPI.
//
// Calls of MPI are made by one thread at a time, under a lock (MPI_THREAD_SERIALIZED), and none of them waits in it:
// a waiting call of MPI keeps a core busy, which on a full machine another rank needs. So everything is begun, looked
// after, and slept between.
#include "study/ranks.h"

#include <mpi.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TAG_PARCEL = 1, OUTBOX_SIZE = 16, SHORTEST_NAP_US = 50, LONGEST_NAP_US = 1000 };

// A message on its way.
typedef struct parcel {
    MPI_Request request;
    void *bytes; // NULL: the place is free
} parcel;

static struct ranks {
    bool is_begun, has_met; // has_met: hy_ranks_all was called
    int own, count;
    pthread_mutex_t mutex; // of all calls of MPI, and of what follows
    MPI_Win window;
    uint64_t *counter; // in the window of rank 0
    parcel outbox[OUTBOX_SIZE];
    hy_ranks_traffic traffic;
} ranks = {.count = 1, .mutex = PTHREAD_MUTEX_INITIALIZER};

static void nap(long *us)
{
    const struct timespec time = {0, *us * 1000};
    nanosleep(&time, NULL);
    *us = *us * 2 < LONGEST_NAP_US ? *us * 2 : LONGEST_NAP_US;
}

// ---- beginning and end

static bool is_started_by_mpi(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMI_RANK", "PMIX_RANK"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (getenv(names[i]) != NULL) {
            return true;
        }
    }
    return false;
}

bool hy_ranks_begin(char *message, size_t message_size)
{
    message[0] = '\0';
    if (!is_started_by_mpi() || ranks.is_begun) {
        return true;
    }
    int level = MPI_THREAD_SINGLE;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &level) != MPI_SUCCESS || level < MPI_THREAD_SERIALIZED) {
        snprintf(message, message_size, "this MPI lets no second thread call it (MPI_THREAD_SERIALIZED)");
        return false;
    }
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks.own);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks.count);
    const MPI_Aint size = ranks.own == 0 ? (MPI_Aint)sizeof *ranks.counter : 0;
    MPI_Win_allocate(size, sizeof *ranks.counter, MPI_INFO_NULL, MPI_COMM_WORLD, (void *)&ranks.counter, &ranks.window);
    MPI_Win_lock_all(MPI_MODE_NOCHECK, ranks.window);
    ranks.is_begun = true;
    return true;
}

// Frees places of parcels that have arrived; how many are still on their way.
static uint32_t look_after_outbox(void)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < OUTBOX_SIZE; i++) {
        parcel *of = &ranks.outbox[i];
        int has_arrived = 0;
        if (of->bytes == NULL) {
            continue;
        }
        MPI_Test(&of->request, &has_arrived, MPI_STATUS_IGNORE);
        if (has_arrived != 0) {
            free(of->bytes);
            of->bytes = NULL;
        } else {
            left++;
        }
    }
    return left;
}

void hy_ranks_end(void)
{
    if (!ranks.is_begun) {
        return;
    }
    if (!ranks.has_met) {
        (void)hy_ranks_all(false);
    }
    long us = SHORTEST_NAP_US;
    while (look_after_outbox() > 0) {
        nap(&us);
    }
    MPI_Win_unlock_all(ranks.window);
    MPI_Win_free(&ranks.window);
    MPI_Finalize();
    ranks.is_begun = false;
}

uint32_t hy_ranks_own(void)
{
    return (uint32_t)ranks.own;
}

uint32_t hy_ranks_count(void)
{
    return (uint32_t)ranks.count;
}

// ---- together

static void wait_for(MPI_Request *request)
{
    long us = SHORTEST_NAP_US;
    for (;;) {
        int is_done = 0;
        pthread_mutex_lock(&ranks.mutex);
        MPI_Test(request, &is_done, MPI_STATUS_IGNORE);
        pthread_mutex_unlock(&ranks.mutex);
        if (is_done != 0) {
            return;
        }
        nap(&us);
    }
}

bool hy_ranks_all(bool is_so)
{
    if (!ranks.is_begun) {
        return is_so;
    }
    int own = is_so ? 1 : 0;
    int all = 0;
    MPI_Request request;
    ranks.has_met = true;
    pthread_mutex_lock(&ranks.mutex);
    MPI_Iallreduce(&own, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
    pthread_mutex_unlock(&ranks.mutex);
    wait_for(&request);
    return all == 1;
}

void hy_ranks_share(void *bytes, size_t size)
{
    enum { PIECE = 1 << 30 }; // MPI counts with int
    for (size_t at = 0; ranks.is_begun && at < size; at += PIECE) {
        MPI_Request request;
        const size_t left = size - at;
        pthread_mutex_lock(&ranks.mutex);
        MPI_Ibcast((char *)bytes + at, (int)(left < PIECE ? left : PIECE), MPI_BYTE, 0, MPI_COMM_WORLD, &request);
        pthread_mutex_unlock(&ranks.mutex);
        wait_for(&request);
    }
}

// ---- the counter

static _Thread_local uint64_t fetched; // stays in place while a fetch is under way

static uint64_t change_counter(uint64_t value, MPI_Op how)
{
    pthread_mutex_lock(&ranks.mutex);
    MPI_Fetch_and_op(&value, &fetched, MPI_UINT64_T, 0, 0, how, ranks.window);
    MPI_Win_flush(0, ranks.window);
    ranks.traffic.take_count++;
    pthread_mutex_unlock(&ranks.mutex);
    return fetched;
}

static uint64_t lone_counter; // of a process that MPI did not start

void hy_ranks_deal(uint32_t first)
{
    lone_counter = first;
    if (ranks.is_begun && ranks.own == 0) {
        change_counter(first, MPI_REPLACE);
    }
    (void)hy_ranks_all(true); // nobody takes a number before it is there
}

uint32_t hy_ranks_take(void)
{
    const uint64_t number =
        ranks.is_begun ? change_counter(1, MPI_SUM) : __atomic_fetch_add(&lone_counter, 1, __ATOMIC_RELAXED);
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

void hy_ranks_stop_dealing(void)
{
    if (ranks.is_begun) {
        change_counter(UINT32_MAX, MPI_REPLACE);
    }
}

// ---- parcels

static parcel *find_place(void)
{
    for (uint32_t i = 0; look_after_outbox() < OUTBOX_SIZE && i < OUTBOX_SIZE; i++) {
        if (ranks.outbox[i].bytes == NULL) {
            return &ranks.outbox[i];
        }
    }
    return NULL;
}

void hy_ranks_send(const void *bytes, size_t size)
{
    long us = SHORTEST_NAP_US;
    void *copy = malloc(size + 1);
    if (copy == NULL) {
        fputs("hyosan: out of memory for a message\n", stderr);
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
        return;
    }
    memcpy(copy, bytes, size);
    for (;;) {
        pthread_mutex_lock(&ranks.mutex);
        parcel *place = find_place();
        if (place != NULL) {
            place->bytes = copy;
            ranks.traffic.message_count++;
            ranks.traffic.byte_count += size;
            MPI_Isend(copy, (int)size, MPI_BYTE, 0, TAG_PARCEL, MPI_COMM_WORLD, &place->request);
        }
        pthread_mutex_unlock(&ranks.mutex);
        if (place != NULL) {
            return;
        }
        nap(&us);
    }
}

void *hy_ranks_receive(size_t *size)
{
    int is_there = 0;
    int length = 0;
    void *bytes = NULL;
    MPI_Status status;
    pthread_mutex_lock(&ranks.mutex);
    MPI_Iprobe(MPI_ANY_SOURCE, TAG_PARCEL, MPI_COMM_WORLD, &is_there, &status);
    if (is_there != 0) {
        MPI_Get_count(&status, MPI_BYTE, &length);
        bytes = malloc((size_t)length + 1);
        if (bytes == NULL) {
            fputs("hyosan: out of memory for a message\n", stderr);
            MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
        }
        MPI_Recv(bytes, length, MPI_BYTE, status.MPI_SOURCE, TAG_PARCEL, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    pthread_mutex_unlock(&ranks.mutex);
    *size = (size_t)length;
    return bytes;
}

hy_ranks_traffic hy_ranks_traffic_now(void)
{
    return ranks.traffic;
}
