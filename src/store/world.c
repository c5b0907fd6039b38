// The constant part of a .hyo file, written once before the history begins.
#include "store/world.h"

#include "hyosan/packed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { PACKING_LEVEL = 9 };

typedef struct world_writer {
    sqlite3 *database;
    const hy_store_definition *definition;
    const hy_model *model;
    int result; // SQLITE_OK until something fails
} world_writer;

const char *hy_cell_word(uint32_t cell)
{
    return cell == HY_CELL_ESCAPED ? "escaped" : hy_outcome_cell_word((hy_outcome_cell)cell);
}

uint32_t hy_cell_of(const hy_person_view *view)
{
    return view->is_present || view->is_awaited ? (uint32_t)view->cell : HY_CELL_ESCAPED;
}

// ---- rows

static hy_row begin_table(world_writer *writer, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (writer->result == SQLITE_OK) {
        writer->result = sqlite3_prepare_v2(writer->database, sql, -1, &statement, NULL);
    }
    return hy_row_begin(statement);
}

static void end_row(world_writer *writer, hy_row *row)
{
    if (writer->result == SQLITE_OK) {
        writer->result = hy_row_end(row);
    }
    row->column = 0;
}

static void end_table(hy_row *row)
{
    sqlite3_finalize(row->statement);
}

static void add_point(const world_writer *writer, hy_row *row, hy_vec2 point)
{
    hy_row_real(row, (double)point.x + (double)writer->model->origin.x);
    hy_row_real(row, (double)point.y + (double)writer->model->origin.y);
}

// ---- texts

static void write_texts(world_writer *writer)
{
    uint32_t count = 0;
    const hy_document *document = writer->definition->document;
    const hy_document_file *files = document != NULL ? hy_document_files(document, &count) : NULL;
    hy_row row = begin_table(writer, "INSERT INTO texts VALUES (?, ?, ?, ?)");
    for (uint32_t i = 0; i < count; i++) {
        hy_row_integer(&row, i);
        hy_row_text(&row, files[i].what);
        hy_row_text(&row, files[i].name);
        hy_row_text(&row, files[i].text);
        end_row(writer, &row);
    }
    end_table(&row);
}

// those of variants too, where the document is known
static void write_settings(world_writer *writer)
{
    const hy_store_definition *definition = writer->definition;
    const char *const *settings = definition->settings;
    uint32_t count = definition->setting_count;
    if (definition->document != NULL) {
        settings = hy_document_settings(definition->document, &count);
    }
    hy_row row = begin_table(writer, "INSERT INTO settings VALUES (?, ?)");
    for (uint32_t i = 0; i < count; i++) {
        hy_row_integer(&row, i);
        hy_row_text(&row, settings[i]);
        end_row(writer, &row);
    }
    end_table(&row);
}

// ---- the building

static void write_levels(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO levels VALUES (?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->level_count; i++) {
        const hy_level *level = &writer->model->levels[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, level->name);
        hy_row_real(&row, (double)level->elevation_m);
        hy_row_real(&row, (double)level->height_m);
        end_row(writer, &row);
    }
    end_table(&row);
}

hy_frame_sheet hy_world_frame_sheet(const hy_model *model, uint32_t sheet)
{
    const hy_sheet *of_model = &model->sheets[sheet];
    const uint32_t longer = of_model->columns > of_model->rows ? of_model->columns : of_model->rows;
    return (hy_frame_sheet){
        .corner = {.x = of_model->corner.x + model->origin.x, .y = of_model->corner.y + model->origin.y},
        .unit_m = hy_frame_unit_m((float)longer * HY_GRID_M),
    };
}

static void write_sheets(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO sheets VALUES (?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->sheet_count; i++) {
        const hy_frame_sheet packed = hy_world_frame_sheet(writer->model, i);
        hy_row_integer(&row, i);
        hy_row_text(&row, writer->model->sheets[i].name);
        hy_row_integer(&row, writer->model->sheets[i].level);
        // unrounded: they are needed as the packing used them
        sqlite3_bind_double(row.statement, ++row.column, (double)packed.corner.x);
        sqlite3_bind_double(row.statement, ++row.column, (double)packed.corner.y);
        sqlite3_bind_double(row.statement, ++row.column, (double)packed.unit_m);
        end_row(writer, &row);
    }
    end_table(&row);
}

enum { CORNER_TEXT_SIZE = 48 };

// POLYGON((x y, x y, ...)), its first corner repeated at the end; NULL when there is no memory
static char *room_outline(const hy_model *model, const hy_room *room)
{
    const size_t size = (size_t)(room->corner_count + 2) * CORNER_TEXT_SIZE;
    char *outline = malloc(size);
    if (outline == NULL) {
        return NULL;
    }
    size_t length = (size_t)snprintf(outline, size, "POLYGON((");
    for (uint32_t i = 0; i <= room->corner_count; i++) {
        const hy_vec2 corner = model->corners[room->first_corner + i % room->corner_count];
        length += (size_t)snprintf(outline + length, size - length, "%s%.6g %.6g", i > 0 ? ", " : "",
                                   (double)(corner.x + model->origin.x), (double)(corner.y + model->origin.y));
    }
    snprintf(outline + length, size - length, "))");
    return outline;
}

static void write_rooms(world_writer *writer)
{
    const hy_model *model = writer->model;
    hy_row row = begin_table(writer, "INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        char *outline = room_outline(model, room);
        hy_row_integer(&row, i);
        hy_row_text(&row, room->name);
        hy_row_text(&row, hy_room_use_word(room->use));
        hy_row_integer(&row, room->level);
        hy_row_integer(&row, room->sheet);
        hy_row_integer(&row, room->is_outdoor);
        hy_row_integer(&row, room->is_stair);
        hy_row_integer(&row, room->is_void);
        hy_row_real(&row, (double)room->area_m2);
        add_point(writer, &row, room->centre);
        hy_row_text(&row, outline);
        end_row(writer, &row);
        free(outline);
    }
    end_table(&row);
}

static void write_openings(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO openings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->opening_count; i++) {
        const hy_opening *opening = &writer->model->openings[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, opening->name);
        hy_row_text(&row, hy_opening_kind_word(opening->kind));
        hy_row_index(&row, opening->rooms[0]);
        hy_row_index(&row, opening->rooms[1]);
        add_point(writer, &row, opening->from);
        add_point(writer, &row, opening->to);
        hy_row_integer(&row, opening->is_passable);
        hy_row_integer(&row, opening->is_glazed);
        hy_row_integer(&row, opening->has_lock);
        hy_row_integer(&row, opening->starts_open);
        hy_row_integer(&row, opening->starts_locked);
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_obstacles(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO obstacles VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->obstacle_count; i++) {
        const hy_obstacle *obstacle = &writer->model->obstacles[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, hy_furniture_kind_word(obstacle->kind));
        hy_row_index(&row, obstacle->room);
        add_point(writer, &row, (hy_vec2){.x = obstacle->box.x, .y = obstacle->box.y});
        hy_row_real(&row, (double)obstacle->box.width);
        hy_row_real(&row, (double)obstacle->box.depth);
        hy_row_real(&row, (double)obstacle->height_m);
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_places(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->place_count; i++) {
        const hy_place *place = &writer->model->places[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, place->name);
        hy_row_text(&row, hy_place_kind_word(place->kind));
        hy_row_index(&row, place->room);
        add_point(writer, &row, place->at);
        end_row(writer, &row);
    }
    end_table(&row);
}

// ---- the people

static void write_stages(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO stages VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->stage_count; i++) {
        const hy_stage *stage = &writer->model->stages[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, stage->name);
        hy_row_text(&row, hy_outcome_cell_word(stage->spec.counts_as));
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_sounds(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO sounds VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->sound_count; i++) {
        hy_row_integer(&row, i);
        hy_row_text(&row, writer->model->sounds[i].name);
        hy_row_real(&row, (double)writer->model->sounds[i].at_1m_db);
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_groups(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO groups VALUES (?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->group_count; i++) {
        const hy_group *group = &writer->model->groups[i];
        hy_row_integer(&row, i);
        hy_row_text(&row, group->name);
        hy_row_text(&row, hy_role_word(group->role));
        hy_row_index(&row, group->home);
        hy_row_integer(&row, group->first_person);
        hy_row_integer(&row, group->person_count);
        end_row(writer, &row);
    }
    end_table(&row);
}

enum { MADE_NAME_SIZE = 160 };

// "student 2-5 #14", "staff kitchen #2"
static const char *person_name(const hy_model *model, uint32_t index, char made[MADE_NAME_SIZE])
{
    const hy_person *person = &model->people[index];
    if (person->name[0] != '\0') {
        return person->name;
    }
    const hy_group *group = &model->groups[person->group];
    snprintf(made, MADE_NAME_SIZE, "%s %s #%u", hy_role_word(group->role), group->name,
             (unsigned)(index - group->first_person + 1));
    return made;
}

static void add_traits(hy_row *row, const hy_person_view *view)
{
    hy_row_real(row, (double)view->walk_m_per_s);
    hy_row_real(row, (double)view->sprint_m_per_s);
    hy_row_real(row, (double)view->strength);
    hy_row_real(row, (double)view->courage);
    hy_row_real(row, (double)view->empathy);
    hy_row_real(row, (double)view->responsibility);
    hy_row_real(row, (double)view->fear_threshold);
}

// what becomes of a person is written by the first transaction, as by all later ones
static void write_persons(world_writer *writer)
{
    const hy_model *model = writer->model;
    hy_row row = begin_table(writer, "INSERT INTO persons VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                     "NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    for (uint32_t i = 0; i < model->person_count; i++) {
        const hy_person_view view = hy_sim_person(writer->definition->sim, i);
        const hy_person *person = &model->people[i];
        char made[MADE_NAME_SIZE];
        hy_row_integer(&row, i);
        hy_row_text(&row, person_name(model, i, made));
        hy_row_integer(&row, person->name[0] != '\0');
        hy_row_text(&row, person->spec.note != NULL ? person->spec.note : "");
        hy_row_integer(&row, person->group);
        hy_row_text(&row, hy_role_word(view.role));
        hy_row_text(&row, view.is_female ? "female" : "male");
        add_traits(&row, &view);
        hy_row_text(&row, hy_cell_word(hy_cell_of(&view)));
        hy_row_integer(&row, view.stage);
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_tie(world_writer *writer, hy_row *row, uint32_t person, uint32_t other, const char *kind)
{
    if (other < writer->model->person_count) {
        hy_row_integer(row, person);
        hy_row_integer(row, other);
        hy_row_text(row, kind);
        end_row(writer, row);
    }
}

static void write_ties(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT OR IGNORE INTO ties VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->person_count; i++) {
        const hy_person_view view = hy_sim_person(writer->definition->sim, i);
        for (size_t k = 0; k < sizeof view.friends / sizeof view.friends[0]; k++) {
            write_tie(writer, &row, i, view.friends[k], "friend");
        }
        write_tie(writer, &row, i, view.victim, "bullies");
    }
    end_table(&row);
}

static void write_incidents(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO incidents VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->model->incident_count; i++) {
        const hy_incident *incident = &writer->model->incidents[i];
        hy_row_integer(&row, i);
        hy_row_real(&row, incident->at_s);
        hy_row_text(&row, hy_incident_kind_word(incident->kind));
        hy_row_index(&row, incident->who);
        hy_row_text(&row, incident->note != NULL ? incident->note : "");
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_interventions(world_writer *writer)
{
    hy_row row = begin_table(writer, "INSERT INTO interventions VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < writer->definition->intervention_count; i++) {
        const hy_intervention *intervention = &writer->definition->interventions[i];
        hy_row_integer(&row, i);
        hy_row_integer(&row, intervention->tick);
        hy_row_text(&row, hy_intervention_word(intervention->kind));
        hy_row_integer(&row, intervention->target);
        hy_row_index(&row, intervention->for_ticks);
        end_row(writer, &row);
    }
    end_table(&row);
}

static void write_packed(world_writer *writer, const hy_description *description)
{
    const size_t size = hy_description_packed_size(description), bound = ZSTD_compressBound(size);
    uint8_t *plain = malloc(size), *packed = malloc(bound);
    if (plain == NULL || packed == NULL) {
        writer->result = SQLITE_NOMEM;
    } else {
        hy_description_pack(description, writer->model->hash, plain);
        const size_t packed_size = ZSTD_compress(packed, bound, plain, size, PACKING_LEVEL);
        hy_row row = begin_table(writer, "INSERT INTO worlds VALUES (?, ?, ?)");
        hy_row_integer(&row, 0);
        hy_row_integer(&row, (int64_t)size);
        hy_row_blob(&row, packed, packed_size);
        end_row(writer, &row);
        end_table(&row);
    }
    free(packed);
    free(plain);
}

int hy_world_write(sqlite3 *database, const hy_store_definition *definition)
{
    world_writer writer = {.database = database, .definition = definition, .model = definition->model};
    write_texts(&writer);
    write_settings(&writer);
    write_levels(&writer);
    write_sheets(&writer);
    write_rooms(&writer);
    write_openings(&writer);
    write_obstacles(&writer);
    write_places(&writer);
    write_stages(&writer);
    write_sounds(&writer);
    write_groups(&writer);
    write_persons(&writer);
    write_ties(&writer);
    write_incidents(&writer);
    write_interventions(&writer);
    if (definition->document != NULL && writer.result == SQLITE_OK) {
        write_packed(&writer, hy_document_description(definition->document));
    }
    return writer.result;
}
