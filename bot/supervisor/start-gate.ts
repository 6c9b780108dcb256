/** Lets `limit` holders in at a time, in order. */
export function createStartGate(limit: number) {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    /** Resolves with the way out, which may be called many times. */
    async enter(): Promise<() => void> {
      if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      };
    },
  };
}

export type StartGate = ReturnType<typeof createStartGate>;
