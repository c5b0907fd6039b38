// Follows who hides where through the events of a record.
#include "study/companies.h"

#include <stdlib.h>
#include <string.h>

typedef struct watch {
    const hy_record *record;
    hy_companies *found;
    uint32_t capacity;
    uint32_t *open;    // by room: its company, HY_NONE while nobody hides there
    uint32_t *present; // by company: how many are there
    uint32_t *company; // by person: where he or she hides, HY_NONE
    bool has_failed;
} watch;

static bool grow(watch *w)
{
    const uint32_t capacity = 2 * w->capacity + 16;
    hy_company *companies = realloc(w->found->companies, capacity * sizeof *companies);
    w->found->companies = companies != NULL ? companies : w->found->companies;
    uint32_t *present = realloc(w->present, capacity * sizeof *present);
    w->present = present != NULL ? present : w->present;
    w->has_failed = companies == NULL || present == NULL;
    w->capacity = w->has_failed ? w->capacity : capacity;
    return !w->has_failed;
}

static uint32_t company_of_room(watch *w, const hy_record_event *event)
{
    if (w->open[event->room] != HY_NONE) {
        return w->open[event->room];
    }
    if (w->found->count == w->capacity && !grow(w)) {
        return HY_NONE;
    }
    const uint32_t index = w->found->count++;
    w->found->companies[index] = (hy_company){
        .room = event->room, .first_event = event->id, .first_infection = HY_NONE, .first_leaving = HY_NONE};
    w->present[index] = 0;
    w->open[event->room] = index;
    return index;
}

static bool is_member(const hy_company *company, uint32_t person)
{
    for (uint32_t i = 0; i < company->member_count; i++) {
        if (company->members[i] == person) {
            return true;
        }
    }
    return false;
}

static void leave(watch *w, uint32_t person)
{
    const uint32_t index = w->company[person];
    w->company[person] = HY_NONE;
    if (--w->present[index] == 0) {
        w->open[w->found->companies[index].room] = HY_NONE;
    }
}

static void join(watch *w, const hy_record_event *event)
{
    if (w->company[event->who] != HY_NONE) {
        leave(w, event->who);
    }
    const uint32_t index = company_of_room(w, event);
    if (index == HY_NONE) {
        return;
    }
    hy_company *company = &w->found->companies[index];
    w->company[event->who] = index;
    w->present[index]++;
    company->last_event = event->id;
    if (is_member(company, event->who)) {
        return;
    }
    uint32_t *members = realloc(company->members, (company->member_count + 1) * sizeof *members);
    if (members == NULL) {
        w->has_failed = true;
        return;
    }
    company->members = members;
    members[company->member_count++] = event->who;
}

static void note(watch *w, const hy_record_event *event)
{
    if (event->who == HY_NONE) {
        return;
    }
    if (event->kind == HY_event_hid && event->room != HY_NONE) {
        join(w, event);
        return;
    }
    if (w->company[event->who] == HY_NONE) {
        return;
    }
    const hy_record_person *person = &w->record->persons[event->who];
    hy_company *company = &w->found->companies[w->company[event->who]];
    const bool is_infection = person->infection_event == event->id;
    const bool is_leaving = event->kind == HY_event_left_hiding || event->kind == HY_event_turned ||
                            person->fate_event == event->id;
    if (!is_infection && !is_leaving) {
        return;
    }
    if (is_infection) {
        company->first_infection = company->infected_count++ == 0 ? event->id : company->first_infection;
    } else if (company->first_leaving == HY_NONE) {
        company->first_leaving = event->id;
    }
    company->last_event = event->id;
    leave(w, event->who);
}

static void keep_companies(watch *w)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->found->count; i++) {
        hy_company company = w->found->companies[i];
        const uint32_t gone = company.member_count - w->present[i];
        company.staying_count = w->present[i];
        company.left_count = gone > company.infected_count ? gone - company.infected_count : 0;
        if (company.member_count < 2) {
            free(company.members);
        } else {
            w->found->companies[kept++] = company;
        }
    }
    w->found->count = kept;
}

hy_status hy_companies_find(const hy_record *record, hy_companies *found)
{
    *found = (hy_companies){0};
    const size_t rooms = ((size_t)record->room_count + 1) * sizeof(uint32_t);
    const size_t people = ((size_t)record->person_count + 1) * sizeof(uint32_t);
    watch w = {.record = record, .found = found, .open = malloc(rooms), .company = malloc(people)};
    w.has_failed = w.open == NULL || w.company == NULL;
    if (!w.has_failed) {
        memset(w.open, 0xff, rooms);
        memset(w.company, 0xff, people);
    }
    for (uint32_t i = 0; i < record->event_count && !w.has_failed; i++) {
        note(&w, &record->events[i]);
    }
    keep_companies(&w);
    free(w.open);
    free(w.present);
    free(w.company);
    if (w.has_failed) {
        hy_companies_clear(found);
        return HY_OUT_OF_MEMORY;
    }
    return HY_OK;
}

void hy_companies_clear(hy_companies *companies)
{
    for (uint32_t i = 0; i < companies->count; i++) {
        free(companies->companies[i].members);
    }
    free(companies->companies);
    *companies = (hy_companies){0};
}
