import { readFile } from 'node:fs/promises';
import { checkRemote } from '#core/audit/rules.ts';
import { publicChains, recordsSchema } from '#core/audit/schema.ts';
import { checkReceipt } from '#core/privacy/rules.ts';

/**
 * `npm run verify -- https://procord.example`: reads the signed history of an instance and says whether it is whole. With
 * `--head NUMBER:HASH` of an earlier time, also whether that record still stands in it. `npm run verify -- --receipt FILE
 * [https://procord.example]`: whether a receipt is what was signed, and by a key with which that instance signs its history.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
if (process.argv[2] === '--receipt') process.exit((await isReceiptWhole(process.argv[3], process.argv[4])) ? 0 : 1);
const [address, flag, head] = process.argv.slice(2);
if (address === undefined || !URL.canParse(address) || (flag !== undefined && (flag !== '--head' || !head))) {
  say('Name the instance, for example: npm run verify -- https://procord.example [--head NUMBER:HASH]');
  process.exit(64);
}
let faulty = false;
for (const chain of publicChains) {
  const seen = new Map<number, string>();
  const {
    records,
    findings,
    head: newest,
  } = await checkRemote(async (after) => {
    const answer = await fetch(new URL(`/trust/records.json?chain=${chain}&after=${after}`, address));
    if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`);
    const body = await answer.json();
    for (const { number, hash } of body.records) seen.set(number, hash);
    return body;
  });
  for (const { number, fault } of findings) say(`${chain}: record ${number}: ${fault}`);
  const [number, hash] = head?.split(':') ?? [];
  const isCut = chain === 'promises' && number !== undefined && seen.get(Number(number)) !== hash;
  if (isCut) say(`${chain}: record ${number} with the hash ${hash} is gone`);
  faulty ||= findings.length > 0 || isCut;
  say(`${chain}: ${records} records${newest ? `, the newest is ${newest.number}:${newest.hash}` : ''}`);
}
say(faulty ? 'NOT WHOLE' : 'WHOLE');
process.exit(faulty ? 1 : 0);

async function isReceiptWhole(file: string | undefined, origin: string | undefined): Promise<boolean> {
  if (file === undefined || (origin !== undefined && !URL.canParse(origin))) {
    say('Name the file, for example: npm run verify -- --receipt receipt.json [https://procord.example]');
    return false;
  }
  const receipt = recordsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const { findings, body, keyId } = await checkReceipt(receipt);
  for (const { number, fault } of findings) say(`receipt ${number}: ${fault}`);
  say(`${body.right}: ${body.outcome}, asked ${body.askedAt}, finished ${body.finishedAt}`);
  for (const [table, rows] of Object.entries(body.counts)) say(`  ${table}: ${rows}`);
  for (const { table, rows, duty, until } of body.kept)
    say(`  kept: ${table}: ${rows}, ${duty}, until ${until ?? 'said otherwise'}`);
  const isKnown = origin === undefined || (await signsHistory(origin, keyId, receipt.keys[keyId ?? '']));
  if (origin === undefined)
    say(`Signed by the key ${keyId}. Name the instance to have it compared with the key of its history.`);
  else say(isKnown ? `Signed by a key of ${origin}` : `${origin} has no such key`);
  const isWhole = findings.length === 0 && isKnown;
  say(isWhole ? 'WHOLE' : 'NOT WHOLE');
  return isWhole;
}

async function signsHistory(origin: string, keyId: string | null, key: string | undefined): Promise<boolean> {
  const answer = await fetch(new URL('/trust/records.json?chain=heads&after=0', origin));
  if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`);
  const { keys } = recordsSchema.parse(await answer.json());
  return keyId !== null && key !== undefined && keys[keyId] === key;
}
