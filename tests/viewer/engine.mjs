// The engine of the page under node: prints the hash of a history once every simulated minute, as tests/golden/hashes.c does.
// Usage: engine.mjs ENGINE.wasm WORLD [MINUTES]; 0 minutes means to the end.
import { readFileSync } from 'node:fs';

const [enginePath, worldPath, minutes = '0'] = process.argv.slice(2);
const module = await WebAssembly.compile(readFileSync(enginePath));
if (WebAssembly.Module.imports(module).length > 0) {
  throw new Error('the engine imports something');
}
const { exports: engine } = await WebAssembly.instantiate(module, {});

function check(status) {
  if (status !== 0) {
    const at = engine.problem(status);
    throw new Error(new TextDecoder().decode(new Uint8Array(engine.memory.buffer, at, engine.text_length(at))));
  }
}

function give(bytes) {
  const at = engine.input(bytes.length); // it may move the memory
  new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
  return bytes.length;
}

check(engine.load(give(readFileSync(worldPath))));
check(engine.begin(engine.seed()));
const sceneAt = engine.scene();
const scene = JSON.parse(new TextDecoder().decode(new Uint8Array(engine.memory.buffer, sceneAt, engine.scene_length())));
const minuteTicks = Math.round(60 / scene.step);
const lastMinute = Number(minutes) || Math.floor(scene.endTick / minuteTicks);
for (let minute = 0; minute <= lastMinute; minute++) {
  engine.run(minute * minuteTicks - engine.tick());
  engine.forget_events();
  // one that is saved and restored goes on as it would have
  if (minute === 60) {
    const savedAt = engine.save();
    const saved = new Uint8Array(engine.memory.buffer, savedAt, engine.saved_size()).slice();
    engine.run(50);
    check(engine.restore(give(saved)));
  }
  const clock = Math.round(scene.start / 60) + minute;
  const text = (number) => String(number).padStart(2, '0');
  const hash = BigInt.asUintN(64, engine.hash()).toString(16).padStart(16, '0');
  console.log(`${text(Math.floor(clock / 60) % 24)}:${text(clock % 60)} ${hash}`);
}
