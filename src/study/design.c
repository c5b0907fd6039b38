// Choosing the points of a sweep.
#include "study/design.h"

#include "study/sobol.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_SIZE = 1024 };

// ---- one value

void hy_design_value(const hy_spec_study_parameter *parameter, double share, char text[HY_DESIGN_VALUE_SIZE])
{
    const double low = (double)parameter->low;
    const double high = (double)parameter->high;
    if (parameter->values_count > 0) {
        const double place = floor(share * parameter->values_count);
        const uint32_t last = parameter->values_count - 1;
        snprintf(text, HY_DESIGN_VALUE_SIZE, "%s", parameter->values[place < last ? (uint32_t)place : last]);
    } else if (parameter->is_whole) {
        snprintf(text, HY_DESIGN_VALUE_SIZE, "%.0f", fmin(high, floor(low + share * (high - low + 1))));
    } else if (parameter->is_logarithmic) {
        snprintf(text, HY_DESIGN_VALUE_SIZE, "%.7g", low * pow(high / low, share));
    } else {
        snprintf(text, HY_DESIGN_VALUE_SIZE, "%.7g", low + share * (high - low));
    }
}

static uint32_t step_count(const hy_spec_study_parameter *parameter)
{
    return parameter->values_count > 0 ? parameter->values_count : parameter->steps;
}

// of a grid: both ends belong to it
static double share_of_step(const hy_spec_study_parameter *parameter, uint32_t step)
{
    const uint32_t count = step_count(parameter);
    if (parameter->values_count > 0 || parameter->is_whole) {
        return (step + 0.5) / count;
    }
    return (double)step / (count - 1);
}

// ---- counting

uint64_t hy_design_count(const hy_spec_study *study)
{
    uint64_t count = 1;
    switch (study->design) {
    case HY_study_design_grid:
        for (uint32_t i = 0; i < study->parameters_count; i++) {
            if (count > UINT32_MAX) {
                return UINT64_MAX;
            }
            count *= step_count(&study->parameters[i]);
        }
        return count;
    case HY_study_design_saltelli:
        return (uint64_t)study->points * (study->parameters_count + 2);
    case HY_study_design_one_at_a_time:
        return 1 + 2 * (uint64_t)study->parameters_count;
    default:
        return study->points;
    }
}

// ---- shares of all points, by point and parameter

static void fill_grid(const hy_spec_study *study, double *shares, uint32_t count)
{
    for (uint32_t point = 0; point < count; point++) {
        uint32_t rest = point;
        for (uint32_t i = study->parameters_count; i > 0; i--) {
            const hy_spec_study_parameter *parameter = &study->parameters[i - 1];
            shares[(size_t)point * study->parameters_count + i - 1] =
                share_of_step(parameter, rest % step_count(parameter));
            rest /= step_count(parameter);
        }
    }
}

// M. D. McKay, R. J. Beckman, W. J. Conover 1979: each of `count` layers of each parameter once
static void fill_hypercube(const hy_spec_study *study, double *shares, uint32_t count)
{
    const uint32_t width = study->parameters_count;
    for (uint32_t i = 0; i < width; i++) {
        for (uint32_t point = 0; point < count; point++) {
            shares[(size_t)point * width + i] = point;
        }
        for (uint32_t left = count; left > 1; left--) {
            const uint32_t other = (uint32_t)(hy_study_uniform(study->design_seed, i, left) * left);
            const double kept = shares[(size_t)(left - 1) * width + i];
            shares[(size_t)(left - 1) * width + i] = shares[(size_t)other * width + i];
            shares[(size_t)other * width + i] = kept;
        }
        for (uint32_t point = 0; point < count; point++) {
            const double within = hy_study_uniform(study->design_seed, width + i, point);
            shares[(size_t)point * width + i] = (shares[(size_t)point * width + i] + within) / count;
        }
    }
}

static void fill_sobol(const hy_spec_study *study, double *shares, uint32_t count)
{
    hy_sobol sobol;
    hy_sobol_init(&sobol, study->parameters_count, study->design_seed);
    for (uint32_t point = 0; point < count; point++) {
        for (uint32_t i = 0; i < study->parameters_count; i++) {
            shares[(size_t)point * study->parameters_count + i] = hy_sobol_at(&sobol, point, i);
        }
    }
}

// base point, second point, and the base point with one parameter of the second, row by row
static void fill_saltelli(const hy_spec_study *study, double *shares)
{
    const uint32_t width = study->parameters_count;
    hy_sobol sobol;
    hy_sobol_init(&sobol, 2 * width, study->design_seed);
    for (uint32_t row = 0; row < study->points; row++) {
        double *first = &shares[(size_t)row * (width + 2) * width];
        for (uint32_t point = 0; point < width + 2; point++) {
            for (uint32_t i = 0; i < width; i++) {
                const bool is_second = point == 1 || point == i + 2;
                first[(size_t)point * width + i] = hy_sobol_at(&sobol, row, is_second ? width + i : i);
            }
        }
    }
}

static void fill_shares(const hy_spec_study *study, double *shares, uint32_t count)
{
    switch (study->design) {
    case HY_study_design_grid:
        fill_grid(study, shares, count);
        break;
    case HY_study_design_sobol:
        fill_sobol(study, shares, count);
        break;
    case HY_study_design_saltelli:
        fill_saltelli(study, shares);
        break;
    default:
        fill_hypercube(study, shares, count);
        break;
    }
}

// ---- settings

static const char *name_of(const hy_spec_study_parameter *parameter)
{
    return parameter->name[0] != '\0' ? parameter->name : parameter->path;
}

// Texts grow in one piece: a setting "path=value", and "name=value" for the label. False without room.
typedef struct text_room {
    char *at, *end;
} text_room;

static const char *add_text(text_room *room, const char *first, const char *second)
{
    const size_t size = strlen(first) + strlen(second) + 2;
    if ((size_t)(room->end - room->at) < size) {
        return NULL;
    }
    char *text = room->at;
    snprintf(text, size, "%s=%s", first, second);
    room->at += size;
    return text;
}

static void add_to_label(char label[LABEL_SIZE], const char *name, const char *value)
{
    const size_t length = strlen(label);
    snprintf(label + length, LABEL_SIZE - length, "%s%s=%s", length > 0 ? ", " : "", name, value);
}

static bool set_point(const hy_spec_study *study, const double *shares, hy_variant *variant, const char **settings,
                      text_room *room)
{
    char label[LABEL_SIZE] = "";
    for (uint32_t i = 0; i < study->parameters_count; i++) {
        char value[HY_DESIGN_VALUE_SIZE];
        hy_design_value(&study->parameters[i], shares[i], value);
        settings[i] = add_text(room, study->parameters[i].path, value);
        if (settings[i] == NULL) {
            return false;
        }
        add_to_label(label, name_of(&study->parameters[i]), value);
    }
    const size_t size = strlen(label) + 1;
    if ((size_t)(room->end - room->at) < size) {
        return false;
    }
    memcpy(room->at, label, size);
    *variant = (hy_variant){.label = room->at, .settings = settings, .setting_count = study->parameters_count};
    room->at += size;
    return true;
}

static bool set_one_at_a_time(const hy_spec_study *study, hy_design *design, text_room *room)
{
    design->variants[0] = (hy_variant){.label = "as is"};
    for (uint32_t i = 0; i < study->parameters_count; i++) {
        for (uint32_t end = 0; end < 2; end++) {
            const uint32_t at = 1 + 2 * i + end;
            char value[HY_DESIGN_VALUE_SIZE];
            hy_design_value(&study->parameters[i], end, value);
            design->settings[at] = add_text(room, study->parameters[i].path, value);
            const char *label = add_text(room, name_of(&study->parameters[i]), value);
            if (design->settings[at] == NULL || label == NULL) {
                return false;
            }
            design->variants[at] = (hy_variant){.label = label, .settings = &design->settings[at], .setting_count = 1};
        }
    }
    return true;
}

static bool set_all(const hy_spec_study *study, hy_design *design, size_t text_bytes)
{
    text_room room = {design->texts, design->texts + text_bytes};
    if (study->design == HY_study_design_one_at_a_time) {
        return set_one_at_a_time(study, design, &room);
    }
    double *shares = calloc((size_t)design->count * study->parameters_count + 1, sizeof *shares);
    bool is_set = shares != NULL;
    if (is_set) {
        fill_shares(study, shares, design->count);
    }
    for (uint32_t point = 0; is_set && point < design->count; point++) {
        const size_t at = (size_t)point * study->parameters_count;
        is_set = set_point(study, &shares[at], &design->variants[point], &design->settings[at], &room);
    }
    free(shares);
    return is_set;
}

// longest texts of one point: path, name and value of every parameter, twice
static size_t point_bytes(const hy_spec_study *study)
{
    size_t bytes = LABEL_SIZE;
    for (uint32_t i = 0; i < study->parameters_count; i++) {
        const hy_spec_study_parameter *parameter = &study->parameters[i];
        size_t value = 32;
        for (uint32_t k = 0; k < parameter->values_count; k++) {
            const size_t length = strlen(parameter->values[k]) + 1;
            value = length > value ? length : value;
        }
        bytes += 2 * (strlen(parameter->path) + strlen(parameter->name) + value + 4);
    }
    return bytes;
}

hy_status hy_design_make(const hy_spec_study *study, hy_design *design, char message[HY_STORE_MESSAGE_SIZE])
{
    *design = (hy_design){0};
    const uint64_t count = hy_design_count(study);
    const uint32_t dimensions = study->design == HY_study_design_saltelli ? 2 * study->parameters_count
                                : study->design == HY_study_design_sobol  ? study->parameters_count
                                                                          : 0;
    if (dimensions > HY_SOBOL_DIMENSIONS) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "a Sobol' sequence has at most %u parameters here, for saltelli %u",
                 HY_SOBOL_DIMENSIONS, HY_SOBOL_DIMENSIONS / 2);
        return HY_BAD_ARGUMENT;
    }
    if (count > 10000000 || count * study->runs > UINT32_MAX) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "the design has more points or runs than a study may have");
        return HY_BAD_ARGUMENT;
    }
    design->count = (uint32_t)count;
    design->base_count = study->design == HY_study_design_saltelli ? study->points : 0;
    const size_t text_bytes = design->count * point_bytes(study);
    design->variants = calloc(design->count, sizeof *design->variants);
    design->texts = malloc(text_bytes);
    design->settings = calloc((size_t)design->count * (study->parameters_count + 1) + 1, sizeof *design->settings);
    if (design->variants == NULL || design->texts == NULL || design->settings == NULL ||
        !set_all(study, design, text_bytes)) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "out of memory");
        return HY_OUT_OF_MEMORY;
    }
    return HY_OK;
}

void hy_design_clear(hy_design *design)
{
    free(design->variants);
    free(design->texts);
    free(design->settings);
    *design = (hy_design){0};
}
