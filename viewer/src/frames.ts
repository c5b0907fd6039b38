// One moment of a history, as the worker hands it to the page.

/** Numbers of a person in Frame.people: x, y (plan), heading (radians), level (-1 away), kind. */
export const PERSON_NUMBERS = 5;

/** Kinds are cells, with 8 added for staff. */
export const STAFF_KIND = 8;

/** What is known of the person who is watched. */
export interface Watched {
  person: number;
  values: Record<string, number>;
  friends: number[];
  /** by drive, below 0 for what cannot be chosen */
  utilities: number[];
}

/** What is to be mapped over the rooms: what a person sees, how loud it is, how far it is to an opening. */
export interface MapWish {
  kind: 'sight' | 'noise' | 'distance';
  /** a person, nothing, an opening */
  subject: number;
}

export interface MapOfRooms {
  wish: MapWish;
  /** for each room: its index, the south-west corner, the side of a cell, columns, rows, and the values; below 0 for none */
  numbers: Float32Array<ArrayBuffer>;
}

export interface Frame {
  tick: number;
  hash: string;
  people: Float32Array<ArrayBuffer>;
  rooms: Uint32Array<ArrayBuffer>;
  /** 1 open, 2 locked, 4 broken, 8 barricaded */
  doors: Uint8Array<ArrayBuffer>;
  counts: Uint32Array<ArrayBuffer>;
  /** who screams or warns */
  cries: number[];
  watched: Watched | null;
  maps: MapOfRooms[];
}
