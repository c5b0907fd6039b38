// The processes that share the runs of a study: one, or as many as MPI started. ranks_alone.c knows of one;
// ranks_mpi.c, built with -DHYOSAN_MPI=ON, of all of them. docs/cluster.md tells how they work together.
//
// Runs are dealt by a counter on rank 0, which every rank raises by itself (one-sided fetch-and-add); their results go
// to rank 0, which alone writes. What is said to be called by all ranks must be called by all, in the same order, from
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

// The counter: deals numbers from `first` on, by all ranks; takes the next one, from any thread of any rank; and on rank 0
// lets nobody take another number below UINT32_MAX.
void hy_ranks_deal(uint32_t first);
uint32_t hy_ranks_take(void);
void hy_ranks_stop_dealing(void);

// Sends bytes to rank 0, from any thread of another rank; they may be overwritten on return.
void hy_ranks_send(const void *bytes, size_t size);

// What arrived on rank 0, to be freed by the caller; NULL where nothing did yet.
void *hy_ranks_receive(size_t *size);

// Messages and bytes that this rank has sent.
typedef struct hy_ranks_traffic {
    uint64_t message_count, byte_count, take_count;
} hy_ranks_traffic;
hy_ranks_traffic hy_ranks_traffic_now(void);

#endif
