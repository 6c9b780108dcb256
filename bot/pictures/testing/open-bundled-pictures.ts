import path from 'node:path';
import type { Logger } from '#core/platform/log.server.ts';
import { bundle } from '../../../deploy/build.mjs';
import { openPictures, type Pictures } from '../pictures.ts';

/** Pictures by the thread as the build makes it: Node reads no TypeScript in a thread. */
export async function openBundledPictures(log: Logger): Promise<Pictures> {
  const folder = path.resolve('build/test');
  await bundle({ 'picture-thread': 'bot/pictures/picture-thread.ts' }, folder);
  return openPictures(log, { thread: path.join(folder, 'picture-thread.js') });
}
