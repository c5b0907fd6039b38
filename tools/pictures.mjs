// The README's pictures: screenshots of the viewer, each of a moment that its address names. Usage: tools/pictures.mjs, or
// `make pictures`, which builds what it needs: build/release/hyosan, the page, viewer/node_modules and Debian's Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(`${root}/viewer/node_modules/index.js`)('playwright-core');
const school = join(root, 'scenarios/hyosan-high.yaml');
const folder = mkdtempSync(join(tmpdir(), 'hyosan-pictures-'));
const LIMIT_BYTES = 300000;
const RUNS = '8';
/** the hour in which it happens is all that is shown: the rest of the day need not be made */
const END = '13:00';
const TICKS_PER_S = 10;
const at = (clock) => {
  const [hour, minute, second] = clock.split(':').map(Number);
  return ((hour - 11) * 3600 + (minute - 45) * 60 + (second ?? 0)) * TICKS_PER_S;
};

/** what is spoilt in the plan that is dropped */
const BREAK = {
  room: 'name: "3-1", level: "2F", module: classroom, at: [31.5, 0]',
  moved: 'name: "3-1", level: "2F", module: classroom, at: [29.5, 0]',
  door: 'name: "gym back door", kind: double_door, wall: north, at_m: 19.0, width_m: 1.8',
  wider: 'name: "gym back door", kind: double_door, wall: north, at_m: 19.0, width_m: 18',
};

const command = join(root, 'build/release/hyosan');
const hyosan = (...words) => execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

async function opened(url, options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  await page.goto(url);
  await page.waitForSelector('.welcome', { timeout: 120000 });
  // everything is known: how it goes on stands in the strip
  await page.waitForFunction(() => !document.querySelector('.front'), null, { timeout: 1800000 });
  return page;
}

async function go(page, tick) {
  await page.$eval(
    '.strip input',
    (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    tick,
  );
  await page.waitForFunction((wanted) => Number(document.querySelector('.map canvas:last-child').dataset.tick) === wanted, tick);
  await page.waitForTimeout(400);
}

async function take(page, name) {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(600);
  const path = join(root, 'docs/pictures', `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  console.log(`docs/pictures/${name}.png ${size} bytes`);
  if (size > LIMIT_BYTES) {
    throw new Error(`${name}.png is larger than ${LIMIT_BYTES} bytes`);
  }
}

const layer = (page, name) => page.click(`.layers button:text-is("${name}")`);

async function person(page, name) {
  await page.keyboard.press('p');
  await page.fill('input[type=search]', name);
  await page.click('.people .person');
  await page.waitForSelector('.person-panel meter');
  await page.focus('.person-panel h2 + button');
}

async function taken(url) {
  const page = await opened(url);
  await go(page, at('12:43:40'));
  await take(page, 'outbreak');
  // one of them, what she sees, and why she does what she does
  await go(page, at('12:39:30'));
  await person(page, 'Nam On-jo');
  await layer(page, 'sight');
  await page.keyboard.press('f');
  await page.waitForTimeout(3500);
  await take(page, 'person');
  await page.keyboard.press('f');
  await layer(page, 'sight');
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  // what many runs say, and this one among them
  await layer(page, 'risk');
  await page.keyboard.press('c');
  await page.waitForSelector('.chart:nth-of-type(2) canvas');
  await take(page, 'among-many');
  await layer(page, 'risk');
  // what if the alarm rang, at night colours
  await page.keyboard.press('d');
  await go(page, at('12:36:00'));
  await page.keyboard.press('w');
  await page.click('.what-if button:has-text("ring the alarm")');
  await page.waitForSelector('.switch');
  await page.waitForFunction(() => !document.querySelector('.front'), null, { timeout: 1800000 });
  await layer(page, 'noise');
  await go(page, at('12:43:40'));
  await take(page, 'what-if');
  await page.context().close();
}

// a plan with a door and a room where they cannot be, dropped onto the page of the local server
async function dropped() {
  const server = spawn(command, ['view', join(root, 'scenarios/two-rooms.yaml'), '--no-browser'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const address = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data).trim())));
    const page = await opened(address);
    const plan = readFileSync(join(root, 'plans/hyosan-high.yaml'), 'utf8');
    const broken = plan.replace(BREAK.room, BREAK.moved).replace(BREAK.door, BREAK.wider);
    await go(page, 3000);
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'my-school.yaml', { type: 'text/yaml' }));
      document.querySelector('.main').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, broken);
    await page.waitForSelector('.plan-drawing .wrong');
    await take(page, 'problems');
    await page.context().close();
  } finally {
    server.kill();
  }
}

try {
  hyosan('ensemble', school, '--runs', RUNS, '--set', `end=${END}`, '--out', join(folder, 'many.hyo'), '--quiet');
  hyosan('export', join(folder, 'many.hyo'), '--format', 'html', '-o', join(folder, 'school.html'));
  await taken(pathToFileURL(join(folder, 'school.html')).href);
  await dropped();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
