// What the colours of the maps mean, and what is still missing for one that was asked for.
import type { App } from './app';
import { NOISE_RANGE_DB, rampColor, RISK_CLASSES, WAY_BAND_M, WAY_RANGE_M } from './maps';
import { useApp } from './use';

const gradient = (isTurned: boolean): string => {
  const stops = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => `rgb(${rampColor(isTurned ? 1 - share : share).join(' ')})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
};

function Scale({ label, low, high, isTurned }: { label: string; low: string; high: string; isTurned: boolean }) {
  return (
    <p>
      {label}: {low} <i class="ramp" style={{ background: gradient(isTurned) }} aria-hidden="true" /> {high}
    </p>
  );
}

export function MapLegend({ app }: { app: App }) {
  useApp(app);
  const { layers, world } = app;
  return (
    <div class="map-legend">
      {layers.has('sight') && (app.selected >= 0 ? <p>sight: the yellow ground is in view of the selected person</p> : <p>sight: select somebody</p>)}
      {layers.has('distance') &&
        (app.selectedDoor >= 0 ? (
          <Scale label={`distance to the door, bands of ${WAY_BAND_M} m`} low="0" high={`${WAY_RANGE_M} m`} isTurned={false} />
        ) : (
          <p>distance: click a door</p>
        ))}
      {layers.has('noise') && <Scale label="noise" low={`${NOISE_RANGE_DB[0]}`} high={`${NOISE_RANGE_DB[1]} dB`} isTurned={true} />}
      {layers.has('risk') && world?.study && (
        <p>
          infections a run, mean of {world.study.runs}:{' '}
          {RISK_CLASSES.slice(1).map(({ most, color }) => (
            <span key={color}>
              <i class="swatch" style={{ background: color }} aria-hidden="true" />
              {most === Infinity ? 'above' : `to ${most}`}{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
