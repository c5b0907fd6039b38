// Play, pause, speed and single steps.
import type { App } from './app';
import { SPEEDS } from './playback';
import { Timeline } from './timeline';
import { useApp } from './use';
import { clockOf } from './world';

export function Transport({ app }: { app: App }) {
  useApp(app);
  const { playback, scene } = app;
  const isPlaying = playback?.isPlaying ?? false;
  const step = (ticks: number) => {
    app.touch();
    playback?.pause();
    playback?.seek(playback.now + ticks);
  };
  return (
    <footer class="transport">
      <button
        class="play"
        disabled={!scene}
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title="Space"
        onClick={() => {
          app.touch();
          playback?.toggle();
        }}
      >
        {isPlaying ? '❚❚' : '▶'}
      </button>
      <div class="time">
        <output class="clock" aria-label="Clock">
          {scene && playback ? clockOf(scene, playback.now) : '--:--:--'}
        </output>
        <div class="steps">
          <button aria-label="One step back" title="," onClick={() => step(-1)}>
            ‹
          </button>
          <select
            aria-label="Speed"
            title="+ and −"
            value={playback?.speed ?? 20}
            onChange={(event) => {
              if (playback) {
                playback.speed = Number(event.currentTarget.value);
              }
              app.change();
            }}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
          <button aria-label="One step on" title="." onClick={() => step(1)}>
            ›
          </button>
        </div>
      </div>
      <Timeline app={app} />
    </footer>
  );
}
