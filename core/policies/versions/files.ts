import ai1 from './ai-1.json' with { type: 'json' };
import privacy1 from './privacy-1.json' with { type: 'json' };

/** Written by `npm run policy`. */
export const files = [
  ai1,
  privacy1,
];
