import { BOT_NAMES, FIRST_NAMES, HANDLE_HEADS, HANDLE_TAILS, LAST_NAMES, ODD_DISPLAY_NAMES } from './names.ts';
import { fraction, hash } from './random.ts';
import { isSnowflake, snowflake, snowflakeLow } from './snowflake.ts';
import type { Persona, PersonaName, User } from './types.ts';

/**
 * Everyone who exists, made from their index on demand: an id carries its index in its low bits, so nobody is stored.
 * 1..99 personas and our bot, 100..FIRST_BOT-1 people, from FIRST_BOT on bots of others.
 */
export const OUR_BOT_INDEX = 64;
export const FIRST_PERSON = 100;
export const FIRST_BOT = 4_000_000;
export const MAX_POPULATION = FIRST_BOT - FIRST_PERSON;

const ACCOUNTS_FROM_MS = Date.UTC(2015, 8, 1);
const ACCOUNTS_SPAN_MS = Date.UTC(2024, 11, 1) - ACCOUNTS_FROM_MS;
const LOCALES = ['en-US', 'en-GB', 'de', 'fr', 'es-ES', 'ja', 'pt-BR', 'ru', 'tr', 'ko'] as const;

const PERSONAS: readonly (readonly [
  name: PersonaName,
  index: number,
  username: string,
  globalName: string,
  about: string,
])[] = [
  ['owner', 1, 'olivia.harbour', 'Olivia Harbour', 'Owns several guilds, with and without the bot.'],
  ['manager', 2, 'marek_m', 'Marek Manager', 'May manage Lantern Harbour through a role.'],
  ['member', 3, 'mina.member', 'Mina Member', 'An ordinary member, without any right.'],
  ['staff', 4, 'sasha.staff', 'Sasha Staff', 'Works for the platform; an ordinary member on Discord.'],
  ['outsider', 5, 'oscar_outside', 'Oscar Outside', 'In no guild at all.'],
  ['admin', 6, 'ada.elsewhere', 'Ada Elsewhere', 'Administrator of one other guild only.'],
  ['suspended', 7, 'sid_suspended', 'Sid Suspended', 'An ordinary member whom staff will suspend.'],
];

export class People {
  private readonly seed: number;
  readonly size: number;
  readonly personas: readonly Persona[];

  /** `size` is how many ordinary people exist. */
  constructor(seed: number, size: number) {
    if (size > MAX_POPULATION) throw new RangeError(`at most ${MAX_POPULATION} people`);
    this.seed = seed;
    this.size = size;
    this.personas = PERSONAS.map(([name, index, username, globalName, about]) => ({
      name,
      about,
      user: {
        index,
        id: this.idOf(index),
        username,
        globalName,
        avatar: null,
        bot: false,
        email: `${name}@example.com`,
        locale: 'en-US',
      },
    }));
  }

  persona(name: PersonaName): Persona {
    const found = this.personas.find((one) => one.name === name);
    if (!found) throw new RangeError(`no persona ${name}`);
    return found;
  }

  /** The index of the i-th ordinary person; i may run past the end and wraps. */
  personIndex(i: number): number {
    return FIRST_PERSON + (i % this.size);
  }

  isBot(index: number): boolean {
    return index === OUR_BOT_INDEX || index >= FIRST_BOT;
  }

  exists(index: number): boolean {
    if (index >= FIRST_BOT) return true;
    if (index >= FIRST_PERSON) return index < FIRST_PERSON + this.size;
    return index === OUR_BOT_INDEX || PERSONAS.some((row) => row[1] === index);
  }

  idOf(index: number): string {
    const createdMs =
      index < FIRST_PERSON
        ? ACCOUNTS_FROM_MS + index * 86_400_000
        : ACCOUNTS_FROM_MS + Math.floor(fraction(this.seed, index, 1) * ACCOUNTS_SPAN_MS);
    return snowflake(createdMs, index);
  }

  /** The index of an account id of this world, or -1. */
  indexOf(id: string): number {
    if (!isSnowflake(id)) return -1;
    const index = snowflakeLow(id);
    return this.exists(index) && this.idOf(index) === id ? index : -1;
  }

  byId(id: string): User | null {
    const index = this.indexOf(id);
    return index < 0 ? null : this.byIndex(index);
  }

  byIndex(index: number): User {
    if (index === OUR_BOT_INDEX) return this.ourBot();
    if (index >= FIRST_BOT) return this.otherBot(index);
    if (index < FIRST_PERSON) {
      const persona = this.personas.find((one) => one.user.index === index);
      if (!persona) throw new RangeError(`nobody has index ${index}`);
      return persona.user;
    }
    const h = hash(this.seed, index, 2);
    const first = FIRST_NAMES[h % FIRST_NAMES.length] ?? 'Ada';
    const last = LAST_NAMES[(h >>> 8) % LAST_NAMES.length] ?? 'Berg';
    const head = HANDLE_HEADS[(h >>> 4) % HANDLE_HEADS.length] ?? 'amber';
    const tail = HANDLE_TAILS[(h >>> 12) % HANDLE_TAILS.length] ?? 'badger';
    const odd = h % 97 === 0 ? ODD_DISPLAY_NAMES[(h >>> 9) % ODD_DISPLAY_NAMES.length] : undefined;
    return {
      index,
      id: this.idOf(index),
      username: `${head}${(h & 1) === 0 ? '.' : '_'}${tail}${index.toString(36)}`,
      globalName: odd ?? ((h >>> 3) % 9 === 0 ? null : (h >>> 5) % 3 === 0 ? first : `${first} ${last}`),
      avatar: (h >>> 6) % 4 === 0 ? null : avatarHash(h, index),
      bot: false,
      email: `person${index}@example.com`,
      locale: LOCALES[(h >>> 7) % LOCALES.length] ?? 'en-US',
    };
  }

  private ourBot(): User {
    const index = OUR_BOT_INDEX;
    return {
      index,
      id: this.idOf(index),
      username: 'Procord',
      globalName: null,
      avatar: null,
      bot: true,
      email: '',
      locale: 'en-US',
    };
  }

  private otherBot(index: number): User {
    return {
      index,
      id: this.idOf(index),
      username: BOT_NAMES[(index - FIRST_BOT) % BOT_NAMES.length] ?? 'Bot',
      globalName: null,
      avatar: avatarHash(hash(this.seed, index, 3), index),
      bot: true,
      email: '',
      locale: 'en-US',
    };
  }
}

function avatarHash(a: number, b: number): string {
  const hex = (n: number) => (n >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(hash(a, b)) + hex(hash(b, a)) + hex(hash(a, b, 7));
}
