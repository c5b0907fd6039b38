// Colours of plan and people, for light and dark. Kinds are told apart by shape as well; the hues are those of M. Okabe and
// K. Ito, which every kind of colour vision tells apart.

export interface Palette {
  isDark: boolean;
  paper: string;
  ink: string;
  faint: string;
  wall: string;
  window: string;
  outdoor: string;
  path: string;
  floor: string;
  furniture: string;
  rooms: Record<string, string>;
  doorShut: string;
  doorLocked: string;
  doorBarricaded: string;
  doorBroken: string;
  select: string;
  bite: string;
  /** human, incubating, zombie, halfbie, dead, escaped */
  kinds: [string, string, string, string, string, string];
  edge: string;
}

const light: Palette = {
  isDark: false,
  paper: '#f4f3ee',
  ink: '#23262a',
  faint: '#6d7278',
  wall: '#3b3f45',
  window: '#6fb7df',
  outdoor: '#e3e8d6',
  path: '#e6e3da',
  floor: '#ffffff',
  furniture: '#ddd6c6',
  rooms: {
    classroom: '#fdf6e2', corridor: '#ffffff', lobby: '#ffffff', stair: '#e4e4f0', toilet: '#e1f0f4', office: '#f6ebe0',
    store: '#ededed', laboratory: '#eaf2dd', library: '#efe8f5', music_room: '#efe8f5', broadcast_room: '#efe8f5',
    cafeteria: '#fbeede', kitchen: '#f3e6da', gym: '#e9edf5', nurse_room: '#fbe6e6', shaft: '#c9c9c9',
    building_site: '#e9e1d3', court: '#dfe6cf', car_park: '#dddcd8', roof: '#ecede8',
  },
  doorShut: '#8a5a2b',
  doorLocked: '#111111',
  doorBarricaded: '#009e73',
  doorBroken: '#d55e00',
  select: '#000000',
  bite: '#b0003a',
  kinds: ['#0072b2', '#e3b505', '#d5480a', '#b4579a', '#7b7f85', '#0072b2'],
  edge: '#ffffff',
};

const dark: Palette = {
  isDark: true,
  paper: '#101418',
  ink: '#e8eaec',
  faint: '#9aa3ab',
  wall: '#8b949d',
  window: '#3d7fa6',
  outdoor: '#18211b',
  path: '#1e2328',
  floor: '#22282e',
  furniture: '#3a4149',
  rooms: {
    classroom: '#2a2a22', corridor: '#22282e', lobby: '#22282e', stair: '#2a2a3a', toilet: '#1e2d33', office: '#2e2822',
    store: '#26282b', laboratory: '#232d1f', library: '#2a2533', music_room: '#2a2533', broadcast_room: '#2a2533',
    cafeteria: '#2f2920', kitchen: '#2b2620', gym: '#222836', nurse_room: '#332424', shaft: '#15181b',
    building_site: '#2a261f', court: '#1e2a1c', car_park: '#202326', roof: '#20262a',
  },
  doorShut: '#c08a4e',
  doorLocked: '#ffffff',
  doorBarricaded: '#19c796',
  doorBroken: '#ff7a2a',
  select: '#ffffff',
  bite: '#ff5c8a',
  kinds: ['#56b4e9', '#f0e442', '#ff7043', '#e08cc4', '#8d959c', '#56b4e9'],
  edge: '#0b0e11',
};

const scheme = window.matchMedia('(prefers-color-scheme: dark)');

let prefersDark = scheme.matches;
scheme.addEventListener('change', () => (prefersDark = scheme.matches));

/** The reader's own choice wins over that of the system. */
export function paletteNow(): Palette {
  const chosen = document.documentElement.dataset.scheme;
  return (chosen ? chosen === 'dark' : prefersDark) ? dark : light;
}

export function onSchemeChange(listener: () => void): void {
  scheme.addEventListener('change', listener);
}
