// `hyosan check`: every problem of scenarios, plans, strains and studies, with line and column.
#include "cli/command.h"

#include "hyosan/host.h"
#include "scenario/format_diagnostics.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char HELP[] = "usage: hyosan check FILE...\n\n"
                           "Reads scenarios (with their plan and strain), plans, strains and studies (with their\n"
                           "scenario), and prints every problem\n"
                           "with its line and column, or 'FILE: ok'.\n\n"
                           "Exit status: 0 all are good, 2 some are not.\n";

static hy_status check_document(const hy_document *document, hy_diagnostics *sink)
{
    const hy_description *description = hy_document_description(document);
    if (hy_document_what(document) == HY_DOCUMENT_PLAN) {
        return hy_plan_check(&description->plan, hy_host_allocator(), sink);
    }
    if (hy_document_what(document) == HY_DOCUMENT_STRAIN) {
        return hy_strain_check(&description->strain, hy_host_allocator(), sink);
    }
    hy_model *model = NULL;
    const hy_status status = hy_model_create(description, hy_host_allocator(), sink, &model);
    if (status == HY_OK) {
        hy_model_destroy(model);
    }
    return status;
}

static hy_status check_path(const char *path, const char *const *settings, uint32_t setting_count, hy_diagnostics *sink)
{
    hy_document *document = NULL;
    hy_status status = hy_document_load(hy_host_allocator(), path, settings, setting_count, sink, &document);
    if (status == HY_OK) {
        status = check_document(document, sink);
        hy_document_destroy(document);
    }
    return status;
}

// a study, and the scenario that it names, with what it sets at all points
static hy_status check_study(const char *path, hy_diagnostics *sink)
{
    hy_study_document *document = NULL;
    hy_status status = hy_study_document_load(hy_host_allocator(), path, sink, &document);
    if (status == HY_OK) {
        const hy_spec_study *study = hy_study_document_record(document);
        status = check_path(hy_study_document_scenario(document), study->set, study->set_count, sink);
        hy_study_document_destroy(document);
    }
    return status;
}

static int check_file(const char *path, hy_diagnostic *items)
{
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    const bool is_study = hy_study_document_is(hy_host_allocator(), path);
    const hy_status status = is_study ? check_study(path, &sink) : check_path(path, NULL, 0, &sink);
    hy_diagnostics_sort(&sink);
    hy_diagnostics_write(&sink, stdout);
    if (status == HY_OK) {
        printf("%s: ok\n", path);
    } else if (sink.count == 0) {
        printf("%s: %s\n", path, hy_status_text(status));
    }
    return hy_exit_of(status);
}

static int check_files(int count, char **paths)
{
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    if (items == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int worst = HY_EXIT_DONE;
    for (int i = 0; i < count; i++) {
        const int status = check_file(paths[i], items);
        worst = status > worst ? status : worst;
    }
    free(items);
    return hy_end_output(worst);
}

int hy_command_check(int argument_count, char **arguments)
{
    int status;
    if (!hy_read_no_options("check", HELP, argument_count, arguments, &status)) {
        return status;
    }
    if (optind == argument_count) {
        return hy_complain_usage("check", "which files? For example scenarios/two-rooms.yaml");
    }
    return check_files(argument_count - optind, arguments + optind);
}
