import type { Prices } from './pins.ts';

/** Tokens that a message costs beside its text. */
const TOKENS_OF_MESSAGE = 16;

/** Billionths of a US dollar. @param dollars as an endpoint says them */
export function nanosOf(dollars: number): bigint {
  return BigInt(Math.round(dollars * 1e9));
}

/** Dollars, for people to read. */
export function dollarsOf(nanos: bigint): number {
  return Number(nanos) / 1e9;
}

/**
 * The most that a request can cost at these prices: no token is shorter than a byte.
 * @param bytes of everything that is sent
 */
export function reserveOf(
  { bytes, messages, maxTokens }: { bytes: number; messages: number; maxTokens: number },
  { prompt, completion }: Prices,
): bigint {
  const dollarsPerMillion = (bytes + messages * TOKENS_OF_MESSAGE) * prompt + maxTokens * completion;
  return BigInt(Math.ceil(dollarsPerMillion * 1_000));
}
