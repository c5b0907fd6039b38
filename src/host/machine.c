// What there is to know about the machine: clock, processor, cores, memory.

#include <hyosan/host.h>

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

double hy_host_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// x86 names its processor in /proc/cpuinfo; many others do not
static bool read_processor_name(char *out, size_t size)
{
    FILE *file = fopen("/proc/cpuinfo", "re");
    if (file == NULL) {
        return false;
    }
    bool is_found = false;
    char line[512];
    while (!is_found && fgets(line, sizeof line, file) != NULL) {
        const char *value = strchr(line, ':');
        if (value != NULL && strncmp(line, "model name", strlen("model name")) == 0) {
            value += 1 + strspn(value + 1, " \t");
            snprintf(out, size, "%.*s", (int)strcspn(value, "\n"), value);
            is_found = out[0] != '\0';
        }
    }
    fclose(file);
    return is_found;
}

void hy_host_machine_name(char *out, size_t size)
{
    if (size == 0 || read_processor_name(out, size)) {
        return;
    }
    struct utsname names;
    snprintf(out, size, "%s", uname(&names) >= 0 ? names.machine : "unknown processor");
}

uint32_t hy_host_core_count(void)
{
#ifdef __linux__
    // what taskset, a container or a batch system left us of the machine
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) {
        return (uint32_t)CPU_COUNT(&allowed);
    }
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (uint32_t)online : 1;
}

size_t hy_host_peak_memory_bytes(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0) {
        return 0;
    }
#ifdef __APPLE__
    const size_t unit_bytes = 1;
#else
    const size_t unit_bytes = 1024;
#endif
    return (size_t)usage.ru_maxrss * unit_bytes;
}
