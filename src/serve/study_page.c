// Bands and risks of a study, in few digits: they are drawn, not reckoned with.
#include "serve/study_page.h"

#include "report/phrases.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

enum { QUANTILES = 5 };
static const double SHARES[QUANTILES] = {0.025, 0.25, 0.5, 0.75, 0.975};

static json_t *rounded(double value, double digits)
{
    return json_real(isfinite(value) ? round(value * digits) / digits : 0);
}

static json_t *ticks_json(const hy_study_shape *shape)
{
    json_t *list = json_array();
    for (uint32_t sample = 0; sample < shape->sample_count; sample++) {
        json_array_append_new(list, json_integer(hy_study_sample_tick(shape, sample)));
    }
    return list;
}

static json_t *quantile_json(const hy_study_summary *summary, uint32_t series, double share)
{
    json_t *list = json_array();
    for (uint32_t sample = 0; sample < summary->study->shape.sample_count; sample++) {
        json_array_append_new(list, rounded(hy_histogram_quantile(hy_summary_curve(summary, 0, sample, HY_WHO_ALL, series), share), 10));
    }
    return list;
}

static json_t *bands_json(const hy_study_summary *summary)
{
    json_t *bands = json_object();
    for (uint32_t series = 0; series < HY_SERIES_COUNT; series++) {
        json_t *quantiles = json_array();
        for (uint32_t i = 0; i < QUANTILES; i++) {
            json_array_append_new(quantiles, quantile_json(summary, series, SHARES[i]));
        }
        json_object_set_new(bands, series == HY_SERIES_SURVIVORS ? "survivors" : hy_report_cell_word(series), quantiles);
    }
    return bands;
}

static json_t *risk_json(const hy_study_summary *summary)
{
    const hy_study_shape *shape = &summary->study->shape;
    const hy_variant_summary *variant = &summary->variants[0];
    json_t *list = json_array();
    for (uint32_t room = 0; room < shape->room_count; room++) {
        double sum = 0;
        for (uint32_t hour = 0; hour < shape->hour_count; hour++) {
            sum += variant->infections[(size_t)room * shape->hour_count + hour];
        }
        json_array_append_new(list, rounded(variant->done_count > 0 ? sum / variant->done_count : 0, 1000));
    }
    return list;
}

char *hy_study_page_json(const hy_study_summary *summary)
{
    const char *label = summary->study->variant_count > 1 ? summary->study->variants[0].label : NULL;
    json_t *study = json_pack("{s:i, s:s?, s:o, s:o, s:o}", "runs", (int)summary->variants[0].done_count, "label", label, "ticks",
                              ticks_json(&summary->study->shape), "bands", bands_json(summary), "risk", risk_json(summary));
    char *text = study != NULL ? json_dumps(study, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(7)) : NULL;
    json_decref(study);
    return text;
}
