// What `verify` measured as text and as JSON.
#include "report/verification.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

uint32_t hy_verification_failed_count(const hy_verification *verification)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < verification->row_count; i++) {
        count += verification->rows[i].is_supported && !verification->rows[i].holds;
    }
    return count;
}

uint32_t hy_verification_missing_count(const hy_verification *verification)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < verification->row_count; i++) {
        count += !verification->rows[i].is_supported;
    }
    return count;
}

// ---- text

static void write_measured(const hy_verification_row *row, FILE *out)
{
    const hy_estimate *measured = &row->measured;
    fprintf(out, "measured %.4g", measured->value);
    if (measured->low < measured->high) {
        fprintf(out, " (%.4g to %.4g)", measured->low, measured->high);
    }
    fprintf(out, "%s%s, %u histories", row->of->unit[0] != '\0' ? " " : "", row->of->unit,
            (unsigned)row->history_count);
}

void hy_verification_write_row(const hy_verification_row *row, FILE *out)
{
    const hy_verification_case *of = row->of;
    const char *verdict = !row->is_supported ? "not supported" : row->holds ? "holds" : "DOES NOT HOLD";
    fprintf(out, "%s/%s: %s\n    %s\n    ", of->suite, of->name, verdict, of->claim);
    if (!row->is_supported) {
        fprintf(out, "%s\n", of->missing);
        return;
    }
    fprintf(out, "published %s; ", of->published);
    if (row->note[0] == '\0') {
        write_measured(row, out);
        fputc('\n', out);
    } else {
        fprintf(out, "not measured: %s\n", row->note);
    }
    fflush(out);
}

void hy_verification_write_summary(const hy_verification *verification, FILE *out)
{
    const uint32_t failed = hy_verification_failed_count(verification);
    const uint32_t missing = hy_verification_missing_count(verification);
    fprintf(out, "%u cases hold, %u do not, %u are not supported\n",
            (unsigned)(verification->row_count - failed - missing), (unsigned)failed, (unsigned)missing);
}

// ---- JSON

static json_t *number_json(double number)
{
    return isfinite(number) ? json_real(number) : json_null();
}

static json_t *row_json(const hy_verification_row *row)
{
    const hy_verification_case *of = row->of;
    json_t *object = json_object();
    json_object_set_new(object, "suite", json_string(of->suite));
    json_object_set_new(object, "case", json_string(of->name));
    json_object_set_new(object, "source", json_string(of->source));
    json_object_set_new(object, "claim", json_string(of->claim));
    json_object_set_new(object, "published", json_string(of->published));
    json_object_set_new(object, "unit", json_string(of->unit));
    json_object_set_new(object, "low", number_json(of->low));
    json_object_set_new(object, "high", number_json(of->high));
    json_object_set_new(object, "measured", number_json(row->measured.value));
    json_t *interval = json_pack("[o,o]", number_json(row->measured.low), number_json(row->measured.high));
    json_object_set_new(object, "interval", interval);
    json_object_set_new(object, "holds", json_boolean(row->holds));
    json_object_set_new(object, "seeds", json_integer(row->history_count));
    json_object_set_new(object, "experiments", json_string(of->experiments));
    json_object_set_new(object, "note", row->note[0] != '\0' ? json_string(row->note) : json_null());
    json_object_set_new(object, "wall_s", json_real(round(row->wall_s * 1e3) / 1e3));
    json_object_set_new(object, "agent_steps", json_integer((json_int_t)row->agent_steps));
    return object;
}

static json_t *missing_json(const hy_verification_case *of)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "suite", of->suite, "case", of->name, "source", of->source, "claim",
                     of->claim, "reason", of->missing);
}

hy_status hy_verification_json(const hy_verification *verification, FILE *out)
{
    json_t *cases = json_array();
    json_t *missing = json_array();
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const hy_verification_row *row = &verification->rows[i];
        if (row->is_supported) {
            json_array_append_new(cases, row_json(row));
        } else {
            json_array_append_new(missing, missing_json(row->of));
        }
    }
    json_t *object = json_pack("{s:o, s:o}", "cases", cases, "not_supported", missing);
    if (object == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const int result = json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
    json_decref(object);
    return result == 0 && fputc('\n', out) != EOF ? HY_OK : HY_FILE_ERROR;
}
