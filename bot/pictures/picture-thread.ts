import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { z } from 'zod';

const requestSchema = z.object({ id: z.number(), svg: z.string() });

/** What a picture weighs twice: Discord's clients show it at half its pixels, sharp on every screen. */
const ZOOM = 2;
const FAMILY = 'Hanken Grotesk';

const { resolve } = createRequire(import.meta.url);
const font = (file: string) => readFileSync(resolve(`@expo-google-fonts/${file}`));
const fonts = [
  font('hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf'),
  font('hanken-grotesk/600SemiBold/HankenGrotesk_600SemiBold.ttf'),
];
/** Nine megabytes: read for the first picture that has a letter of it. */
let japanese: Buffer[] | undefined;
const JAPANESE = /[\p{Script=Han}\u3000-\u30ff\uff00-\uffef]/u;

function fontsFor(svg: string): Buffer[] {
  if (!JAPANESE.test(svg)) return fonts;
  japanese ??= [
    font('biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf'),
    font('biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf'),
  ];
  return [...fonts, ...japanese];
}

await initWasm(readFileSync(resolve('@resvg/resvg-wasm/index_bg.wasm')));

parentPort?.on('message', (message: unknown) => {
  const { id, svg } = requestSchema.parse(message);
  try {
    const png = draw(svg);
    parentPort?.postMessage({ id, png }, [png.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

function draw(svg: string): Uint8Array<ArrayBuffer> {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontBuffers: fontsFor(svg), defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
  });
  const image = drawing.render();
  // A copy of its own: what the library hands out may lie in its memory.
  const png = new Uint8Array(image.asPng());
  image.free();
  drawing.free();
  return png;
}
