// One process, and nobody else.
#include "study/ranks.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic(uint32_t) next_number;

// how the starters of Open MPI, MPICH and Slurm tell a process that there are others
static bool is_one_of_several(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *count = getenv(names[i]);
        if (count != NULL && strtol(count, NULL, 10) > 1) {
            return true;
        }
    }
    return false;
}

bool hy_ranks_begin(char *message, size_t message_size)
{
    const bool is_alone = !is_one_of_several();
    snprintf(message, message_size, "%s",
             is_alone ? "" : "mpirun started several processes, and this program was built without MPI: configure it with "
                             "-DHYOSAN_MPI=ON, or start it by itself");
    return is_alone;
}

void hy_ranks_end(void)
{
}

uint32_t hy_ranks_own(void)
{
    return 0;
}

uint32_t hy_ranks_count(void)
{
    return 1;
}

bool hy_ranks_all(bool is_so)
{
    return is_so;
}

void hy_ranks_share(void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}

void hy_ranks_deal(uint32_t first)
{
    atomic_store(&next_number, first);
}

uint32_t hy_ranks_take(hy_ranks_hand *hand, uint32_t end, uint32_t thread_count)
{
    (void)hand;
    (void)end;
    (void)thread_count;
    return atomic_fetch_add(&next_number, 1);
}

void hy_ranks_drop(hy_ranks_hand *hand)
{
    (void)hand;
}

void hy_ranks_stop_dealing(void)
{
}

void hy_ranks_send(const void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}

void *hy_ranks_receive(size_t *size)
{
    *size = 0;
    return NULL;
}
