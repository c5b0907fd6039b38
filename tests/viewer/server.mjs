// The local server against those who should not be served. Usage: server.mjs ADDRESS PLAN
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';

const [address, planPath] = process.argv.slice(2);
const url = new URL(address);
const port = Number(url.port);
const own = `127.0.0.1:${port}`;

// sends bytes as they are, and gives the status and the text of the answer
function talk(text, { waits = 8000, pieces = null } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let answer = '';
    const begun = Date.now();
    socket.setTimeout(waits, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error)));
    socket.on('close', () => resolve({ status: Number(answer.split(' ')[1] ?? 0), answer, ms: Date.now() - begun }));
    socket.write(text);
    if (pieces) {
      pieces(socket);
    }
  });
}

const request = (method, path, headers = {}, body = '') =>
  talk(
    `${method} ${path} HTTP/1.1\r\n` +
      Object.entries({ Host: own, Connection: 'close', ...headers })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      `\r\n${body}`,
  );
const post = (body, headers = {}) => request('POST', `${url.pathname}check`, { 'Content-Length': Buffer.byteLength(body), ...headers }, body);
const verdictOf = ({ answer }) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const problemsOf = (response) => verdictOf(response).problems;

const plan = readFileSync(planPath, 'utf8');

async function check(name, test) {
  await test();
  console.log(`ok: ${name}`);
}

await check('the page is served to who knows the token', async () => {
  assert.match(url.pathname, /^\/[0-9a-f]{32}\/$/);
  const page = await request('GET', url.pathname);
  assert.equal(page.status, 200);
  assert.match(page.answer, /id="world">\{/);
  assert.match(page.answer, /X-Content-Type-Options: nosniff/);
  assert.equal((await request('HEAD', url.pathname)).answer.split('\r\n\r\n')[1], '');
  assert.equal((await request('GET', url.pathname, { Host: `localhost:${port}`, Origin: `http://localhost:${port}` })).status, 200);
});

await check('it listens on this machine only', async () => {
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(':' + port.toString(16).toUpperCase().padStart(4, '0')));
  assert.deepEqual(listening.map(([, local]) => local.split(':')[0]), ['0100007F']);
});

await check('a foreign Host is refused', async () => {
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `127.0.0.1:${port}.evil.example`]) {
    assert.equal((await request('GET', url.pathname, { Host: host })).status, 403, host);
  }
  assert.ok([400, 403].includes((await talk(`GET ${url.pathname} HTTP/1.1\r\n\r\n`)).status));
});

await check('a foreign Origin is refused', async () => {
  for (const origin of ['http://evil.example', 'null', `https://${own}`, `http://${own}.evil.example`, `http://evil.example@${own}`]) {
    assert.equal((await request('GET', url.pathname, { Origin: origin })).status, 403, origin);
    assert.equal((await post('plan: x', { Origin: origin })).status, 403, origin);
  }
});

await check('a missing or wrong token is refused', async () => {
  const wrong = url.pathname.replace(/[0-9a-f]/, (digit) => (digit === '0' ? '1' : '0'));
  for (const path of ['/', '/check', '/index.html', wrong, wrong + 'check', url.pathname.slice(0, -1), url.pathname.slice(0, -2) + '/']) {
    assert.equal((await request('GET', path)).status, 404, path);
  }
});

await check('no path leads out of the page', async () => {
  for (const path of ['../', '../../etc/passwd', '..%2f..%2fetc/passwd', '%2e%2e/etc/passwd', './check', 'check/', '//etc/passwd', 'check%00']) {
    const { status, answer } = await request('GET', url.pathname + path);
    assert.ok([400, 403, 404, 405].includes(status), `${path} gave ${status}`);
    assert.doesNotMatch(answer, /root:/);
  }
});

await check('other methods are refused', async () => {
  for (const method of ['PUT', 'DELETE', 'POST', 'OPTIONS', 'PATCH', 'PROPFIND']) {
    const { status } = await request(method, url.pathname, { 'Content-Length': 0 });
    assert.ok([400, 405, 501].includes(status), `${method} gave ${status}`);
  }
  assert.equal((await request('GET', `${url.pathname}check`)).status, 405);
});

await check('a good plan has no problems, a broken one has them with their lines', async () => {
  assert.deepEqual(problemsOf(await post(plan)), []);
  const problems = problemsOf(await post(plan.replace('wall: north, at_m: 0.5', 'wall: north, at_m: 5.5')));
  assert.ok(problems.length > 0 && problems[0].line > 0 && problems[0].text.length > 10);
});

await check('a plan is drawn, sound or not, and each problem belongs to a shape of it', async () => {
  const sound = verdictOf(await post(plan)).drawing;
  assert.deepEqual(sound.levels, ['ground']);
  assert.equal(sound.shapes.filter(({ kind }) => kind === 'room').length, 3);
  assert.ok(sound.shapes.every(({ problems }) => problems.length === 0));
  for (const [part, broken, kind] of [
    ['wall: north, at_m: 0.5', 'wall: north, at_m: 5.5', 'opening'],
    ['at: [6, 0], is_mirrored', 'at: [4, 0], is_mirrored', 'room'],
    [', step_m: [1.2, 2.2]', '', 'furniture'],
    ['at: [9, 3.5], count', 'at: [99, 3.5], count', 'ground'],
  ]) {
    assert.ok(plan.includes(part), part);
    const { problems, drawing } = verdictOf(await post(plan.replace(part, broken)));
    assert.ok(problems.length > 0, broken);
    assert.ok(drawing.shapes.some((shape) => shape.kind === kind && shape.problems.includes(0)), broken);
  }
  // a level that is not there, copies without end, and no plan at all
  assert.equal(verdictOf(await post(plan.replaceAll('level: "ground"', 'level: "grond"'))).drawing.shapes[0].level, -1);
  const many = verdictOf(await post(plan.replace('columns: 3, rows: 2', 'columns: 200, rows: 200'))).drawing;
  assert.ok(many.shapes.length <= 20000, `${many.shapes.length} shapes`);
  assert.equal(verdictOf(await post('strain: x\nstages: []\n')).drawing, null);
});

await check('a scenario is refused: it would name files', async () => {
  const problems = problemsOf(await post('scenario: x\nplan: /etc/passwd\nstrain: /etc/shadow\n'));
  assert.equal(problems.length, 1);
  assert.match(problems[0].text, /names other files/);
});

await check('nonsense is answered with problems', async () => {
  for (const text of ['', '\0\0\0', '{', 'plan: [', '\xff\xfe', 'x'.repeat(100000)]) {
    const { status, ...rest } = await post(text);
    assert.equal(status, 200);
    assert.ok(problemsOf(rest).length > 0);
  }
});

await check('an oversized upload is refused before it is read', async () => {
  const { status } = await request('POST', `${url.pathname}check`, { 'Content-Length': 1 << 30 }, 'x');
  assert.equal(status, 413);
});

await check('oversized headers are refused', async () => {
  const { status } = await request('GET', url.pathname, { 'X-Long': 'x'.repeat(100000) });
  assert.ok([0, 400, 413, 431].includes(status), `gave ${status}`);
});

await check('slow requests lose their connection, and others are served meanwhile', async () => {
  const slow = Array.from({ length: 8 }, () => talk('GET / HTTP/1.1\r\nHost:', { waits: 20000 }));
  assert.equal((await request('GET', url.pathname)).status, 200);
  for (const { ms } of await Promise.all(slow)) {
    assert.ok(ms < 15000, `held for ${ms} ms`);
  }
});

await check('a thousand connections are all answered', async () => {
  const all = [];
  for (let i = 0; i < 1000; i++) {
    all.push(request('GET', i % 2 ? url.pathname : '/'));
    if (i % 50 === 49) {
      await all[i];
    }
  }
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].sort(), [200, 404]);
});
