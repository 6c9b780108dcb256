import { GatewayIntentBits, IntentsBitField } from 'discord.js';
import { ApplicationFlags } from 'discord-api-types/v10';

/** What counting rests on; none of it is privileged. */
const COUNTING = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildVoiceStates];

/** Set where the application may ask for GUILD_MEMBERS; the limited one before Discord has verified it. */
const MAY_ASK_FOR_MEMBERS = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/**
 * The intents to identify with. Joins and leaves are read where the application was granted GUILD_MEMBERS: asked for
 * without the grant, Discord would close each session with 4014.
 * @param flags of GET /applications/@me.
 * Source: discord.com/developers/docs/events/gateway#privileged-intents
 */
export function chooseIntents(flags: number): IntentsBitField {
  const intents = new IntentsBitField(COUNTING);
  if ((flags & MAY_ASK_FOR_MEMBERS) !== 0) intents.add(GatewayIntentBits.GuildMembers);
  return intents;
}
