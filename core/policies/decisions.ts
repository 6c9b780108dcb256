import type { Words } from '#core/i18n/english.ts';

type DecisionKind = keyof Words['ai-policy']['decisions']['kind'];

interface Decision {
  /** Who decides. */
  by: keyof Words['ai-policy']['decisions']['by'];
  /** What a model has to do with it. */
  model: keyof Words['ai-policy']['decisions']['role'];
}

/** Every kind of decision that changes something for somebody. A kind with words and no entry does not compile. */
export const decisions: Readonly<Record<DecisionKind, Decision>> = {
  'suspend-account': { by: 'staff', model: 'none' },
  'give-premium': { by: 'staff', model: 'none' },
  'end-premium': { by: 'rule', model: 'none' },
  'delete-lost-guild': { by: 'rule', model: 'none' },
  'count-person': { by: 'self', model: 'none' },
  'erase-person': { by: 'self', model: 'none' },
  'guild-settings': { by: 'owner', model: 'none' },
  'answer-request': { by: 'staff', model: 'none' },
  'tell-of-breach': { by: 'staff', model: 'none' },
};

export const decisionKinds = Object.keys(decisions) as readonly DecisionKind[];

/** A use of a model, as the register of uses has it. */
export interface AiUse {
  name: keyof Words['ai']['feature'];
  /** What may be sent. */
  fields: readonly (keyof Words['ai']['field'])[];
  /** Who can say no. */
  optOut: readonly ('person' | 'guild')[];
  /** From which day on it is made as it is here, as YYYY-MM-DD; before, the program refuses it. */
  since: string;
  /** Everything else that decides what it does, one line each: another one wants another version. */
  rules: readonly string[];
}
