// The ranks of MPI.
//
// Calls of MPI are made by one thread at a time, under a lock (MPI_THREAD_SERIALIZED), and none of them waits in it:
// a waiting call of MPI keeps a core busy, which on a full machine another rank needs. So everything is begun, looked
// after, and slept between.
#include "study/ranks.h"

#include <mpi.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// a number goes to the thread that asked for it: TAG_NUMBER and more
enum { TAG_PARCEL = 1, TAG_ASK = 2, TAG_NUMBER = 3 };
enum { OUTBOX_SIZE = 64, SHORTEST_NAP_US = 50, LONGEST_NAP_US = 1000 };

// A message on its way.
typedef struct parcel {
    MPI_Request request;
    void *bytes; // NULL: the place is free
} parcel;

static struct ranks {
    bool is_begun, has_met; // has_met: hy_ranks_all was called
    int own, count;
    pthread_mutex_t mutex; // of all calls of MPI, and of what follows
    parcel outbox[OUTBOX_SIZE];
    _Atomic(uint32_t) next_number; // of rank 0, or of a process that MPI did not start
} ranks = {.count = 1, .mutex = PTHREAD_MUTEX_INITIALIZER};

static void nap(long *us)
{
    const struct timespec time = {0, *us * 1000};
    nanosleep(&time, NULL);
    *us = *us * 2 < LONGEST_NAP_US ? *us * 2 : LONGEST_NAP_US;
}

// stays at the end once it is there
static uint32_t take_number(void)
{
    uint32_t number = atomic_load(&ranks.next_number);
    while (number < UINT32_MAX && !atomic_compare_exchange_weak(&ranks.next_number, &number, number + 1)) {
    }
    return number;
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
    // Where there are more processes than cores, Open MPI gives the core away at every look that finds nothing, for some
    // tens of milliseconds: measured, a tenth of all time. Here nobody looks without a nap.
    setenv("OMPI_MCA_mpi_yield_when_idle", "0", 1);
    int level = MPI_THREAD_SINGLE;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &level) != MPI_SUCCESS || level < MPI_THREAD_SERIALIZED) {
        snprintf(message, message_size, "this MPI lets no second thread call it (MPI_THREAD_SERIALIZED)");
        return false;
    }
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks.own);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks.count);
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

// ---- parcels

static parcel *find_place(void)
{
    (void)look_after_outbox();
    for (uint32_t i = 0; i < OUTBOX_SIZE; i++) {
        if (ranks.outbox[i].bytes == NULL) {
            return &ranks.outbox[i];
        }
    }
    return NULL;
}

static void *allocate(size_t size)
{
    void *bytes = malloc(size + 1);
    if (bytes == NULL) {
        fputs("hyosan: out of memory for a message\n", stderr);
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    return bytes;
}

static void send_to(int rank, int tag, const void *bytes, size_t size)
{
    long us = SHORTEST_NAP_US;
    void *copy = allocate(size);
    memcpy(copy, bytes, size);
    for (;;) {
        pthread_mutex_lock(&ranks.mutex);
        parcel *place = find_place();
        if (place != NULL) {
            place->bytes = copy;
            MPI_Isend(copy, (int)size, MPI_BYTE, rank, tag, MPI_COMM_WORLD, &place->request);
        }
        pthread_mutex_unlock(&ranks.mutex);
        if (place != NULL) {
            return;
        }
        nap(&us);
    }
}

void hy_ranks_send(const void *bytes, size_t size)
{
    send_to(0, TAG_PARCEL, bytes, size);
}

// A message from anybody, with its tag; NULL where there is none.
static void *receive_any(MPI_Status *status, size_t *size)
{
    int is_there = 0;
    int length = 0;
    void *bytes = NULL;
    pthread_mutex_lock(&ranks.mutex);
    (void)look_after_outbox();
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, status);
    if (is_there != 0) {
        MPI_Get_count(status, MPI_BYTE, &length);
        bytes = allocate((size_t)length);
        MPI_Recv(bytes, length, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    pthread_mutex_unlock(&ranks.mutex);
    *size = (size_t)length;
    return bytes;
}

void *hy_ranks_receive(size_t *size)
{
    for (;;) {
        MPI_Status status;
        void *bytes = receive_any(&status, size);
        if (bytes == NULL || status.MPI_TAG == TAG_PARCEL) {
            return bytes;
        }
        uint32_t thread = 0;
        memcpy(&thread, bytes, sizeof thread);
        free(bytes);
        const uint32_t number = take_number();
        send_to(status.MPI_SOURCE, TAG_NUMBER + (int)thread, &number, sizeof number);
    }
}

// ---- numbers

void hy_ranks_deal(uint32_t first)
{
    atomic_store(&ranks.next_number, first);
    (void)hy_ranks_all(true); // nobody asks before it is so
}

void hy_ranks_stop_dealing(void)
{
    atomic_store(&ranks.next_number, UINT32_MAX);
}

// The answer is waited for from the beginning: it comes in while the thread is at work.
static void ask(hy_ranks_hand *hand)
{
    MPI_Request *request = allocate(sizeof *request);
    pthread_mutex_lock(&ranks.mutex);
    MPI_Irecv(&hand->number, sizeof hand->number, MPI_BYTE, 0, TAG_NUMBER + (int)hand->thread, MPI_COMM_WORLD, request);
    pthread_mutex_unlock(&ranks.mutex);
    hand->request = request;
    hand->is_asked = true;
    send_to(0, TAG_ASK, &hand->thread, sizeof hand->thread);
}

void hy_ranks_drop(hy_ranks_hand *hand)
{
    if (hand->is_asked) {
        wait_for(hand->request);
        free(hand->request);
        hand->is_asked = false;
    }
}

uint32_t hy_ranks_take(hy_ranks_hand *hand, uint32_t end, uint32_t thread_count)
{
    if (ranks.own == 0) {
        return take_number();
    }
    if (!hand->is_asked) {
        ask(hand);
    }
    hy_ranks_drop(hand);
    const uint32_t number = hand->number;
    if (number + 2 * (uint64_t)thread_count < end) {
        ask(hand);
    }
    return number;
}
