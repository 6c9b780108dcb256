import { localToday } from '#core/analytics/rules/local-today.ts';
import { getGuildTimeZone } from '#core/guilds/get-guild-time-zone.server.ts';
import { listVisiblePlaces, type VisiblePlaces } from '#core/guilds/list-visible-places.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { AssistantDeps } from '../../deps.server.ts';
import type { Scope } from '../../schema.ts';
import { channelsTool } from './channels.server.ts';
import { annotationsTool, coverageTool } from './coverage.server.ts';
import { documentationTool } from './documentation.server.ts';
import { growthTool, invitesTool, retentionTool } from './growth.server.ts';
import { weekHoursTool } from './hours.server.ts';
import { knowledgeTool } from './knowledge.server.ts';
import { proposeTools } from './proposals.ts';
import { settingsTool } from './settings.server.ts';
import { structureTool } from './structure.server.ts';
import type { Bound, ProposeTool, ReadTool } from './tool.ts';
import { daysTool, totalsTool } from './totals.server.ts';

export interface Tools {
  bound: Bound;
  reads: readonly ReadTool[];
  proposes: readonly ProposeTool[];
}

/** The tools of one question: of this guild, for this person, and of no other, whatever a model asks for. */
export async function makeTools(deps: AssistantDeps, scope: Scope, locale: Locale): Promise<Tools> {
  const timeZone = await getGuildTimeZone(deps.modelDb, scope);
  let asked: Promise<VisiblePlaces | null> | undefined;
  const bound: Bound = {
    ...{ deps, scope, locale, timeZone },
    today: localToday(deps.clock.now(), timeZone),
    places() {
      asked ??= listVisiblePlaces(deps, scope);
      return asked;
    },
  };
  return {
    bound,
    reads: [
      totalsTool(bound),
      daysTool(bound),
      weekHoursTool(bound),
      channelsTool(bound),
      growthTool(bound),
      invitesTool(bound),
      retentionTool(bound),
      coverageTool(bound),
      annotationsTool(bound),
      structureTool(bound),
      knowledgeTool(bound),
      settingsTool(bound),
      documentationTool(bound),
    ],
    proposes: proposeTools(bound),
  };
}
