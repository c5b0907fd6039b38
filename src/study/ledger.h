// The ledger of a history: whom each person harmed and saved, by which act, knowing or not. See docs/model/ledger.md.
#ifndef HY_STUDY_LEDGER_H
#define HY_STUDY_LEDGER_H

#include "hyosan/store.h"

// By what somebody was harmed or saved. The words are those of the .hyo file.
#define HY_DEEDS(X)                                                                                                    \
    X(bit, "bit")                                                                                                      \
    X(killed, "killed")                                                                                                \
    X(opened_door, "opened a door")                                                                                    \
    X(made_noise, "made a noise")                                                                                      \
    X(came_in_bitten, "came in bitten")                                                                                \
    X(let_in_bitten, "let in one who was bitten")                                                                      \
    X(pushed, "pushed towards them")                                                                                   \
    X(left_behind, "left in need")                                                                                     \
    X(locked_out, "did not open")                                                                                      \
    X(drove_out, "drove out")                                                                                          \
    X(infected, "infected on purpose")                                                                                 \
    X(stopped_attacker, "stopped an attacker")                                                                         \
    X(shut_door, "shut a door")                                                                                        \
    X(told, "told of it")                                                                                              \
    X(helped, "came to help")                                                                                          \
    X(let_in, "let in")                                                                                                \
    X(drew_away, "drew them away")

#define HY_DEED_WORD(word, text) HY_DEED_##word,
typedef enum hy_deed_kind { HY_DEEDS(HY_DEED_WORD) HY_DEED_COUNT } hy_deed_kind;
#undef HY_DEED_WORD

// "opened_door" and "opened a door". Thread-safe.
const char *hy_deed_word(hy_deed_kind kind);
const char *hy_deed_text(hy_deed_kind kind);

// One line of the ledger.
typedef struct hy_deed {
    hy_deed_kind kind;
    bool is_harm;    // else it saved
    bool is_knowing; // the doer had reason, and believed, when it was done
    uint32_t doer, whom;
    uint32_t act_event;    // what was done
    uint32_t effect_event; // what came of it
    uint32_t earlier;      // deed of the same doer before this one, HY_NONE
} hy_deed;

// The sums of one person.
typedef struct hy_ledger_person {
    uint32_t harmed_knowing, harmed_unaware, saved; // other people, each once
    uint32_t descendants; // infections that go back to this one's own, over whatever generations
} hy_ledger_person;

typedef struct hy_ledger {
    hy_deed *deeds; // in order of their effects
    uint32_t deed_count;
    hy_ledger_person *persons; // as many as the record has
    uint32_t *last_deeds;      // by person: the last deed, HY_NONE
} hy_ledger;

// Times that make an act count, seconds; docs/model/ledger.md says why. All are our own choice.
typedef struct hy_ledger_rules {
    double open_s;    // a door opened so long ago can have let an attacker in
    double lure_s;    // a noise so long ago can have brought an attacker
    double arrive_s;  // an attacker who came in bitten and turned inside harms so long
    double grip_s;    // an attacker who is stopped so long after the grip had still got hold
    double help_s;    // help that comes so long before somebody is free helped
    double against_s; // one who was left to them and is lost so long after was lost by that
    double safe_s;    // who stays uninfected so long was saved
} hy_ledger_rules;

hy_ledger_rules hy_ledger_rules_default(void);

// Reckons the ledger of a record. HY_OK, and the caller clears it; or HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_ledger_find(const hy_record *record, const hy_ledger_rules *rules, hy_ledger *ledger);

// Fills the sums of all persons from the deeds, as hy_ledger_find does at its end. False without memory.
bool hy_ledger_sum(const hy_record *record, hy_ledger *ledger);

void hy_ledger_clear(hy_ledger *ledger);

#endif
