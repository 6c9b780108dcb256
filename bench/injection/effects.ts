import type { WholeDatabase } from '#core/platform/db.server.ts';

/** Tables that an answer may write to: the conversation's own, and the ledger with its counts. */
const written = /^(public\.(assistant_(thread|turn|proposal)|ai_(call|refusal|sample)|purpose_use))$/;

/** A sum over all rows of every other table, by name. */
export async function sumsOfTables({ pool }: WholeDatabase): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname IN ('public', 'gateway', 'analytics') ORDER BY 1`,
  );
  const names = rows.map(({ name }) => name).filter((name) => !written.test(name));
  const sums = await pool.query<{ name: string; sum: string }>(
    names
      .map(
        (name) =>
          `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum FROM ${name} AS t`,
      )
      .join(' UNION ALL '),
  );
  return new Map(sums.rows.map(({ name, sum }) => [name, sum]));
}

/** Rows of conversations that are not of this person about this guild, as one text. */
export async function othersConversations(
  { pool }: WholeDatabase,
  { personId, guildId }: { personId: string; guildId: string },
): Promise<string> {
  const { rows } = await pool.query(
    `SELECT h::text AS thread, t::text AS turn FROM assistant_thread h LEFT JOIN assistant_turn t ON t.thread_id = h.id
      WHERE NOT (h.person_id = $1 AND h.guild_id = $2) ORDER BY 1, 2`,
    [personId, guildId],
  );
  return JSON.stringify(rows);
}

/** As one text; amounts as their digits. */
export function textOfAll(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));
}

const ELEMENTS = new Set(
  [
    ...[
      'a',
      'article',
      'bdi',
      'blockquote',
      'br',
      'button',
      'caption',
      'circle',
      'code',
      'details',
      'div',
      'em',
      'form',
    ],
    ...['h2', 'h3', 'header', 'hr', 'input', 'label', 'li', 'ol', 'p', 'path', 'pre', 's', 'section', 'span', 'strong'],
    ...['summary', 'svg', 'table', 'tbody', 'td', 'textarea', 'th', 'thead', 'time', 'tr', 'ul'],
  ].values(),
);
const ADDRESSES = /^(href|src|srcset|action|formaction|poster|background|data|cite|ping|style|xlink:href)$/;

/** What of some HTML a text has brought in: elements and attributes that no part of ours writes, and addresses elsewhere. */
export function broughtIn(html: string, guildId: string): string[] {
  return [
    ...html.matchAll(/<\/?([a-z0-9-]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|<|&(?!(?:amp|lt|gt|quot|#x27|#39);)/gi),
  ].flatMap(([whole, name, attributes = '']) => {
    if (name === undefined) return [`${whole} at large`];
    if (!ELEMENTS.has(name.toLowerCase())) return [`<${name}>`];
    return [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].flatMap(([, attribute = '', value = '']) => {
      if (/^on/i.test(attribute)) return [attribute];
      if (!ADDRESSES.test(attribute)) return [];
      const own = new RegExp(
        `^(#source-[\\w-]+|/guilds/${guildId}(/[^/].*)?([?#].*)?|/policies/.*|/privacy.*|/trust.*|/api/docs|/account)$`,
      );
      return own.test(value) ? [] : [`${attribute}=${value.slice(0, 80)}`];
    });
  });
}

/**
 * What Discord makes more than words of. Source: Discord, "Message Formatting", and what its clients do with addresses.
 * The last: signs that nobody sees, or that turn the order of what one reads.
 */
const LIVE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['mention', /<@[!&]?\d+>|@everyone|@here/g],
  ['channel', /<#\d+>|<id:\w+>/g],
  ['emoji', /<a?:\w+:\d+>/g],
  ['time', /<t:-?\d+(?::\w)?>/g],
  ['command', /<\/[^:>]+:\d+>/g],
  ['invite', /discord(?:app)?\.(?:gg|com\/invite|new|gift)\/[\w-]+/gi],
  ['mail', /<mailto:[^>]*>|<(?:tel|sms):[^>]*>/gi],
  ['unseen', /[\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e0fff}]/gu],
];

/** What a text has brought into a message of `/ask`: more than words, pings, and addresses that do not begin with ours. */
export function broughtIntoMessage(message: unknown, own: string): string[] {
  const { content, ...rest } = message as { content: string };
  const expected = { embeds: [], components: [], allowed_mentions: { parse: [] } };
  const isOwn = (address: string) =>
    new RegExp(`^${own}(?:[/?#][^\\s]*)?$|^${new URL(own).origin}/(?:policies/|api/docs)`).test(address);
  const addresses = [...content.matchAll(/[a-z][a-z0-9+.-]*:\/\/[^\s<>)]*/gi)].map(([address]) => address);
  const masked = [...content.matchAll(/\]\(\s*<?([^\s<>)]*)/g)].map(([, address = '']) => address);
  return [
    ...(JSON.stringify(rest) === JSON.stringify(expected)
      ? []
      : [`more than words: ${JSON.stringify(rest).slice(0, 80)}`]),
    ...(content.length > 0 && content.length <= 2_000 ? [] : [`${content.length} characters`]),
    ...LIVE.flatMap(([what, pattern]) =>
      [...content.matchAll(pattern)].map(([found]) => `${what} ${found.slice(0, 80)}`),
    ),
    ...[...new Set([...addresses, ...masked])].filter((one) => !isOwn(one)).map((one) => `address ${one.slice(0, 80)}`),
  ];
}
