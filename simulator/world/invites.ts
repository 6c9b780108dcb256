import { hash, Random } from './random.ts';
import { CHANNEL_TYPE, type Guild, type Invite } from './types.ts';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const DAY_MS = 86_400_000;
/** Invites of a guild that has a handful; of the others one to four. */
const HANDFUL = 5;

/** The code of an invite, as Discord's look: the same for the same number. */
export function inviteCode(number: number): string {
  let code = '';
  for (let i = 0; i < 8; i += 1) code += ALPHABET[hash(number, i, 41) % ALPHABET.length];
  return code;
}

/** Invites that were made long ago and never end; a guild that may have a vanity URL has one. */
export function growInvites(guild: Guild, seed: number, createdMs: number, isHandful: boolean): void {
  const random = new Random(seed);
  const text = guild.channels.filter((one) => one.type === CHANNEL_TYPE.text && one.overwrites.length === 0);
  const count = text.length === 0 ? 0 : isHandful ? HANDFUL : 1 + random.below(4);
  for (let i = 0; i < count; i += 1) {
    const code = inviteCode(seed + i);
    guild.invites.set(code, {
      code,
      channelId: random.pick(text).id,
      inviterIndex: guild.ownerIndex,
      createdMs: createdMs + (i + 1) * DAY_MS,
      maxAgeSeconds: 0,
      maxUses: 0,
      uses: random.below(500),
    });
  }
  if (guild.features.includes('VANITY_URL')) guild.vanity = { code: vanityCode(guild), uses: random.below(5_000) };
}

function vanityCode(guild: Guild): string {
  const words = guild.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-|-$/g, '').slice(0, 25) || `guild-${guild.index}`;
}

/** When an invite ends by itself; Infinity where it does not. */
export function expiresMs(invite: Invite): number {
  return invite.maxAgeSeconds === 0 ? Number.POSITIVE_INFINITY : invite.createdMs + invite.maxAgeSeconds * 1_000;
}
