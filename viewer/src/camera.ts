// What part of the poster is on the screen.
import type { Box, Layout, Panel } from './layout';

export class Camera {
  /** middle of the screen on the poster, and pixels of the screen for a metre of it */
  x = 0;
  y = 0;
  scale = 1;
  width = 1;
  height = 1;
  /** at the lower edge of the map stand its buttons: so much height is theirs */
  buttonsPx = 34;

  fit(box: Box, margin = 12): void {
    const wide = Math.max(1e-3, box.high[0] - box.low[0]);
    const high = Math.max(1e-3, box.high[1] - box.low[1]);
    this.scale = Math.min((this.width - 2 * margin) / wide, (this.height - this.buttonsPx - 2 * margin) / high);
    this.x = (box.low[0] + box.high[0]) / 2;
    this.y = (box.low[1] + box.high[1]) / 2 - this.buttonsPx / 2 / this.scale;
  }

  fitAll(layout: Layout): void {
    this.fit({ low: [0, 0], high: [layout.width, layout.height] });
  }

  fitPanel(panel: Panel): void {
    const { box, scale, x, y } = panel;
    this.fit({
      low: [x, y],
      high: [x + (box.high[0] - box.low[0]) * scale, y + (box.high[1] - box.low[1]) * scale + 3 * scale],
    });
  }

  screenX(posterX: number): number {
    return this.width / 2 + (posterX - this.x) * this.scale;
  }

  screenY(posterY: number): number {
    return this.height / 2 - (posterY - this.y) * this.scale;
  }

  posterX(screenX: number): number {
    return this.x + (screenX - this.width / 2) / this.scale;
  }

  posterY(screenY: number): number {
    return this.y - (screenY - this.height / 2) / this.scale;
  }

  zoom(by: number, screenX: number, screenY: number): void {
    const x = this.posterX(screenX);
    const y = this.posterY(screenY);
    this.scale = Math.min(400, Math.max(0.2, this.scale * by));
    this.x = x - (screenX - this.width / 2) / this.scale;
    this.y = y + (screenY - this.height / 2) / this.scale;
  }

  pan(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
  }
}

/** From the plan to the screen, within one panel: screen = offset + factor * plan, with y turned over. */
export interface Placing {
  factor: number;
  offsetX: number;
  offsetY: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export function placingOf(camera: Camera, panel: Panel): Placing {
  const factor = camera.scale * panel.scale;
  const left = camera.screenX(panel.x);
  const bottom = camera.screenY(panel.y);
  const width = (panel.box.high[0] - panel.box.low[0]) * factor;
  const height = (panel.box.high[1] - panel.box.low[1]) * factor;
  return {
    factor,
    offsetX: left - panel.box.low[0] * factor,
    offsetY: bottom + panel.box.low[1] * factor,
    left,
    top: bottom - height,
    width,
    height,
  };
}
