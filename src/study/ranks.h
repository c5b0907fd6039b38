// The processes that share the runs of a study: one, or as many as MPI started. ranks_alone.c knows of one;
// ranks_mpi.c, built with -DHYOSAN_MPI=ON, of all of them. docs/cluster.md tells how they work together.
//
// Rank 0 deals the numbers of runs to the threads that ask, and writes their results; what is done with a number is the
// same whoever takes it. What is said to be called by all ranks must be called by all, in the same order, from
// the thread that began.
#ifndef HY_STUDY_RANKS_H
#define HY_STUDY_RANKS_H

#include "hyosan/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Joins the others, if there are any. False with a message where this program was built without MPI and is one of
// several that mpirun started.
bool hy_ranks_begin(char *message, size_t message_size);

// Leaves; by all ranks. A rank that ends before it ever called hy_ranks_all lets the others know by this.
void hy_ranks_end(void);

uint32_t hy_ranks_own(void);   // from 0
uint32_t hy_ranks_count(void); // 1 for a process alone

// Whether all ranks say so; by all ranks.
bool hy_ranks_all(bool is_so);

// Gives all ranks the bytes of rank 0; by all ranks.
void hy_ranks_share(void *bytes, size_t size);

// Numbers are dealt from `first` on; by all ranks.
void hy_ranks_deal(uint32_t first);

// What a thread has asked for.
typedef struct hy_ranks_hand {
    uint32_t thread; // among those of its rank
    uint32_t number;
    bool is_asked;
    void *request; // private
} hy_ranks_hand;

// The next number, from any thread of any rank. The one after it is asked for at once, so that it has come when it is
// needed, but not near the end, where it could wait behind a long run while others have none: it is left out for the last
// two of every thread, `thread_count` in all.
uint32_t hy_ranks_take(hy_ranks_hand *hand, uint32_t end, uint32_t thread_count);

// Waits for what was asked for; to be called before the hand goes.
void hy_ranks_drop(hy_ranks_hand *hand);

// On rank 0: from now on whoever asks gets UINT32_MAX.
void hy_ranks_stop_dealing(void);

// Sends bytes to rank 0, from any thread of another rank; they may be overwritten on return.
void hy_ranks_send(const void *bytes, size_t size);

// On rank 0, by one thread: answers those who ask for numbers, and returns what was sent, to be freed by the caller; NULL
// where nothing was yet.
void *hy_ranks_receive(size_t *size);

#endif
