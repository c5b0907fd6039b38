// The wish to stop, as Ctrl-C and `kill` express it.

#include <hyosan/host.h>

#include <signal.h>
#include <stdatomic.h>

static atomic_bool stop_is_requested;

// The first signal asks, and the second one kills: whoever insists is not to wait for a long step to end.
static void on_stop_signal(int number)
{
    if (atomic_exchange(&stop_is_requested, true)) {
        signal(number, SIG_DFL);
        raise(number);
    }
}

void hy_host_catch_stop_signals(void)
{
    struct sigaction action = {.sa_handler = on_stop_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool hy_host_stop_requested(void)
{
    return atomic_load_explicit(&stop_is_requested, memory_order_relaxed);
}
