// What the page costs in Debian's Chromium: script time a picture with many people, and how fast any moment is reached.
// Usage: bench/page.mjs [people|moments]...   needs build/release/hyosan, the built page and viewer/node_modules
// Prints one row of a Markdown table a case. HYOSAN_SCENARIO is the world of which moments are opened.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(`${root}/viewer/node_modules/index.js`)('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'hyosan-page-'));
const hyosan = (...words) => execFileSync(join(root, 'build/release/hyosan'), words, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });

const HALL = { wide: 40, deep: 25, people: 1000 };

/** Halls side by side, a thousand people in each on their way to its exit: one to a square metre. */
function writeHalls(people) {
  const count = Math.ceil(people / HALL.people);
  const columns = Math.ceil(Math.sqrt((count * HALL.deep) / HALL.wide));
  const numbers = Array.from({ length: count }, (_, i) => i);
  const corner = (i) => [(i % columns) * (HALL.wide + 4), Math.floor(i / columns) * (HALL.deep + 4)];
  const plan = [
    'plan: "Halls"',
    'format: 1',
    'levels:',
    '  - {name: "ground"}',
    'rooms:',
    ...numbers.flatMap((i) => [
      `  - {name: "hall ${i}", level: "ground", use: yard, is_outdoor: true, box: [${corner(i)}, ${HALL.wide}, ${HALL.deep}],`,
      `     places: [{name: "exit ${i}", kind: exit, box: [${HALL.wide - 1}, 0, 1, ${HALL.deep}]}]}`,
    ]),
  ];
  const scenario = [
    'scenario: "Halls"',
    'plan: plan.yaml',
    'start: "09:00"',
    'end: "09:02"',
    'step_s: 0.1',
    'evacuation: {signal: "09:00"}',
    'groups:',
    ...numbers.map((i) => `  - {name: "group ${i}", count: ${HALL.people}, home: "hall ${i}", start: "hall ${i}", walk: {kind: normal, a: 1.34, b: 0.26, low: 0.6, high: 2.1}, exits: ["exit ${i}"]}`),
  ];
  writeFileSync(join(folder, 'plan.yaml'), `${plan.join('\n')}\n`);
  writeFileSync(join(folder, 'halls.yaml'), `${scenario.join('\n')}\n`);
  return join(folder, 'halls.yaml');
}

function exported(scenario) {
  const path = join(folder, 'page.html');
  hyosan('export', scenario, '--format', 'html', '-o', path, '--force');
  return pathToFileURL(path).href;
}

async function opened(url) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.addInitScript(() => {
    // Where WebGL is software the drawing itself takes seconds, and no picture follows another. Script is all that is measured:
    // buffers are filled and sent, and the last call of each drawing is left out.
    WebGL2RenderingContext.prototype.drawArraysInstanced = () => {};
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) =>
      ask((now) => {
        draw(now);
        window.pictures++;
      });
  });
  await page.goto(url);
  await page.waitForSelector('.welcome', { timeout: 600000 });
  return { browser, page };
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

async function people(number, kind) {
  const { browser, page } = await opened(`${exported(writeHalls(number))}?draw=${kind}`);
  await page.$eval('.welcome .big', (button) => button.click());
  await page.waitForTimeout(4000);
  const session = await page.context().newCDPSession(page);
  // time of the processor, so that neither other processes nor a GPU that is software count
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scriptS = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration').value;
  await page.evaluate(() => (window.pictures = 0));
  const before = await scriptS();
  await page.waitForTimeout(10000);
  const count = await page.evaluate(() => window.pictures);
  row(number, kind, count, ((1000 * ((await scriptS()) - before)) / count).toFixed(2));
  await browser.close();
}

async function moments() {
  const scenario = process.env.HYOSAN_SCENARIO ?? join(root, 'scenarios/hyosan-high.yaml');
  const { browser, page } = await opened(exported(scenario));
  const begun = Date.now();
  await page.waitForFunction(() => !document.querySelector('.front'), null, { timeout: 1800000 });
  const computedS = (Date.now() - begun) / 1000;
  const end = Number(await page.$eval('.strip input', (input) => input.max));
  const step = Number(await page.$eval('.strip input', (input) => input.dataset.step));
  const times = [];
  for (let i = 0; i < 60; i++) {
    const tick = Math.floor((((i * 37) % 60) / 60) * end);
    const asked = Date.now();
    await page.$eval('.strip input', (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, tick);
    await page.waitForFunction((wanted) => Number(document.querySelector('.map canvas:last-child').dataset.tick) === wanted, tick, { polling: 10 });
    times.push(Date.now() - asked);
  }
  times.sort((a, b) => a - b);
  row('whole history made', `${computedS.toFixed(0)} s`, `${((end * step) / computedS).toFixed(0)} times real time`);
  row('60 moments opened', `median ${share(times, 0.5)} ms`, `longest ${times[times.length - 1]} ms`);
  await browser.close();
}

const wanted = process.argv.slice(2);
try {
  if (wanted.length === 0 || wanted.includes('people')) {
    row('people', 'drawn by', 'pictures in 10 s', 'all script of the page a picture, ms of the processor');
    row('---', '---', '---', '---');
    await people(100000, 'webgl');
    await people(10000, 'webgl');
    await people(10000, 'canvas');
  }
  if (wanted.length === 0 || wanted.includes('moments')) {
    row('', '', '');
    row('---', '---', '---');
    await moments();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
