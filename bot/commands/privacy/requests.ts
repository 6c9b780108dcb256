import { listRequests } from '#core/privacy/list-requests.server.ts';
import type { PrivacyPart } from '../command.ts';
import { requestUrl } from './ask.ts';

/** Lines of an answer; the page lists them all. */
const LISTED = 10;

/** What the person has asked for, newest first. */
export const requests: PrivacyPart = {
  name: 'requests',
  options: [],
  async answer(use) {
    const { t, deps, userId } = use;
    const asked = await listRequests(deps.rights, { personId: userId });
    if (asked.length === 0) return { content: t('commands:privacy.requests.none') };
    const lines = asked.slice(0, LISTED).map((request) => {
      const name = t(request.undo ? 'privacy-centre:name.undo' : `privacy-centre:name.${request.right}`);
      const state = t(`privacy-centre:state.${request.state}`);
      // Discord writes the instant in the reader's language and time zone.
      const when = `<t:${Math.floor(request.askedAt.getTime() / 1_000)}:R>`;
      return `[${name}](<${requestUrl(use, request.requestId)}>): ${state}, ${when}`;
    });
    return {
      embeds: [{ title: t('commands:privacy.requests.title'), description: lines.join('\n') }],
      buttons: [{ label: t('commands:privacy.requests.all'), url: `${deps.origin}/privacy/requests` }],
    };
  },
};
