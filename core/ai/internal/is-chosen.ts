import { createHmac } from 'node:crypto';

/** Chance that whoever asks cannot foresee: it hangs on a secret and on an id that is made for each call. */
export function isChosen(key: string, callId: string, oneIn: number): boolean {
  return createHmac('sha256', key).update(`review ${callId}`).digest().readUInt32BE() % oneIn === 0;
}
