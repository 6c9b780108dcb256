import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerCommandsJob } from '#bot/jobs/register-commands.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { actorOf, actors, authorizationMatrix, mayUse } from './authorization-matrix.ts';
import { usesOf } from './command.ts';
import { commands } from './commands.ts';
import { describeCommands } from './describe-commands.ts';
import { registerCommandHandlers } from './dispatch.ts';
import { putCommands } from './put-commands.ts';
import { type CommandRig, fakeClient, interaction, startCommandRig, textOf } from './testing/command-rig.ts';

let rig: CommandRig;
beforeAll(async () => {
  rig = await startCommandRig();
}, 60_000);
afterAll(() => rig?.close());

describe('on a server of the simulated Discord', () => {
  test('/privacy counted says what is counted and what never is', async () => {
    const answer = await rig.run('privacy counted');
    expect(textOf(answer)).toContain('Never read, never kept');
    expect(textOf(answer)).toContain('deleted after 30 days');
    expect(answer.ephemeral).toBe(true);
  });

  test('the words follow the language of the person', async () => {
    const answer = await rig.withDeps({ mode: 'test' }, () => rig.run('privacy counted', {}, { locale: 'en-XA' }));
    expect(textOf(answer)).toContain('Ñéṽéŕ');
  });

  test('a slow database: the answer is announced in time and follows', async () => {
    const blocker = await rig.db.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE guild IN ACCESS EXCLUSIVE MODE');
    const asked = rig.run('privacy counted');
    setTimeout(() => void blocker.query('ROLLBACK').finally(() => blocker.release()), 2_000);
    const answer = await asked;
    expect(answer.type).toBe(5);
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer)).toContain('Never read, never kept');
  });

  test('no database: an apology, and the process lives on', async () => {
    const away = openWholeDatabase('postgresql://postgres@127.0.0.1:9/none', { max: 1 });
    for (const name of ['privacy counted', 'stats guild', 'stats me'])
      expect(textOf(await rig.withDeps({ db: away }, () => rig.run(name)))).toContain('cannot be read at this moment');
    await away.close();
  });

  test('a member whose client is lying is refused', async () => {
    const sent: unknown[] = [];
    const fake = fakeClient(sent);
    registerCommandHandlers(fake, rig.deps);
    fake.emit(interaction(rig, 'stats guild', '2048', { public: true }));
    await expect.poll(() => JSON.stringify(sent)).toContain('Only members with Manage Server');
    expect(JSON.stringify(sent)).toContain('"flags":64');
  });
});

describe('the language of an answer', () => {
  const asked = (open: boolean, locale: string, guildLocale: string) => ({
    ...interaction(rig, 'stats guild', '2048', { public: open }),
    locale,
    guild_locale: guildLocale,
  });

  test.each([
    [false, 'ja', 'de', 'ja'],
    [true, 'ja', 'de', 'de'],
    [true, 'ja', 'pl', 'en'],
    [false, 'pl', 'de', 'de'],
    [false, 'es-419', 'de', 'es'],
    [false, 'pt-BR', 'de', 'pt-BR'],
    [false, 'pl', 'ru', 'en'],
  ] as const)('open to all: %s; of the person: %s; of the guild: %s; said in %s', async (open, own, guild, said) => {
    const sent: unknown[] = [];
    const fake = fakeClient(sent);
    registerCommandHandlers(fake, rig.deps);
    fake.emit(asked(open, own, guild));
    await expect.poll(() => sent.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(JSON.stringify(sent)).toContain(speakerOf(said).t('commands:notAllowed'));
  });
});

describe('the authorization matrix', () => {
  const permissions = { member: '2048', manager: '32', administrator: '8' };
  const uses = [...usesOf(commands).keys()];

  test('declares every command, and nothing else', () => {
    expect(Object.keys(authorizationMatrix).sort()).toEqual([...uses].sort());
    expect(mayUse('undeclared', 'administrator')).toBe(false);
    expect(mayUse('stats', 'administrator')).toBe(false);
  });

  test.each(uses.flatMap((use) => actors.map((actor) => ({ use, actor }))))(
    '/$use by $actor is as declared',
    async ({ use, actor }) => {
      const sent: unknown[] = [];
      const fake = fakeClient(sent);
      registerCommandHandlers(fake, rig.deps);
      const d = interaction(rig, use, actor === 'outside a guild' ? null : permissions[actor]);
      expect(actorOf({ guild_id: d.guild_id, member: memberOf(d) })).toBe(actor);
      fake.emit(d);
      await expect.poll(() => sent.length, { timeout: 5_000 }).toBeGreaterThan(0);
      const refused = /Only members|Use this command in a server/.test(JSON.stringify(sent));
      expect(refused).toBe(!authorizationMatrix[use]?.[actor]);
    },
  );

  test('Discord hides from members the commands of which they may use nothing', () => {
    for (const command of commands) {
      const forMembers = [...usesOf([command]).keys()].some((use) => authorizationMatrix[use]?.member);
      expect(command.defaultMemberPermissions === null).toBe(forMembers);
    }
  });

  function memberOf({ member }: ReturnType<typeof interaction>): { permissions: string } | undefined {
    return member?.permissions ? { permissions: member.permissions } : undefined;
  }
});

describe('registration', () => {
  const wanted = describeCommands(commands);

  test('writes once, and again only after a change, of a choice too', async () => {
    expect(await putCommands(rig.application, wanted)).toBe(false);
    const changed = wanted.map((command) => ({ ...command, description: 'another' }));
    expect(await putCommands(rig.application, changed)).toBe(true);
    expect(await putCommands(rig.application, wanted)).toBe(true);
    const shorter = JSON.parse(JSON.stringify(wanted).replace('"Last 90 days"', '"90 days"'));
    expect(await putCommands(rig.application, shorter)).toBe(true);
    expect(await putCommands(rig.application, wanted)).toBe(true);
    expect(await putCommands(rig.application, wanted)).toBe(false);
  });

  test('fails, to be tried again, while Discord does not answer', async () => {
    const { sim } = rig.discord;
    const job = registerCommandsJob(rig.application);
    sim.commands.clear();
    sim.faults.serverErrors = { untilMs: Date.now() + 60_000, share: 1, pathPrefix: '', status: 503 };
    await expect(job.run(rig.deps)).rejects.toMatchObject({ status: 503 });
    sim.faults.serverErrors = null;
    await job.run(rig.deps);
    expect(await putCommands(rig.application, wanted)).toBe(false);
  });

  test('names every language we speak', () => {
    const [stats] = describeCommands(commands, ['en', 'en-XA']);
    expect(stats).toMatchObject({ name: 'stats', contexts: [0], default_member_permissions: null });
    const parts = stats && 'options' in stats ? stats.options : [];
    expect(parts?.map(({ name }) => name)).toEqual(['guild', 'channel', 'me']);
    expect(wanted[0]?.name_localizations).toEqual({
      de: 'statistik',
      fr: 'stats',
      'es-ES': 'estadísticas',
      'es-419': 'estadísticas',
      'pt-BR': 'estatísticas',
      ja: '統計',
    });
    for (const command of wanted)
      expect(Object.keys(command.description_localizations ?? {}).sort()).toEqual([
        'de',
        'es-419',
        'es-ES',
        'fr',
        'ja',
        'pt-BR',
      ]);
  });

  test.each(locales)('what is said in %s of a command is what it is called there', (locale) => {
    const { t } = speakerOf(locale);
    expect(t('commands:notAllowed')).toContain(`/${t('commands:stats.name')} ${t('commands:stats.me.name')}`);
  });
});

test('whatever arrives as an interaction, the process lives and says nothing', () => {
  const sent: unknown[] = [];
  const fake = fakeClient(sent);
  registerCommandHandlers(fake, rig.deps);
  const whole = interaction(rig, 'stats guild', null);
  for (const d of [null, 7, 'x', [], {}, { type: 2 }, { ...whole, data: null }, { token: {} }]) fake.emit(d);
  expect(sent).toEqual([]);
});
