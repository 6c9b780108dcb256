export const ends = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(1_000)]);
