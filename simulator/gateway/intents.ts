export const INTENT = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildModeration: 1 << 2,
  guildExpressions: 1 << 3,
  guildIntegrations: 1 << 4,
  guildWebhooks: 1 << 5,
  guildInvites: 1 << 6,
  guildVoiceStates: 1 << 7,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
  guildScheduledEvents: 1 << 16,
  autoModerationConfiguration: 1 << 20,
  autoModerationExecution: 1 << 21,
} as const;

const KNOWN_BITS = 0x1ffff | (3 << 20) | (3 << 24);
export const PRIVILEGED = INTENT.guildMembers | INTENT.guildPresences | INTENT.messageContent;

/** Whether the number holds only intents that exist. */
export function areValidIntents(intents: unknown): intents is number {
  return typeof intents === 'number' && Number.isInteger(intents) && intents >= 0 && (intents & ~KNOWN_BITS) === 0;
}

const BY_PREFIX: readonly (readonly [prefix: string, intent: number])[] = [
  ['GUILD_MEMBER_', INTENT.guildMembers],
  ['GUILD_BAN_', INTENT.guildModeration],
  ['GUILD_AUDIT_LOG_', INTENT.guildModeration],
  ['GUILD_EMOJIS_', INTENT.guildExpressions],
  ['GUILD_STICKERS_', INTENT.guildExpressions],
  ['GUILD_INTEGRATIONS_', INTENT.guildIntegrations],
  ['INTEGRATION_', INTENT.guildIntegrations],
  ['WEBHOOKS_', INTENT.guildWebhooks],
  ['INVITE_', INTENT.guildInvites],
  ['VOICE_STATE_', INTENT.guildVoiceStates],
  ['VOICE_CHANNEL_', INTENT.guildVoiceStates],
  ['PRESENCE_', INTENT.guildPresences],
  ['MESSAGE_REACTION_', INTENT.guildMessageReactions],
  ['MESSAGE_', INTENT.guildMessages],
  ['TYPING_', INTENT.guildMessageTyping],
  ['GUILD_SCHEDULED_', INTENT.guildScheduledEvents],
  ['AUTO_MODERATION_RULE_', INTENT.autoModerationConfiguration],
  ['AUTO_MODERATION_ACTION_', INTENT.autoModerationExecution],
  ['CHANNEL_', INTENT.guilds],
  ['THREAD_', INTENT.guilds],
  ['STAGE_INSTANCE_', INTENT.guilds],
  ['GUILD_', INTENT.guilds],
];

/** The intent an event needs, 0 for those sent to every session (interactions, entitlements, READY). */
export function intentOf(t: string): number {
  for (const [prefix, intent] of BY_PREFIX) if (t.startsWith(prefix)) return intent;
  return 0;
}
