/**
 * Every place where people read what a model wrote. `says` are the words that mark it there, `warns` those that say that it
 * can be wrong. A use of a model names its places in the register.
 */
export const surfaces = {
  answer: { at: 'dashboard', says: 'assistant:page.turn.mark', warns: 'assistant:page.turn.mark' },
  'coming-answer': { at: 'dashboard', says: 'assistant:page.turn.mark', warns: 'assistant:page.turn.mark' },
  proposal: { at: 'dashboard', says: 'assistant:page.proposal.title', warns: 'assistant:page.proposal.title' },
  entry: { at: 'dashboard', says: 'knowledge:source.proposal', warns: 'knowledge:source.proposal' },
  'answer-file': { at: 'dashboard', says: 'assistant:page.turn.mark', warns: 'assistant:page.turn.mark' },
  'discord-answer': { at: 'discord', says: 'commands:ask.ai', warns: 'commands:ask.ai' },
  report: { at: 'dashboard', says: 'insights:byAi', warns: 'insights:canBeWrong' },
  'report-file': { at: 'dashboard', says: 'insights:byAi', warns: 'insights:canBeWrong' },
  digest: { at: 'discord', says: 'insights:byAi', warns: 'insights:canBeWrong' },
  sample: { at: 'dashboard', says: 'ai:reviews.mark', warns: 'ai:reviews.mark' },
} as const;
export type Surface = keyof typeof surfaces;
/** Places whose words a browser knows. */
export type PageSurface = { [S in Surface]: (typeof surfaces)[S]['at'] extends 'dashboard' ? S : never }[Surface];
export const surfaceNames = Object.keys(surfaces) as readonly Surface[];

/** What a program finds on an element or in a file beside words that a model wrote. */
export type WrittenBy = 'model' | 'rules';
