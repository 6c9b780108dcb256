import { remembering } from '../remember.ts';
import { BECOME, EVERYTHING, IGNORE, ORDER, REPEAT, SAY, SEND, THAT } from './language.ts';

/** What a text tells a model that obeys to do, apart from calling tools. */
export type Instruction =
  | { kind: 'say'; text: string }
  | { kind: 'become'; whom: string }
  | { kind: 'repeat' }
  | { kind: 'markup'; text: string; base64: boolean }
  | { kind: 'send'; url: string; base64: boolean }
  | { kind: 'hide' }
  | { kind: 'server'; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'field'; name: string; value: string };

/** Where a word begins; in Japanese and Chinese, anywhere. */
const START = '(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}_])';
const pattern = (source: string) => new RegExp(source, 'giu');
/** What stands in quotes, or the rest of the line. */
const QUOTED = '["“”„«»「『\'`‘’]+([^\\n]{1,600}?)["“”«»」』\'`‘’]+(?=[\\s.,;!?。]|$)';

const QUOTED_ALONE = '[“„«「『"]([^“„«「『"”»」』\\n]{1,600})["”»」』]';

const sayQuoted = pattern(`${START}(?:${SAY})[^"“„«「'\`‘\\n]{0,60}${QUOTED}`);
const quotedSay = pattern(`${QUOTED_ALONE}\\s*(?:と|だけ|이라고|라고)*\\s*(?:${SAY})`);
const sayRest = pattern(
  `${START}(?:${SAY})(?: (?:exactly|only|verbatim|this|just|the following|the words?|the text|genau|nur|exactement|exactamente|exatamente))*\\s*[:：]\\s*([^\\n]{1,600})`,
);
const sayExactly = pattern(
  `${START}(?:${SAY}) (?:exactly|only|verbatim|just|genau|nur|exactement|exactamente|exatamente) ([^\\n:]{1,200})`,
);
const sayThat = pattern(`${START}(?:${THAT}) ([^\\n]{2,300}?)(?=[.!?]\\s|[.!?]?$|\\n)`);
const sayClause = pattern(
  `${START}(?:say|claim|report|state|tell (?:them|everyone|people|the \\p{L}+)) ((?:there|the|it|this|all|nobody|every\\p{L}+|we|i) [^\\n.!?]{3,200})`,
);
const become = pattern(`${START}(?:${BECOME})[\\s,:]+([^\\n.!?。]{2,120})`);
const repeat = pattern(`(?:${REPEAT})[^\\n]{0,80}?(?:${EVERYTHING})|(?:${EVERYTHING})[^\\n]{0,40}?(?:${REPEAT})`);
const instructive = pattern(
  `${START}(?:${IGNORE}|${SEND}|${SAY}|${ORDER})|<\\|?(?:im_start|system|/?inst|start_header_id|endoftext)|\\[/?(?:INST|SYSTEM)|^#+ *(?:system|instruction)|^(?:system|developer|admin)\\s*[:：]`,
).source;
const isInstructive = (text: string) => new RegExp(instructive, 'imu').test(text);

const MARKUP: readonly RegExp[] = [
  /!\[[^\]\n]*\]\([^)\n]*\)/g,
  /(?<!!)\[[^\]\n]*\]\((?:[^()\n]|\([^()\n]*\))*\)/g,
  /!?\[[^\]\n]*\]\[[^\]\n]*\]/g,
  /^\s*\[[^\]\n]+\]:\s*\S+.*$/gm,
  /<(script|style|svg|iframe|form|object|details|marquee|template|math|title|textarea)\b[^>]*>[\s\S]*?<\/\1\s*>/gi,
  /<(?:img|a|iframe|link|meta|video|audio|input|embed|base|body|svg|button|source|script|object)\b[^>]*>/gi,
  /<(?:https?|javascript|data|discord):[^>\s]+>/gi,
  /@(?:everyone|here)\b/g,
  /<(?:@[!&]?|#|a?:\w+:)\d{15,20}>/g,
  /\b(?:discord\.gg|discord(?:app)?\.com\/invite)\/[\w-]+/gi,
  /\b(?:javascript|vbscript|data):[^\s"'<>)]+/gi,
];
const ADDRESS =
  /\bhttps?:\/\/[^\s"'`)\]}]+|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|app|dev|gg|ru|xyz|example|test)\b(?:\/[^\s"'`)\]}]*)?/gi;
const withScheme = (address: string) => (/^https?:/i.test(address) ? address : `https://${address}`);
const HIDDEN =
  /zero[- ]?width|invisible|bidi|right[- ]to[- ]left|\bRLO\b|unicode tags?|unsichtbar|invisibles?|invisível|不可視|見えない/iu;
const ID = '(\\d{15,20})';
const server = pattern(
  `(?:server|guild|gilde|serveur|servidor|サーバー|服务器|сервер)[^\\n\\d]{0,40}${ID}|${ID}[^\\n\\d]{0,12}(?:server|guild|serveur|servidor|サーバー)`,
);
const person = pattern(
  `(?:user|member|person|account|nutzer|mitglied|utilisateur|membre|usuario|usuário|miembro|membro|ユーザー)[^\\n\\d]{0,30}${ID}`,
);
const field = pattern(
  `${START}(?:set|put|mark|change|rate|report|label|classify|score|give|make|setze?|mets|pon|defina)\\s+(?:the |this |that |field |value |of )*["'\`]?([\\p{L}_][\\p{L}\\p{N}_ ]{0,40}?)["'\`]?\\s*(?:to be|to|as|=|:|auf|à|en|como|para)\\s*["'\`]?([^\\n"'\`.,;]{1,80}?)(?=\\s+(?:and|und|et|y|e)\\s|[\\n"'\`.,;]|$)`,
);

/** Every instruction that one reading of a text holds, in the order of their kinds. */
export const instructionsIn = remembering((text): readonly Instruction[] => {
  const found: Instruction[] = [];
  const all = (one: RegExp) => [...text.matchAll(one)];
  for (const [, whom = ''] of all(become)) found.push({ kind: 'become', whom: whom.trim() });
  for (const one of [sayQuoted, quotedSay, sayRest, sayExactly, sayThat, sayClause])
    for (const [, said = ''] of all(one)) found.push({ kind: 'say', text: said.trim() });
  if (repeat.test(text)) found.push({ kind: 'repeat' });
  repeat.lastIndex = 0;
  for (const one of all(server)) found.push({ kind: 'server', id: one[1] ?? one[2] ?? '' });
  for (const [, id = ''] of all(person)) found.push({ kind: 'person', id });
  for (const [, name = '', value = ''] of all(field))
    found.push({ kind: 'field', name: name.trim(), value: value.trim() });
  const base64 = /base-?64/i.test(text);
  const markup = MARKUP.flatMap(all).map(([one]) => one);
  const told = isInstructive(text);
  if (told || 2 * markup.join('').length > text.length)
    for (const one of markup) found.push({ kind: 'markup', text: one, base64 });
  if (!told) return found;
  for (const [address] of all(ADDRESS))
    if (!markup.some((one) => one.includes(address)))
      found.push({ kind: 'send', url: withScheme(address.replace(/[.,;:!?]+$/, '')), base64 });
  if (HIDDEN.test(text)) found.push({ kind: 'hide' });
  if (found.length === 0 && new RegExp(`${START}(?:${IGNORE}|${ORDER})`, 'iu').test(text))
    found.push({ kind: 'say', text: `Done: ${text.slice(0, 600)}` });
  return found;
});
