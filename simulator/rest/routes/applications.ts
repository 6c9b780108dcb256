import { createHash } from 'node:crypto';
import {
  type APIApplication,
  ApplicationFlags,
  type RESTGetAPIOAuth2CurrentAuthorizationResult,
} from 'discord-api-types/v10';
import { INTENT } from '../../gateway/intents.ts';
import type { Simulator } from '../../simulator.ts';
import { apiDate } from '../../world/payloads.ts';
import { OUR_BOT_INDEX } from '../../world/people.ts';
import { botOnly, type Call, json, type Route } from '../call.ts';
import { unauthorized } from '../errors.ts';
import { userShape } from '../shapes.ts';

export const applicationRoutes: readonly Route[] = [
  { method: 'GET', path: '/applications/@me', access: botOnly, answer: ({ sim }) => json(applicationShape(sim)) },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    access: botOnly,
    answer: ({ sim }) => json(applicationShape(sim)),
  },
  { method: 'GET', path: '/oauth2/@me', access: { kind: 'bot or bearer', scope: null }, answer: ownAuthorization },
];

/** What a bearer token allows, until when; the person only with `identify`. */
function ownAuthorization({ sim, caller }: Call): Response {
  if (caller.kind !== 'bearer') throw unauthorized();
  const { scopes, accessExpiresAt, userId } = caller.grant;
  const { id, name, icon, description, bot_public, bot_require_code_grant, verify_key } = applicationShape(sim);
  const user = scopes.includes('identify') ? sim.world.people.byId(userId) : null;
  return json({
    application: { id, name, icon, description, bot_public, bot_require_code_grant, verify_key },
    scopes: scopes as unknown as RESTGetAPIOAuth2CurrentAuthorizationResult['scopes'],
    expires: apiDate(accessExpiresAt),
    ...(user ? { user: userShape(user) } : {}),
  } satisfies RESTGetAPIOAuth2CurrentAuthorizationResult);
}

/** Flags of an application that is not verified, by the privileged intent each stands for. */
const FLAGS: readonly (readonly [intent: number, flag: ApplicationFlags])[] = [
  [INTENT.guildPresences, ApplicationFlags.GatewayPresenceLimited],
  [INTENT.guildMembers, ApplicationFlags.GatewayGuildMembersLimited],
  [INTENT.messageContent, ApplicationFlags.GatewayMessageContentLimited],
];

/** The application itself, as its own bot sees it. */
export function applicationShape(sim: Simulator): APIApplication {
  const bot = sim.world.people.byIndex(OUR_BOT_INDEX);
  const owner = sim.world.people.persona('owner').user;
  const flags = FLAGS.reduce((sum, [intent, flag]) => (sim.grantedIntents & intent ? sum | flag : sum), 0);
  return {
    id: sim.credentials.clientId,
    name: bot.username,
    icon: null,
    description: 'The application under test, in the simulated Discord.',
    summary: '',
    bot: userShape(bot),
    owner: userShape(owner),
    team: null,
    verify_key: createHash('sha256').update(`verify ${sim.credentials.clientId}`).digest('hex'),
    bot_public: true,
    bot_require_code_grant: false,
    flags,
    flags_new: String(flags),
    approximate_guild_count: sim.world.guilds.filter((guild) => guild.botIn).length,
    approximate_user_install_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
  };
}
