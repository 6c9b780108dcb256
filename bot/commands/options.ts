import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { offeredDays } from '#core/analytics/rules/period.ts';
import { LONGEST_QUESTION } from '#core/assistant/schema.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { caseTopics } from '#core/support/schema.ts';

/** Lengths that a person's own rows can fill. */
export const ownDays = offeredDays.filter((days) => days <= ACTIVITY_KEPT_DAYS);

/** Where people write or talk. */
const countedChannels = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
] as const;

/** Each option there is: its name in Discord's data, and what can be chosen. All but `person` and `question` can be left out. */
export const optionKinds = {
  range: { name: 'range', type: ApplicationCommandOptionType.Integer, choices: offeredDays },
  ownRange: { name: 'range', type: ApplicationCommandOptionType.Integer, choices: ownDays },
  show: { name: 'show', type: ApplicationCommandOptionType.String, choices: ['messages', 'voice', 'people'] },
  showCounts: { name: 'show', type: ApplicationCommandOptionType.String, choices: ['messages', 'voice'] },
  channel: { name: 'channel', type: ApplicationCommandOptionType.Channel, channelTypes: countedChannels },
  appearance: { name: 'appearance', type: ApplicationCommandOptionType.String, choices: ['dark', 'light'] },
  public: { name: 'public', type: ApplicationCommandOptionType.Boolean },
  where: { name: 'where', type: ApplicationCommandOptionType.String, choices: ['here', 'everywhere'] },
  lift: { name: 'lift', type: ApplicationCommandOptionType.Boolean },
  about: { name: 'about', type: ApplicationCommandOptionType.String, choices: caseTopics },
  person: { name: 'person', type: ApplicationCommandOptionType.User },
  question: { name: 'question', type: ApplicationCommandOptionType.String, longest: LONGEST_QUESTION },
} as const;

export type OptionName = keyof typeof optionKinds;

const days = (offered: readonly number[]) =>
  z
    .number()
    .refine((chosen) => offered.includes(chosen))
    .catch(28);

/** What can be chosen, as Discord sends it; what is missing or was not offered reads as not said. */
const chosenSchema = {
  range: days(offeredDays),
  ownRange: days(ownDays),
  show: z.enum(optionKinds.show.choices).nullable().catch(null),
  showCounts: z.enum(optionKinds.showCounts.choices).nullable().catch(null),
  channel: snowflakeSchema.nullable().catch(null),
  appearance: z.enum(optionKinds.appearance.choices).catch('dark'),
  public: z.boolean().catch(false),
  where: z.enum(optionKinds.where.choices).nullable().catch(null),
  lift: z.boolean().catch(false),
  about: z.enum(caseTopics).catch('privacy'),
  person: snowflakeSchema.nullable().catch(null),
  question: z.string().max(LONGEST_QUESTION).catch(''),
} as const satisfies Record<OptionName, z.ZodType>;

export function readOption<N extends OptionName>(
  chosen: ReadonlyMap<string, unknown>,
  option: N,
): z.output<(typeof chosenSchema)[N]> {
  return chosenSchema[option].parse(chosen.get(optionKinds[option].name)) as z.output<(typeof chosenSchema)[N]>;
}
