// The page in Chromium. Usage: page.mjs MODULES FILE_PAGE SERVED_ADDRESS PLAN PICTURES HYOSAN SCENARIO FOLDER
// MODULES is viewer/node_modules; FILE_PAGE was exported from a .hyo file; PICTURES is a folder for what went wrong. FOLDER has
// among.html, the same beside many runs; many.html, from a file of many runs; and told.json, the chronicle by the command.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, filePage, address, planPath, pictures, hyosan, scenario, folder] = process.argv.slice(2);
const require = createRequire(`${modules}/index.js`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const fileUrl = pathToFileURL(filePage).href;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let failedCount = 0;

async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => {
    // Chromium's own word about its renderer is no fault of the page
    if (['error', 'warning'].includes(message.type()) && !/WebGL|GPU stall/.test(message.text())) {
      page.complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('request', (request) => {
    const from = new URL(request.url());
    if (!['file:', 'data:', 'blob:'].includes(from.protocol) && from.origin !== new URL(address).origin) {
      page.complaints.push(`asked another host: ${request.url()}`);
    }
  });
  await page.goto(url);
  await page.waitForSelector('.welcome', { timeout: 60000 });
  return page;
}

const computed = (page) => page.waitForFunction(() => !document.querySelector('.front'), null, { timeout: 90000 });
const clock = (page) => page.textContent('.clock');
const hash = (page) => page.textContent('.hash code');

// waits until the shown moment is the one of the slider
async function settle(page) {
  await page.waitForFunction(() => {
    const tick = document.querySelector('.map canvas:last-child').dataset.tick;
    return tick !== undefined && Number(tick) === Number(document.querySelector('.strip input').value);
  });
  await page.waitForTimeout(200);
}

async function seek(page, tick) {
  await page.$eval(
    '.strip input',
    (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    tick,
  );
  await settle(page);
}

async function test(name, url, options, run) {
  const begun = Date.now();
  const page = await open(url, options).catch((error) => ({ failure: error }));
  try {
    if (page.failure) {
      throw page.failure;
    }
    await run(page);
    assert.deepEqual(page.complaints, []);
    console.log(`ok: ${name}, ${Date.now() - begun} ms`);
  } catch (error) {
    failedCount++;
    console.log(`FAILED: ${name}\n${error.stack}`);
    await page.screenshot?.({ path: `${pictures}/${name.replaceAll(/\W+/g, '-')}.png` });
  } finally {
    await page.context?.().close();
  }
}

async function seriousFindings(page) {
  // the page's own policy allows no other script
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

await test('a page in one file makes the recorded history again, bit for bit', fileUrl, {}, async (page) => {
  await computed(page);
  await page.waitForSelector('.hash-same');
  assert.match(await hash(page), /^[0-9a-f]{16}$/);
});

await test('it plays and pauses, and time passes', fileUrl, {}, async (page) => {
  const before = await clock(page);
  await page.click('.welcome .big');
  await page.waitForFunction((text) => document.querySelector('.clock').textContent !== text, before);
  assert.equal(await page.$('.welcome'), null);
  await page.click('.play');
  await page.waitForSelector('.play[aria-label=Play]');
  await page.waitForTimeout(500);
  const paused = await clock(page);
  await page.waitForTimeout(700);
  assert.equal(await clock(page), paused);
});

await test('the same moment has the same hash, whatever the way to it', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 4000);
  const there = await hash(page);
  await seek(page, 500);
  assert.notEqual(await hash(page), there);
  await seek(page, 4000);
  assert.equal(await hash(page), there);
  const begun = Date.now();
  await seek(page, 9000);
  assert.ok(Date.now() - begun < 1000, 'a jump takes long');
});

await test('an event leads to its moment and its person, and the chain to the first bite', fileUrl, {}, async (page) => {
  await computed(page);
  const end = await page.$eval('.strip input', (input) => input.max);
  await seek(page, end);
  await page.click('#tab-events');
  await page.waitForSelector('.events .person');
  const at = await page.textContent('.events li:first-child .moment');
  await page.click('.events li:first-child .moment');
  await settle(page);
  assert.equal(await clock(page), at);
  await page.click('.events li:first-child .person');
  await page.waitForSelector('.person-panel');
  assert.ok((await page.$$('.chain li')).length >= 1, 'no chain');
  await page.click('.chain li:last-child .moment');
  await settle(page);
});

await test('somebody on the plan is selected by a click', fileUrl, {}, async (page) => {
  await computed(page);
  const box = await (await page.$('.map')).boundingBox();
  // somebody stands under one of these points
  let found = false;
  await page.click('.welcome .big');
  await page.click('.play');
  for (let y = 0.48; y < 0.84 && !found; y += 0.03) {
    for (let x = 0.15; x < 0.42 && !found; x += 0.025) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.waitForTimeout(200);
      found = (await page.$('.person-panel')) !== null;
    }
  }
  assert.ok(found, 'nobody was hit');
  await page.waitForSelector('.person-panel meter');
});

await test('a link shows what its sender saw', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 3210);
  await page.waitForFunction(() => location.hash.includes('tick=3210'));
  const [link, seen] = [page.url(), await hash(page)];
  const other = await open(link);
  await computed(other);
  await settle(other);
  assert.equal(await hash(other), seen);
  await other.context().close();
});

await test('another seed is one keystroke, and another history', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 6000);
  const before = await hash(page);
  await page.keyboard.press('n');
  await page.waitForFunction(() => location.hash.includes('seed=2'));
  await settle(page);
  await page.waitForFunction((text) => document.querySelector('.hash code').textContent !== text, before);
  assert.equal(await page.$('.hash-different'), null);
});

await test('the keyboard alone plays, jumps, looks closer and selects', fileUrl, {}, async (page) => {
  await computed(page);
  const before = await clock(page);
  await page.keyboard.press('ArrowRight');
  await settle(page);
  assert.notEqual(await clock(page), before);
  await page.keyboard.press('ArrowLeft');
  await settle(page);
  assert.equal(await clock(page), before);
  await page.keyboard.press('.');
  await settle(page);
  for (const key of ['1', '0', '+', '-', 'd', 'd', '?']) {
    await page.keyboard.press(key);
  }
  await page.waitForSelector('.keys');
  await page.keyboard.press('Escape');
  assert.equal(await page.$('.keys'), null);
  await page.keyboard.press('p');
  await page.focus('.people .person');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.person-panel');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.person-panel', { state: 'detached' });
});

await test('charts and story follow the clock', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 6000);
  const told = (await page.$$('.story li')).length;
  assert.ok(told >= 3);
  await page.check('.panel .hint input');
  assert.ok((await page.$$('.story li')).length > told);
  await page.click('#tab-charts');
  await page.waitForSelector('.chart canvas');
  assert.equal((await page.$$('.group-rows .numbers li')).length, 2);
  const left = await page.textContent('.group-rows .numbers');
  await seek(page, 0);
  await page.waitForFunction((before) => document.querySelector('.group-rows .numbers').textContent !== before, left);
  assert.equal(await page.textContent('.group-rows .numbers'), '6/66/6');
});

await test('the chronicle is that of the command, with its episodes and twists', fileUrl, {}, async (page) => {
  const told = JSON.parse(readFileSync(`${folder}/told.json`, 'utf8'));
  await computed(page);
  await seek(page, await page.$eval('.strip input', (input) => input.max));
  const sentences = told.episodes.flatMap((episode) => episode.sentences.map(({ text }) => text));
  assert.equal((await page.$$('.story li')).length, sentences.length);
  assert.ok(sentences[0].startsWith((await page.textContent('.story li:first-child')).slice(9, 40)));
  // one part only: it has a twist, but no title
  assert.equal(told.episodes.length, 1);
});

// ink on a canvas: how many of its pixels are not empty
const inkOf = (page, selector) =>
  page.$eval(selector, (canvas) => {
    // a copy, so that the canvas itself stays as fast as it is
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });

// turns a layer on or off, and waits until the map of it is drawn
async function toggle(page, layer, shown) {
  await page.click(`.layers button:text-is("${layer}")`);
  await page.waitForFunction((text) => (document.querySelector('canvas.maps').dataset.shown ?? '').includes(text), shown);
}

await test('layers show what somebody sees, how loud it is, and how far it is to a door', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 4000);
  assert.equal(await inkOf(page, 'canvas.maps'), 0);
  await toggle(page, 'noise', '"noise"');
  assert.ok((await inkOf(page, 'canvas.maps')) > 1000, 'no noise');
  await toggle(page, 'noise', '[[]');
  assert.equal(await inkOf(page, 'canvas.maps'), 0);
  await page.click('.layers button:text-is("sight")');
  await page.waitForSelector('.map-legend:has-text("select somebody")');
  await page.keyboard.press('p');
  await page.click('.people .person');
  await page.waitForFunction(() => document.querySelector('canvas.maps').dataset.shown.includes('"sight"'));
  const seen = await inkOf(page, 'canvas.maps');
  assert.ok(seen > 1000, 'nothing is seen');
  await toggle(page, 'sight', '[[]');
  await page.keyboard.press('Escape');
  await page.click('.layers button:text-is("distance")');
  await page.waitForSelector('.map-legend:has-text("click a door")');
  await findDoor(page);
  await page.waitForFunction(() => document.querySelector('canvas.maps').dataset.shown.includes('"distance"'));
  assert.ok((await inkOf(page, 'canvas.maps')) > 1000, 'no distances');
  // a link shows the layers too
  await page.waitForFunction(() => location.hash.includes('distance') && location.hash.includes('door='));
  const other = await open(page.url());
  await other.waitForFunction(() => (document.querySelector('canvas.maps').dataset.shown ?? '').includes('"distance"'));
  await other.context().close();
});

for (const name of ['among', 'many']) {
  await test(`this history stands among many runs: ${name}`, pathToFileURL(`${folder}/${name}.html`).href, {}, async (page) => {
    await computed(page);
    await page.click('.layers button:text-is("risk")');
    await page.waitForFunction(() => (document.querySelector('canvas.maps').dataset.shown ?? '').includes('true'));
    assert.ok((await inkOf(page, 'canvas.maps')) > 1000, 'no risk');
    await page.waitForFunction(() => /mean of 12/.test(document.querySelector('.map-legend')?.textContent ?? ''));
    await page.click('#tab-charts');
    await page.waitForSelector('.chart:nth-of-type(2) canvas');
    await page.waitForFunction(() => /among 12 runs/.test(document.querySelector('.panel')?.textContent ?? ''));
    await page.selectOption('.panel select', 'zombie');
    await page.waitForSelector('[aria-label^="zombie: this history"] canvas');
    assert.deepEqual(await seriousFindings(page), []);
  });
}

await test('what if somebody were taken away: another history beside the first, which the command repeats', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 1500);
  const before = await hash(page);
  await page.keyboard.press('p');
  await page.click('.people .person');
  await page.keyboard.press('w');
  await page.click('.what-if button:has-text("away now")');
  await page.waitForSelector('.switch');
  await page.waitForFunction(() => location.hash.includes('commands=1500.'));
  await computed(page);
  await seek(page, 1500);
  assert.equal(await hash(page), before, 'the past has changed');
  await seek(page, 9000);
  const after = await hash(page);
  await page.waitForSelector('.groups .difference');
  // the original is one keystroke away, and as it was
  await page.keyboard.press('o');
  await settle(page);
  await page.waitForFunction((text) => document.querySelector('.hash code').textContent !== text, after);
  await page.keyboard.press('o');
  await settle(page);
  // the saved list makes the same history in the command
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=save the commands')]);
  const path = `${pictures}/commands.json`;
  await download.saveAs(path);
  const told = execFileSync(hyosan, ['run', scenario, '--commands', path, '--until', '09:15', '--json', '--quiet'], { encoding: 'utf8' });
  assert.equal(JSON.parse(told).state_hash, after);
  // and so does the link
  const other = await open(page.url());
  await computed(other);
  await seek(other, 9000);
  assert.equal(await hash(other), after);
  await other.context().close();
});

await test('somebody is protected, a noise is made, and the command makes the same of it', fileUrl, {}, async (page) => {
  await computed(page);
  await seek(page, 100);
  await page.keyboard.press('p');
  await page.click('.people .person');
  await page.keyboard.press('w');
  await page.click('.what-if button:has-text("protect now")');
  await page.waitForSelector('.switch');
  await computed(page);
  // somewhere in the yard, where nobody is
  const box = await (await page.$('.map')).boundingBox();
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height * 0.42);
  await page.click('.what-if button:has-text("make a noise here")');
  await page.waitForFunction(() => /commands=[^&]*%2C/.test(location.hash));
  await computed(page);
  await seek(page, 9000);
  const after = await hash(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=save the commands')]);
  const path = `${pictures}/commands.json`;
  await download.saveAs(path);
  const saved = JSON.parse(readFileSync(path, 'utf8'));
  assert.deepEqual(saved.commands.map((command) => command.do), ['protect', 'noise']);
  assert.equal(saved.commands[1].name, 'yard');
  const told = execFileSync(hyosan, ['run', scenario, '--commands', path, '--until', '09:15', '--json', '--quiet'], { encoding: 'utf8' });
  assert.equal(JSON.parse(told).state_hash, after);
});

// clicks about until the door of the west room is selected
async function findDoor(page) {
  const box = await (await page.$('.map')).boundingBox();
  const hasDoor = async () => (await page.$('.what-if button:has-text("lock it now")')) !== null;
  for (let y = 0.34; y < 0.44 && !(await hasDoor()); y += 0.012) {
    for (let x = 0.07; x < 0.12 && !(await hasDoor()); x += 0.02) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.waitForTimeout(200);
    }
  }
  assert.ok(await hasDoor(), 'no door was hit');
}

await test('a door of the plan is locked, and stays so in the branch', fileUrl, {}, async (page) => {
  await computed(page);
  await page.click('.welcome .big');
  await page.click('.play');
  await page.keyboard.press('Escape');
  await findDoor(page);
  await page.click('.what-if button:text-is("lock it now")');
  await page.waitForSelector('.switch');
  await computed(page);
  await page.keyboard.press('.');
  await page.waitForFunction(() => /locked/.test(document.querySelector('.what-if .place')?.textContent ?? ''));
});

for (const scheme of ['light', 'dark']) {
  await test(`no serious finding of accessibility, ${scheme}`, fileUrl, { colorScheme: scheme }, async (page) => {
    await computed(page);
    assert.deepEqual(await seriousFindings(page), []);
    await seek(page, 6000);
    for (const tab of ['events', 'person', 'charts', 'what-if', 'story']) {
      await page.click(`#tab-${tab}`);
      await page.waitForTimeout(150);
      assert.deepEqual(await seriousFindings(page), [], tab);
    }
  });
}

await test('a narrow screen shows everything without a sideways scroll', fileUrl, { viewport: { width: 390, height: 800 } }, async (page) => {
  await computed(page);
  await page.click('.welcome .big');
  await page.click('.play');
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= shown, `${wide} > ${shown}`);
  for (const selector of ['.play', '.clock', '.strip', '.side', '.legend']) {
    assert.ok(await page.isVisible(selector), selector);
  }
});

for (const kind of ['canvas', 'webgl']) {
  await test(`people are drawn by ${kind}`, `${fileUrl}?draw=${kind}`, {}, async (page) => {
    await computed(page);
    assert.equal(await page.getAttribute('canvas.people', 'data-kind'), kind);
    // pictures of two moments, after the first bite: something is drawn, and it moves
    await seek(page, 3000);
    const first = await page.locator('.map').screenshot();
    await seek(page, 3100);
    const second = await page.locator('.map').screenshot();
    assert.ok(!first.equals(second), 'nobody moves');
    await page.evaluate(() => (document.querySelector('canvas.people').style.visibility = 'hidden'));
    assert.ok(!second.equals(await page.locator('.map').screenshot()), 'nobody is drawn');
  });
}

await test('the served page takes a plan, and names the problems of a bad one', address, {}, async (page) => {
  const drop = (text) =>
    page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'plan.yaml', { type: 'text/yaml' }));
      document.querySelector('.main').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, text);
  const plan = readFileSync(planPath, 'utf8');
  await drop(plan.replace('wall: north, at_m: 0.5', 'wall: north, at_m: 5.5'));
  await page.waitForSelector('.problems li');
  assert.match(await page.textContent('.problems'), /line \d+/);
  // the door that is wrong is red in both rooms that it is in, and numbered as in the list
  assert.equal((await page.$$('.plan-drawing line.wrong')).length, 2);
  assert.equal((await page.textContent('.shape-mark text')).trim(), '1');
  assert.deepEqual(await seriousFindings(page), []);
  await drop(plan.replace('at: [6, 0], is_mirrored', 'at: [4, 0], is_mirrored'));
  await page.waitForSelector('.plan-drawing polygon.wrong');
  assert.equal((await page.$$('.plan-drawing polygon.wrong')).length, 2, 'two rooms overlap');
  await page.click('.problems .close');
  await drop(plan);
  await page.waitForFunction(() => /no problem/.test(document.querySelector('.problems')?.textContent ?? ''));
});

await browser.close();
process.exit(failedCount > 0 ? 1 : 0);
