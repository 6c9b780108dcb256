import type { AiDeps } from '#core/ai/deps.server.ts';
import type { GuildReader } from '#core/guilds/guild-reader.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { PolicySources } from '#core/policies/document.ts';

export interface AssistantDeps {
  /** Of people's acts: conversations are kept by it, and proposals applied. */
  db: Database;
  /** Speaks as the model's role, which reads little and writes nothing: all that an answer may know comes by it. */
  modelDb: Database;
  ai: AiDeps;
  /** Tells channels and roles of a guild, as Discord has them. */
  reader: GuildReader;
  /** What the policies are written from. */
  sources: PolicySources;
  clock: Clock;
}
