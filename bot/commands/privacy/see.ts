import { tableKey } from '#core/i18n/held-words.ts';
import { readers } from '#core/personal-data.server.ts';
import { readHeld } from '#core/privacy/read-held.server.ts';
import { standsBehindGate } from '#core/support/stands-behind-gate.server.ts';
import type { PrivacyPart } from '../command.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

/** Of what is held about the person, how much there is of each part; the page shows all of it. */
export const see: PrivacyPart = {
  name: 'see',
  options: ['where'],
  async answer(use) {
    const { t, deps, userId } = use;
    const scope = scopeOf(use);
    if (scope === 'nowhere') return { content: t('commands:notInGuild') };
    const held = await readHeld(deps.rights.for('answer-request', 'keep-promises'), { personId: userId }, readers);
    const lines = held.flatMap(({ table, rows }) => {
      const own = scope === null ? rows : rows.filter((row) => ['0', scope].includes(String(row.guild_id)));
      const key = tableKey(table);
      const entries = t('privacy-centre:me.entries', { count: own.length });
      const name = key === null ? t('commands:privacy.see.other') : t(`privacy-centre:part.${key}`);
      return own.length === 0 ? [] : [`**${name}**: ${entries}`];
    });
    const behindGate = await standsBehindGate(deps.rights, { personId: userId });
    return {
      ...(behindGate ? { content: t('commands:privacy.underAge', { contact: `${deps.origin}/contact` }) } : {}),
      embeds: [
        {
          title: t('commands:privacy.see.title', { where: wordsOfScope(use, scope) }),
          description: lines.length === 0 ? t('commands:privacy.see.nothing') : lines.join('\n'),
        },
      ],
      buttons: [
        {
          label: t('commands:privacy.see.all'),
          url: `${deps.origin}/privacy/me${scope === null ? '' : `?guild=${scope}`}`,
        },
      ],
    };
  },
};
