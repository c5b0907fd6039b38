// The progress line: bar, simulated clock, who is left, speed over real time, time left.
#include "cli/progress.h"

#include "hyosan/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BAR_COLUMNS = 16 };
static const double REDRAW_S = 0.2;

hy_progress hy_progress_begin(bool is_quiet)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    const bool is_dumb = terminal == NULL || terminal[0] == '\0' || (terminal[0] == 'd' && terminal[1] == 'u');
    const double now_s = hy_host_seconds();
    return (hy_progress){
        .is_shown = !is_quiet && isatty(STDERR_FILENO) == 1,
        .has_colour = (no_colour == NULL || no_colour[0] == '\0') && !is_dumb,
        .begin_s = now_s,
        .drawn_s = now_s, // the first line waits until it has something to reckon with
    };
}

static void draw_bar(double share)
{
    const int full = (int)(share * BAR_COLUMNS);
    for (int i = 0; i < BAR_COLUMNS; i++) {
        fputs(i < full ? "█" : "░", stderr);
    }
}

static void draw_count(const hy_progress *progress, char letter, const char *colour, uint32_t count)
{
    if (progress->has_colour) {
        fprintf(stderr, "  %s%c %u\033[0m", colour, letter, (unsigned)count);
    } else {
        fprintf(stderr, "  %c %u", letter, (unsigned)count);
    }
}

static void draw_counts(const hy_progress *progress, const hy_sim *sim)
{
    hy_counts by_role[HY_role_count];
    hy_sim_count(sim, by_role);
    uint32_t human = 0;
    uint32_t zombie = 0;
    uint32_t halfbie = 0;
    for (uint32_t role = 0; role < HY_role_count; role++) {
        human += by_role[role].human + by_role[role].incubating;
        zombie += by_role[role].zombie;
        halfbie += by_role[role].halfbie;
    }
    draw_count(progress, 'H', "\033[36m", human);
    draw_count(progress, 'Z', "\033[31m", zombie);
    draw_count(progress, 'B', "\033[35m", halfbie);
}

static void draw(const hy_progress *progress, const hy_sim *sim, uint32_t end_tick, double now_s)
{
    const uint32_t clock = (uint32_t)hy_sim_clock_s(sim);
    const double share = end_tick > 0 ? (double)hy_sim_tick(sim) / end_tick : 1;
    const double spent_s = now_s - progress->begin_s;
    const uint32_t left_s = share > 0 ? (uint32_t)(spent_s * (1 - share) / share + 0.5) : 0;
    fputc('\r', stderr);
    draw_bar(share);
    fprintf(stderr, " %02u:%02u:%02u", (unsigned)(clock / 3600), (unsigned)(clock / 60 % 60), (unsigned)(clock % 60));
    draw_counts(progress, sim);
    fprintf(stderr, "  %.0f× real time, %u:%02u left\033[K", spent_s > 0 ? hy_sim_seconds(sim) / spent_s : 0,
            (unsigned)(left_s / 60), (unsigned)(left_s % 60));
    fflush(stderr);
}

void hy_progress_update(void *context, const hy_sim *sim, uint32_t end_tick)
{
    hy_progress *progress = context;
    if (!progress->is_shown) {
        return;
    }
    const double now_s = hy_host_seconds();
    if (now_s - progress->drawn_s >= REDRAW_S) {
        progress->drawn_s = now_s;
        draw(progress, sim, end_tick, now_s);
    }
}

void hy_progress_end(hy_progress *progress)
{
    if (progress->is_shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        progress->is_shown = false;
    }
}
