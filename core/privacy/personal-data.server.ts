import { rm } from 'node:fs/promises';
import path from 'node:path';
import { keepGuildRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import { exportsFolder } from './internal/export-file.server.ts';

/**
 * Exports that wait for a person go with them. What they asked for names them until it is finished: the work on requests
 * takes them out of it itself.
 * @param home PROCORD_HOME
 */
export function privacyHolder(home: string): PersonalDataHolder {
  return {
    room: 'privacy',
    parts: [
      {
        name: 'exports',
        tables: ['public.rights_request'],
        async erase(client, { personId, guildId }) {
          if (guildId !== null) return { rows: {}, next: null };
          const { rows } = await client.query<{ file: string }>(
            `UPDATE rights_export e SET deleted_at = now() FROM rights_request r
              WHERE r.id = e.request_id AND r.person_id = $1 AND e.deleted_at IS NULL RETURNING e.file`,
            [personId],
          );
          for (const { file } of rows) await rm(path.join(exportsFolder(home), file), { force: true });
          return { rows: {}, next: null };
        },
      },
    ],
    holds: [],
    ofGuild: { parts: [], holds: [keepGuildRows('public.rights_request', 'theirs')] },
  };
}
