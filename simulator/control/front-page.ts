import type { SimulatedDiscord } from '../simulated-discord.ts';
import { stats } from './stats.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: unknown) => String(text).replace(/[&<>"']/g, (c) => escapes[c] ?? c);

/** The page at /: says what this is and how it is doing. Plain HTML, no script. */
export function frontPage(sim: SimulatedDiscord): string {
  const now = stats(sim);
  const state: readonly (readonly [string, unknown])[] = [
    ['World', `${now.guilds} guilds, ${now.guildsWithBot} with the bot, seed ${now.seed}`],
    ['World time', new Date(now.nowMs).toISOString()],
    ['Traffic', now.traffic.running ? `${now.traffic.eventsPerSecond} events a second` : 'stopped'],
    ['Messages sent', `${now.happened.messages} (${now.happened.counted} that count)`],
    ['People in voice', now.inVoice],
    ['Connected shards', now.connectedShards.join(', ') || 'none'],
    ['Sessions', `${now.sessions}, ${now.gateway.resumes} resumes, ${now.gateway.resumesRefused} refused`],
    ['Identifies left today', `${now.identify.remaining} of ${now.identify.total}`],
    ['Faults', activeFaults(now.faults)],
  ];
  const rows = state.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  const people = sim.world.people.personas.map(
    (one) => `<li><b>${escaped(one.user.username)}</b> ${escaped(one.about)}</li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Simulated Discord</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:0 1rem 2rem;color:#1c1c1f;background:#fff}
.banner{background:#ffd866;color:#1c1c1f;margin:0 -1rem 1.5rem;padding:.75rem 1rem;font-weight:600}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:500;padding-right:1rem;width:13rem}td,th{border-top:1px solid #ddd;padding:.35rem 0}
@media(prefers-color-scheme:dark){body{color:#eee;background:#17171a}a{color:#9db4ff}td,th{border-color:#333}}</style></head>
<body><p class="banner">Simulated Discord. Nothing here is real: no account, no message, no person.</p>
<main><h1>Simulated Discord</h1>
<table><tbody>${rows.join('')}</tbody></table>
<h2>People to sign in as</h2><ul>${people.join('')}</ul>
<h2>Look inside</h2><ul>
<li><a href="/control/stats">State as JSON</a></li>
<li><a href="/control/sessions">Gateway sessions</a></li>
<li><a href="/control/guilds">Guilds and channels</a></li>
<li><a href="/control/ledger?totals=1">Ledger of the truth, in sum</a></li>
<li><a href="/control/credentials">Made-up credentials and ids</a></li>
</ul></main></body></html>
`;
}

function activeFaults(faults: ReturnType<typeof stats>['faults']): string {
  const names = Object.entries(faults).filter(([, value]) => value && !(Array.isArray(value) && value.length === 0));
  return names.map(([name]) => name).join(', ') || 'none';
}
