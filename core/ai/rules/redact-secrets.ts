import type { Span } from './redact-span.ts';

/**
 * What opens something. Where a pattern has a group `secret`, that is taken, else all of it. Each begins at a place that
 * few texts have, and repeats nothing inside of a repetition: time grows with the text.
 * Sources: Discord's, GitHub's, GitLab's, Slack's, AWS's, Google's, Stripe's and OpenAI's pages about their keys; RFC 7519.
 */
const TOKENS: readonly RegExp[] = [
  /https:\/\/hooks\.slack\.com\/[\w/-]{20,}/gi,
  /(?:https?:\/\/)?(?:[a-z]{2,10}\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,21}\/[\w-]{20,}/gi,
  /(?<![A-Za-z0-9])[A-Za-z\d_-]{22,30}\.[\w-]{5,8}\.[\w-]{25,}/g,
  /(?<![A-Za-z0-9])mfa\.[\w-]{20,}/gi,
  /(?<![A-Za-z0-9])(?:sk|rk|pk)-[\w-]{16,}/g,
  /(?<![A-Za-z0-9])(?:sk|pk|rk)_(?:live|test)_\w{10,}/g,
  /(?<![A-Za-z0-9])(?:whsec|npm|hf|gsk|shpat|dop_v1)_\w{16,}/g,
  /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g,
  /(?<![A-Za-z0-9])xox[a-z]-[\w-]{10,}/gi,
  /(?<![A-Za-z0-9])xapp-[\w-]{10,}/gi,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  /(?<![A-Za-z0-9])(?:AIza[\w-]{30,}|ya29\.[\w.-]{20,}|GOCSPX-[\w-]{20,})/g,
  /(?<![A-Za-z0-9])SG\.[\w-]{16,}\.[\w-]{16,}/g,
  /(?<![A-Za-z0-9])\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])/g,
  /(?<![A-Za-z0-9])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]{0,})?/g,
  /(?<!\w)(?:bearer|basic|bot) {1,3}(?<secret>(?=\S{0,80}\d)[\w.~+/-]{6,}={0,2}|[\w.~+/-]{16,}={0,2})/gi,
  /:\/\/[^\s:@/?#\uE000]{0,64}:(?<secret>[^\s@/\uE000]{1,128})@/g,
  /[?&#;](?:[a-z]{1,12}[_-])?(?:token|key|apikey|secret|password|passwd|pass|pwd|auth|sig|signature|session|sid|jwt|hm|credential|code)=(?<secret>[^\s&#"'`<>()\uE000]{4,})/gi,
];

/** Somebody says what comes next. */
const SAID =
  /(?:password|passwd|pwd|passwort|kennwort|mot de passe|contrasena|clave|senha|api[ _-]?key|secret|token|パスワード|トークン|暗証番号)(?:[_-][a-z_-]{1,20})?["'`*]{0,3}(?: {0,2}[:=] {0,2}| (?:is|ist|est|es|e) |は)["'`*]{0,3}(?<secret>[\w!#$%&+./:=?@^{|}~-]{6,})/giu;
const LIKE_A_SECRET = /(?=.*\d)(?=.*[^\d.:/%-])|.{24}/su;

const PEM = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_END = /-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

const DOT = ' ?(?:\\.|[([{] ?(?:\\.|dot|punkt|point|punto|ponto) ?[)\\]}]) ?';
const INVITE = new RegExp(
  `(?:(?:https?:\\/\\/)?(?:[a-z]{2,10}\\.)?(?:discord${DOT}gg|dsc${DOT}gg|discord(?:app)?${DOT}com ?\\/ ?invite|invite${DOT}gg)|(?<![a-z0-9.])${DOT.replace(/^ \?/, '')}gg) ?\\/ ?(?:invite\\/)?(?<code>[a-z0-9][\\w-]{1,31})`,
  'gi',
);

export function findTokens(text: string): Span[] {
  const spans = TOKENS.flatMap((pattern) => [...text.matchAll(pattern)].map(spanOf));
  for (const said of text.matchAll(SAID)) if (LIKE_A_SECRET.test(said.groups?.secret ?? '')) spans.push(spanOf(said));
  return [...spans, ...findPrivateKeys(text)];
}

export function findInvites(text: string): Span[] {
  return [...text.matchAll(INVITE)].map((match) => ({
    kind: 'invite' as const,
    start: match.index,
    end: match.index + match[0].length,
    value: match.groups?.code ?? match[0],
  }));
}

function spanOf(match: RegExpExecArray): Span {
  const secret = match.groups?.secret ?? match[0];
  const start = match.index + match[0].lastIndexOf(secret);
  return { kind: 'token', start, end: start + secret.length, value: secret };
}

/** A key without its end is taken up to the end of the text. */
function findPrivateKeys(text: string): Span[] {
  const spans: Span[] = [];
  for (const begin of text.matchAll(PEM)) {
    if (begin.index < (spans.at(-1)?.end ?? 0)) continue;
    PEM_END.lastIndex = begin.index;
    const close = PEM_END.exec(text);
    const end = close ? close.index + close[0].length : text.length;
    spans.push({ kind: 'token', start: begin.index, end, value: text.slice(begin.index, end) });
  }
  return spans;
}
