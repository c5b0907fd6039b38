// Trajectories are not stored: the history is made again from its description, seed and commands.
#include "cli/trajectories.h"

#include "hyosan/host.h"
#include "hyosan/packed.h"
#include "store/jupedsim.h"

#include <math.h>

// what is written of a history
typedef struct range {
    uint32_t first, last, stride; // ticks
} range;

static int find_range(const hy_model *model, const hy_trajectory_options *options, uint32_t end_tick, range *found)
{
    const double step_s = (double)model->step_s, steps = options->frames_per_s > 0 ? 1 / step_s / (double)options->frames_per_s : 1;
    if (steps < 0.999 || fabs(steps - round(steps)) > 1e-3) {
        return hy_complain_usage("export", "--fps must divide the %.0f steps a second of this history", round(1 / step_s));
    }
    const double from_s = options->has_from ? options->from_s - model->start_s : 0;
    const double until_s = options->has_until ? options->until_s - model->start_s : end_tick * step_s;
    *found = (range){(uint32_t)lround(fmax(from_s, 0) / step_s), (uint32_t)lround(fmax(until_s, 0) / step_s), (uint32_t)lround(steps)};
    if (from_s < 0 || until_s < from_s || found->last > end_tick) {
        return hy_complain_usage("export", "--from and --until must lie, in this order, from %02u:%02u to %02u:%02u",
                                 (unsigned)(model->start_s / 3600), (unsigned)(model->start_s / 60 % 60),
                                 (unsigned)(model->end_s / 3600), (unsigned)(model->end_s / 60 % 60));
    }
    return HY_EXIT_DONE;
}

static hy_status write_all(hy_sim *sim, const range *wanted, hy_jupedsim *files, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = HY_OK;
    while (status == HY_OK && hy_sim_tick(sim) <= wanted->last && !hy_host_stop_requested()) {
        if (hy_sim_tick(sim) >= wanted->first && (hy_sim_tick(sim) - wanted->first) % wanted->stride == 0) {
            status = hy_jupedsim_add(files, sim, message);
        }
        hy_sim_step(sim);
    }
    return status == HY_OK && !hy_host_stop_requested() ? hy_jupedsim_finish(files, stdout, message) : status;
}

static int export_history(const hy_model *model, hy_sim *sim, const hy_trajectory_options *options)
{
    range wanted = {.stride = 1};
    const int exit_status = find_range(model, options, hy_sim_end_tick(sim), &wanted);
    if (exit_status != HY_EXIT_DONE) {
        return exit_status;
    }
    char message[HY_STORE_MESSAGE_SIZE];
    hy_jupedsim *files = NULL;
    const double frames_per_s = 1 / ((double)model->step_s * wanted.stride);
    hy_status status = hy_jupedsim_create(model, options->folder, options->may_replace, round(frames_per_s * 1e3) / 1e3, &files, message);
    hy_host_catch_stop_signals();
    if (status == HY_OK) {
        status = write_all(sim, &wanted, files, message);
    }
    hy_jupedsim_destroy(files);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    return hy_host_stop_requested() ? HY_EXIT_INTERRUPTED : hy_end_output(HY_EXIT_DONE);
}

static int export_model(const hy_page_source *source, const hy_model *model, const hy_trajectory_options *options)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = source->definition.seed;
    hy_sim *sim = NULL;
    hy_status status = hy_sim_create(model, &definition, hy_host_allocator(), &sim);
    if (status == HY_OK) {
        status = hy_sim_intervene(sim, source->interventions, source->definition.intervention_count);
    }
    const int exit_status = status == HY_OK ? export_history(model, sim, options) : hy_exit_of(status);
    if (status != HY_OK) {
        hy_complain("%s", hy_status_text(status));
    }
    hy_sim_destroy(sim);
    return exit_status;
}

int hy_export_trajectories(const hy_page_source *source, const hy_trajectory_options *options)
{
    hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    hy_unpacked *unpacked = NULL;
    hy_model *model = NULL;
    hy_status status = hy_description_unpack(source->packed, source->definition.packed_size, hy_host_allocator(), &unpacked);
    if (status == HY_OK) {
        status = hy_model_create(hy_unpacked_description(unpacked), hy_host_allocator(), &sink, &model);
    }
    const int exit_status = status == HY_OK ? export_model(source, model, options) : hy_exit_of(status);
    if (status != HY_OK) {
        hy_complain("%s", hy_status_text(status));
    }
    hy_model_destroy(model);
    hy_unpacked_destroy(unpacked);
    return exit_status;
}
