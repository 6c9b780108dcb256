import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Linear sRGB, each part 0 to 1. */
export type Linear = readonly [number, number, number];

/** Source of the matrices: Björn Ottosson, "A perceptual color space for image processing". */
export function oklchToLinear(lightness: number, chroma: number, hueDegrees: number): Linear {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** True where a screen of sRGB can show the colour as it is meant. */
export function inGamut(color: Linear): boolean {
  return color.every((part) => part >= -0.001 && part <= 1.001);
}

const clamp = (part: number) => Math.min(1, Math.max(0, part));

/** WCAG 2.2, "relative luminance". */
export function luminance([red, green, blue]: Linear): number {
  return 0.2126 * clamp(red) + 0.7152 * clamp(green) + 0.0722 * clamp(blue);
}

/** WCAG 2.2, "contrast ratio". */
export function contrast(one: Linear, other: Linear): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

export function toHex(color: Linear): string {
  const parts = color.map((part) => {
    const value = clamp(part);
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

/** OKLab of a colour, for distances as people see them. */
export function toOklab([red, green, blue]: Linear): readonly [number, number, number] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** How a colour looks to eyes that lack one kind of cone. Source: Machado, Oliveira and Fernandes 2009, severity 1. */
const blindness = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export type Sight = keyof typeof blindness | 'all cones';

export function asSeenBy([red, green, blue]: Linear, sight: Sight): Linear {
  if (sight === 'all cones') return [red, green, blue];
  const [a, b, c, d, e, f, g, h, i] = blindness[sight];
  return [
    clamp(a * red + b * green + c * blue),
    clamp(d * red + e * green + f * blue),
    clamp(g * red + h * green + i * blue),
  ];
}

export interface Token {
  light: Linear;
  dark: Linear;
}

/** Every colour of tokens.css that is written as light-dark(oklch(…), oklch(…)). */
export function readTokens(): Map<string, Token> {
  const css = readFileSync(path.resolve('app/styles/tokens.css'), 'utf8');
  const one = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
  const pattern = new RegExp(String.raw`--color-([\w-]+):\s*light-dark\(\s*${one},\s*${one}\s*\);`, 'g');
  return new Map(
    [...css.matchAll(pattern)].map(([, name = '', ...numbers]) => {
      const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = numbers.map(Number);
      return [name, { light: oklchToLinear(l1, c1, h1), dark: oklchToLinear(l2, c2, h2) }];
    }),
  );
}
