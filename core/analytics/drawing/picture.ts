import { type Appearance, pictureColors, pictureInks } from './colors.ts';
import { GUTTER, GUTTER_SPACE, type Mark } from './marks.ts';

const WIDTH = 1_088;
const MARGIN = 32;
const HEAD = 72;
const FOOT = 32;

export interface Picture {
  title: string;
  /** Whose numbers these are, and of when. */
  subtitle: string;
  /** Source, instant and coverage. */
  footer: string;
  marks: readonly Mark[];
  /** Of the marks, in pixels. */
  height: number;
  /** Whether the marks name their scale in the margin left of them. */
  gutter: boolean;
}

/** A chart as an SVG document that stands alone: its own colours and fonts, its source and instant written on it. */
export function drawPicture(
  { title, subtitle, footer, marks, height, gutter }: Picture,
  appearance: Appearance,
): string {
  const left = gutter ? GUTTER : 0;
  const paint = pictureInks(pictureColors[appearance]);
  const whole = MARGIN * 2 + HEAD + height + FOOT;
  const text = (y: number, look: Readonly<Record<string, string>>, words: string) =>
    element('text', { x: MARGIN, y: MARGIN + y, ...look }, escapeXml(words));
  const stroke = element('line', { x1: 0, y1: 0, x2: 0, y2: 5, ...paint.hatch });
  const pattern = element(
    'pattern',
    { id: 'unknown', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    stroke,
  );
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH + MARGIN * 2,
      height: whole,
      'font-family': "'Hanken Grotesk', 'Helvetica Neue', Arial, sans-serif",
      'font-size': 12,
    },
    element('title', {}, escapeXml(`${subtitle}: ${title}`)),
    element('defs', {}, pattern),
    element('rect', { width: WIDTH + MARGIN * 2, height: whole, ...paint.paper }),
    text(18, paint.title, title),
    text(40, paint.label, subtitle),
    element(
      'g',
      { transform: `translate(${MARGIN + left} ${MARGIN + HEAD})` },
      ...marks.map((mark) => drawMark(mark, paint, WIDTH - left)),
    ),
    text(HEAD + height + FOOT - 8, paint.label, footer),
  );
}

function drawMark(mark: Mark, paint: ReturnType<typeof pictureInks>, whole: number): string {
  const pixels = (share: number) => Math.round(share * whole * 10) / 10;
  switch (mark.kind) {
    case 'rect': {
      const look = mark.ink === 'hatch' ? { fill: 'url(#unknown)' } : paint[mark.ink];
      const strength = mark.strength === undefined ? {} : { 'fill-opacity': mark.strength };
      const [x, width] = [pixels(mark.x), pixels(mark.width)];
      if (!mark.round) return element('rect', { x, y: mark.y, width, height: mark.height, ...look, ...strength });
      const bend = Math.min(2, mark.height, width / 2);
      const d = `M${x} ${mark.y + mark.height}v${bend - mark.height}q0 ${-bend} ${bend} ${-bend}h${width - 2 * bend}q${bend} 0 ${bend} ${bend}v${mark.height - bend}z`;
      return element('path', { d, ...look, ...strength });
    }
    case 'line': {
      const [x1, x2] = mark.upright ? [pixels(mark.upright.x), pixels(mark.upright.x)] : [0, whole];
      return element('line', { x1, x2, y1: mark.y, y2: mark.upright?.toY ?? mark.y, ...paint[mark.ink] });
    }
    case 'run': {
      const d = mark.runs.map((run) => `M${run.map(({ x, y }) => `${pixels(x)} ${y}`).join('L')}`).join('');
      return element('path', { d, 'stroke-linejoin': 'round', ...paint[mark.ink] });
    }
    case 'text': {
      const halo = mark.halo
        ? { stroke: paint.paper.fill ?? '', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }
        : {};
      const at = { x: mark.gutter ? -GUTTER_SPACE : pixels(mark.x), y: mark.y, 'text-anchor': mark.anchor };
      return element('text', { ...at, ...paint[mark.ink], ...halo }, escapeXml(mark.text));
    }
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Leaves out control characters: XML 1.0 cannot hold them. */
function escapeXml(text: string): string {
  return text.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
