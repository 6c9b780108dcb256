import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import { systemClock } from '#core/platform/clock.ts';
import { decideReport } from '#core/support/decide-report.server.ts';
import { type CommandRig, startCommandRig, textOf } from '../testing/command-rig.ts';

const words = english.commands.privacy.contact;
const letter = 'What do you hold about me?';

let rig: CommandRig;
beforeAll(async () => {
  rig = await startCommandRig();
}, 60_000);
beforeEach(() => rig.db.prisma.contactCase.deleteMany());
afterAll(() => rig?.close());

const asMember = () => ({ userId: rig.memberId });
const written = () => rig.db.prisma.contactCase.findMany();

test('a letter in a form is a case of whoever wrote it, and the link to its answer is theirs', async () => {
  const form = await rig.run('privacy contact', { about: 'ai' }, asMember());
  expect(form).toMatchObject({ type: 9, data: { title: words.title } });
  expect(await written(), 'not before it is sent').toEqual([]);
  const sent = await rig.fill(form, { words: letter }, rig.memberId);
  expect(sent.ephemeral).toBe(true);
  expect(await written()).toMatchObject([
    { channel: 'command', topic: 'ai', words: letter, accountId: BigInt(rig.memberId), answeredAt: null },
  ]);
  expect(textOf(sent)).toMatch(/https:\/\/procord\.example\/contact\/[\w-]{32}"/);
});

test('in a direct message, too; what is not said to be about something is about data', async () => {
  const form = await rig.run('privacy contact', {}, { ...asMember(), guildId: null });
  await rig.fill(form, { words: letter }, rig.memberId);
  expect(await written()).toMatchObject([{ topic: 'privacy' }]);
});

test('blanks are no letter, and nobody floods the desk', async () => {
  const send = async (text: string) => textOf(await rig.fill(await rig.run('privacy contact'), { words: text }));
  expect(await send(' '.repeat(20))).toContain(english.contact.problem.words);
  for (let n = 0; n < 5; n++) expect(await send(letter)).toContain(words.sent);
  expect(await send(letter)).toContain(english.contact.problem.tooMany);
  expect(await written()).toHaveLength(5);
});

test('the words of a form fit into what Discord shows, in every language', () => {
  for (const locale of locales) {
    const { t } = speakerOf(locale);
    expect(t('commands:privacy.contact.title').length, locale).toBeLessThanOrEqual(45);
    expect(t('contact:form.words').length, locale).toBeLessThanOrEqual(45);
    expect(t('commands:privacy.contact.help').length, locale).toBeLessThanOrEqual(100);
    expect(t('commands:privacy.report-under-age.title').length, locale).toBeLessThanOrEqual(45);
    expect(t('commands:privacy.report-under-age.words').length, locale).toBeLessThanOrEqual(45);
  }
});

test('/privacy report-under-age puts a report before staff, in the name of whoever wrote it', async () => {
  const own = english.commands.privacy['report-under-age'];
  const form = await rig.run('privacy report-under-age', { person: rig.memberId });
  expect(form).toMatchObject({ type: 9, data: { title: own.title } });
  const sent = await rig.fill(form, { words: 'They wrote that they are eleven.' });
  expect(textOf(sent)).toContain(own.sent);
  expect(await written()).toMatchObject([{ topic: 'minor', accountId: BigInt(rig.ownerId), channel: 'command' }]);
  expect(await rig.db.prisma.underAgeReport.findMany()).toMatchObject([
    { personId: BigInt(rig.memberId), decision: null },
  ]);
});

test('whom staff decided to be under age is told so, and is not counted again by their own word', async () => {
  const { id } = await rig.db.prisma.underAgeReport.findFirstOrThrow();
  const asked = { reportId: id, decision: 'under-age', reason: 'their own words', staffId: '7' } as const;
  await decideReport({ db: rig.db, clock: systemClock }, asked);
  const run = async (name: string, options = {}) =>
    textOf(await rig.run(name, { ...options, where: 'everywhere' }, asMember()));
  expect(await run('privacy see')).toContain('Staff decided, after a report');
  expect(await run('privacy count-me-again')).toContain('https://procord.example/contact');
  expect(await run('privacy restrict', { lift: true })).toContain('https://procord.example/contact');
  expect(await rig.db.prisma.rightsRequest.findMany()).toMatchObject([{ right: 'erase', surface: 'staff' }]);
});
