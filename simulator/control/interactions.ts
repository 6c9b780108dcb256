/** What the bot sent for one interaction, in order. */
export interface InteractionAnswer {
  kind: 'callback' | 'edit' | 'followup' | 'delete';
  body: unknown;
  atMs: number;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly createdMs: number;
  /** The d of its INTERACTION_CREATE. */
  readonly payload: Record<string, unknown>;
  /** Of a pressed button: the id of the message it stands on. */
  readonly pressedOn?: string;
  /** A form was sent. */
  readonly filledIn?: true;
  readonly answers: InteractionAnswer[];
}

/** Discord: the first answer within 3 s, then the token lives 15 min. */
export const FIRST_ANSWER_MS = 3000;
export const TOKEN_LIFE_MS = 15 * 60_000;

export type AnswerResult = 'ok' | 'unknown' | 'already answered' | 'not answered yet';

/** Interactions waiting for the bot: the control API opens them, REST records what the bot answers. */
export class InteractionDesk {
  private readonly byToken = new Map<string, Interaction>();
  private readonly waiting = new Map<string, (() => void)[]>();

  open(interaction: Interaction): void {
    for (const [token, one] of this.byToken) {
      if (interaction.createdMs - one.createdMs <= TOKEN_LIFE_MS) break;
      this.byToken.delete(token);
    }
    this.byToken.set(interaction.token, interaction);
  }

  /** An interaction whose token still lives. */
  find(token: string, nowMs: number): Interaction | null {
    const found = this.byToken.get(token);
    return found && nowMs - found.createdMs <= TOKEN_LIFE_MS ? found : null;
  }

  /** POST /interactions/:id/:token/callback: once, within 3 s. */
  callback(id: string, token: string, body: unknown, nowMs: number): AnswerResult {
    const found = this.find(token, nowMs);
    if (!found || found.id !== id) return 'unknown';
    if (found.answers.length > 0) return 'already answered';
    if (nowMs - found.createdMs > FIRST_ANSWER_MS) return 'unknown';
    this.record(found, { kind: 'callback', body, atMs: nowMs });
    return 'ok';
  }

  /** Edits, follow-ups and deletions through the interaction's webhook: only after the first answer. */
  later(token: string, kind: 'edit' | 'followup' | 'delete', body: unknown, nowMs: number): AnswerResult {
    const found = this.find(token, nowMs);
    if (!found) return 'unknown';
    if (found.answers.length === 0) return 'not answered yet';
    this.record(found, { kind, body, atMs: nowMs });
    return 'ok';
  }

  /** Resolves once the bot has given `count` answers, or after the time. */
  async waitForAnswers(interaction: Interaction, count: number, timeoutMs: number): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (interaction.answers.length < count && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, end - Date.now());
        const list = this.waiting.get(interaction.token) ?? [];
        list.push(() => {
          clearTimeout(timer);
          resolve();
        });
        this.waiting.set(interaction.token, list);
      });
    }
    this.waiting.delete(interaction.token);
  }

  private record(interaction: Interaction, answer: InteractionAnswer): void {
    interaction.answers.push(answer);
    const list = this.waiting.get(interaction.token);
    this.waiting.delete(interaction.token);
    for (const wake of list ?? []) wake();
  }
}
