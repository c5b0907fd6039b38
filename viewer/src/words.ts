// Events in words.
import type { Event } from './history';
import { nameOf, type Scene } from './world';

/** What stands between the one whom an event befell or who did it, and the other. */
const JOINTS: Record<string, string> = {
  was_bitten: 'by',
  was_exposed: 'by',
  was_gripped: 'by',
  was_stopped: 'by',
  escaped_infection: 'by',
  broke_free: 'from',
  died: 'by',
  froze: 'at the sight of',
  screamed: 'because of',
  went_to_help: '',
  shot: '',
  believed: 'through',
  began_to_doubt: 'because of',
};

export function sentenceOf(scene: Scene, event: Event): { text: string; other: number } {
  const kind = scene.eventKinds[event.kind];
  const isStage = kind.word === 'turned';
  const stage = isStage ? scene.stages[event.detail]?.name : '';
  const text = isStage ? `became ${stage}` : kind.text;
  const joint = JOINTS[kind.word];
  return event.whom >= 0 && joint !== undefined ? { text: `${text} ${joint}`.trim(), other: event.whom } : { text, other: -1 };
}

export function placeWords(scene: Scene, event: Event): string {
  if (event.opening >= 0) {
    return scene.openings[event.opening].name;
  }
  return event.room >= 0 ? scene.rooms[event.room].name : '';
}

export function whoWords(scene: Scene, event: Event): string {
  return event.who >= 0 ? nameOf(scene, event.who) : '';
}

/** Kinds of events that one looks for, in groups. */
export const KIND_GROUPS: { label: string; words: string[] }[] = [
  { label: 'bites', words: ['was_bitten', 'was_exposed', 'escaped_infection'] },
  { label: 'turnings', words: ['turned'] },
  { label: 'deaths', words: ['was_stopped', 'died', 'was_overcome'] },
  { label: 'escapes', words: ['got_away', 'was_taken_away', 'broke_free'] },
  { label: 'doors', words: ['shut_door', 'locked_door', 'unlocked_door', 'barricaded_door', 'broke_door', 'fell_through_door', 'door_by_order'] },
  { label: 'hiding', words: ['hid', 'left_hiding'] },
  { label: 'minds', words: ['began_to_doubt', 'believed', 'froze', 'screamed', 'warned'] },
  { label: 'fights and help', words: ['was_gripped', 'took_weapon', 'shot', 'went_to_help'] },
];
