// The chronicle as the engine tells it.

export interface Episode {
  title: string;
  /** first tick, end tick, first item, how many items */
  range: [number, number, number, number];
  /** tick, event, sentence, and how many people would be expected to fare otherwise without it */
  twist: [number, number, string, number] | null;
}

/** kind, 1 for harm, 1 for knowing, doer, whom, act and effect (events) */
export type Deed = [number, number, number, number, number, number, number];

export interface Told {
  /** tick, first event, sentence */
  items: [number, number, string][];
  /** these follow once the history has come to its end */
  episodes: Episode[];
  deeds: Deed[];
  deedTexts: string[];
}

export const NOTHING_TOLD: Told = { items: [], episodes: [], deeds: [], deedTexts: [] };
