// Surviving a broken promise: an assertion or a bad access in one task ends this task, not the process.
//
// A step of a simulation holds no lock, allocates nothing and writes only what is its own: leaving it in the middle
// by a jump leaves nothing behind but its own state, which is thrown away.

#include <hyosan/host.h>

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>

// where this thread goes on; NULL where nothing is guarded
static _Thread_local sigjmp_buf *volatile way_back;

static const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS};
enum { SIGNAL_COUNT = sizeof signals / sizeof signals[0] };

static struct sigaction actions_before[SIGNAL_COUNT];
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

// Outside of what is guarded, everything stays as it was before.
static void on_fault(int number)
{
    sigjmp_buf *to = way_back;
    if (to != NULL) {
        way_back = NULL;
        siglongjmp(*to, number);
    }
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        if (signals[i] == number) {
            sigaction(number, &actions_before[i], NULL);
        }
    }
    raise(number);
}

static void set_up(void)
{
    struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        sigaction(signals[i], &action, &actions_before[i]);
    }
}

static const char *fault_of(int number)
{
    const char *name = sigdescr_np(number);
    return number == SIGILL || number == SIGTRAP || number == SIGABRT ? "an assertion did not hold"
           : name != NULL                                             ? name
                                                                      : "a fault of the processor";
}

// A fault whose signal is blocked, as in the threads of a pool, kills the process whatever the handler: let them through.
static void let_faults_through(sigset_t *before)
{
    sigset_t faults;
    sigemptyset(&faults);
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        sigaddset(&faults, signals[i]);
    }
    pthread_sigmask(SIG_UNBLOCK, &faults, before);
}

const char *hy_host_guard(void (*task)(void *context), void *context)
{
    pthread_once(&is_set_up, set_up);
    sigset_t before;
    sigjmp_buf here;
    let_faults_through(&before);
    const int number = sigsetjmp(here, 1);
    if (number == 0) {
        way_back = &here;
        task(context);
        way_back = NULL;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return number == 0 ? NULL : fault_of(number);
}
