import { type Format, form, letters, oneOf, type Random, shown, within } from './values.ts';

const FIRST = ['lena', 'tom', 'marie', 'jose', 'ana', 'yuki', 'k', 'max', 'noor', 'sven', 'lucia', 'remy'];
const LAST = ['berg', 'dupont', 'garcia', 'silva', 'tanaka', 'smith', 'oneill', 'weiss', 'rocha', 'leroy'];
const HOSTS = [
  'example.com',
  'example.org',
  'example.net',
  'mail.example',
  'post.example.com',
  'club.test',
  'a-b.example',
];

const local = (r: Random) =>
  oneOf(r, [
    () => `${oneOf(r, FIRST)}.${oneOf(r, LAST)}`,
    () => `${oneOf(r, FIRST)}${within(r, 1, 99)}`,
    () => `${oneOf(r, FIRST)}_${oneOf(r, LAST)}${within(r, 1970, 2010)}`,
    () => `${oneOf(r, LAST)}+${oneOf(r, ['discord', 'spam', 'bot'])}`,
    () => `${oneOf(r, FIRST)}-${oneOf(r, LAST)}`,
  ])();
const host = (r: Random) => oneOf(r, HOSTS);
const dots = (text: string, dot: string) => text.replaceAll('.', dot);
const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

const DOT_WORD: Readonly<Record<string, string>> = {
  en: 'dot',
  de: 'punkt',
  fr: 'point',
  es: 'punto',
  'pt-BR': 'ponto',
  ja: 'dot',
};
const AT_WORD: Readonly<Record<string, string>> = {
  en: 'at',
  de: 'at',
  fr: 'arobase',
  es: 'arroba',
  'pt-BR': 'arroba',
  ja: 'at',
};

export const mails = (language: string): readonly Format[] => {
  const dot = DOT_WORD[language] ?? 'dot';
  const at = AT_WORD[language] ?? 'at';
  return [
    form((r) => `${local(r)}@${host(r)}`),
    form((r) => `${local(r)}@${host(r)}`.toUpperCase()),
    form((r) => `${local(r)}@${host(r)}`),
    form((r) => `${local(r)} (at) ${dots(host(r), ` (${dot}) `)}`),
    form((r) => `${local(r)}[at]${dots(host(r), `[${dot}]`)}`),
    form((r) => `${local(r)} ${at} ${dots(host(r), ` ${dot} `)}`),
    form((r) => `${local(r)}@bücher.example`),
    form((r) => `${local(r)}@例え.テスト`),
    form((r) => wide(`${local(r)}@${host(r)}`)),
    shown((r) => `${local(r)}(at)${host(r)}`),
    shown((r) => `${local(r)} {${at}} ${dots(host(r), ` {${dot}} `)}`),
    shown((r) => `${local(r)}@${dots(host(r), `(${dot})`)}`),
    shown((r) => `${local(r)} [@] ${host(r)}`),
    shown((r) => `${local(r)}@\u200b${host(r)}`),
    shown((r) => `${local(r)}＠${host(r)}`),
    shown((r) => `${local(r)}@xn--bcher-kva.example`),
    shown((r) => `${oneOf(r, FIRST)}.jañez@${host(r)}`),
    shown(() => 'иван@пример.испытание'),
  ];
};

const ANY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const any = (r: Random, count: number) => letters(r, count, ANY);
const id = (r: Random) => `1${letters(r, 18, '0123456789')}`;

export const tokens: readonly Format[] = [
  form((r) => `M${any(r, 25)}.${any(r, 6)}.${any(r, 38)}`),
  form((r) => `https://discord.com/api/webhooks/${id(r)}/${any(r, 68)}`),
  form((r) => `sk-proj-${any(r, 40)}`),
  form((r) => `sk-or-v1-${letters(r, 64, '0123456789abcdef')}`),
  form((r) => `ghp_${any(r, 36)}`),
  form((r) => `xoxb-${letters(r, 12, '0123456789')}-${any(r, 24)}`),
  form((r) => `AKIA${letters(r, 16, CAPITALS)}`),
  form((r) => `sk_live_${any(r, 24)}`),
  form((r) => `AIza${any(r, 35)}`),
  form((r) => `eyJ${any(r, 20)}.eyJ${any(r, 40)}.${any(r, 43)}`),
  form((r) => `-----BEGIN PRIVATE KEY-----\n${any(r, 64)}\n${any(r, 64)}\n-----END PRIVATE KEY-----`),
  shown((r) => `N${any(r, 23)}.${any(r, 6)}.${any(r, 27)}`),
  shown((r) => `mfa.${any(r, 84)}`),
  shown((r) => `https://canary.discord.com/api/v10/webhooks/${id(r)}/${any(r, 68)}`),
  shown((r) => `sk-ant-api03-${any(r, 60)}`),
  shown((r) => `github_pat_${any(r, 22)}_${any(r, 59)}`),
  shown((r) => `whsec_${any(r, 32)}`),
  shown((r) => `glpat-${any(r, 20)}`),
  shown((r) => `-----BEGIN RSA PRIVATE KEY-----\n${any(r, 64)}\n-----END RSA PRIVATE KEY-----`),
];

const code = (r: Random) => any(r, within(r, 6, 10));

export const invites: readonly Format[] = [
  form((r) => `discord.gg/${code(r)}`),
  form((r) => `https://discord.gg/${code(r)}`),
  form((r) => `https://discord.com/invite/${code(r)}`),
  form((r) => `.gg/${code(r)}`),
  form((r) => `dsc.gg/${letters(r, 8)}`),
  shown((r) => `discordapp.com/invite/${code(r)}`),
  shown((r) => `https://www.discord.gg/${code(r)}`),
  shown((r) => `discord . gg / ${code(r)}`),
  shown((r) => `discord(dot)gg/${code(r)}`),
  shown((r) => `discord.\u200bgg/${code(r)}`),
];

/** People whom no chat here is with. */
export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  en: ['Rowena Ashby', 'Tobin', 'xX_Falconer_Xx', 'Marlowe'],
  de: ['Wilhelmine Größer', 'Joscha', 'Käthe', 'nachteule_77'],
  fr: ['Éloïse Garnier', 'Théophile', 'petit.renard', 'Maëlle'],
  es: ['Íñigo Peñalver', 'Socorro', 'lobo_gris', 'Ángela'],
  'pt-BR': ['João Botelho', 'Conceição', 'capivara.exe', 'Luzia'],
  ja: ['田中美咲', 'さくら', 'ケンジ', '佐藤', 'Mochi_neko'],
};

export const names = (language: string): readonly Format[] => {
  const people = PEOPLE[language] ?? [];
  return [
    form((r) => oneOf(r, people)),
    form((r) => oneOf(r, people).toUpperCase()),
    form((r) => `<@${id(r)}>`),
    shown((r) => oneOf(r, people).toLowerCase()),
    shown((r) => `<@!${id(r)}>`),
    shown((r) => oneOf(r, people).normalize('NFD')),
    shown((r) => oneOf(r, people).replace(/^(.)/u, '$1\u200d')),
  ];
};
