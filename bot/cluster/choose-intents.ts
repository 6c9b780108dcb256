import { GatewayIntentBits, IntentsBitField } from 'discord.js';
import { mayReadMembers } from '#core/guilds/rules.ts';

/** What counting rests on; none of it is privileged. */
const COUNTING = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildVoiceStates];

/**
 * The intents to identify with. Joins and leaves are read where the application was granted GUILD_MEMBERS: asked for
 * without the grant, Discord would close each session with 4014.
 * @param flags of GET /applications/@me.
 */
export function chooseIntents(flags: number): IntentsBitField {
  const intents = new IntentsBitField(COUNTING);
  if (mayReadMembers(flags)) intents.add(GatewayIntentBits.GuildMembers);
  return intents;
}
