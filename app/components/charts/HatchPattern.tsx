import type { Paint } from './paint.ts';

/** The drawing of "unknown". Use it as `fill="url(#id)"`. */
export function HatchPattern({ id, paint }: { id: string; paint: Paint }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="5" {...paint('hatch')} />
      </pattern>
    </defs>
  );
}
