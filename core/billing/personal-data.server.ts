import {
  deleteRows,
  endOfBooks,
  keepGuildRows,
  keepRows,
  type PersonalDataHolder,
} from '#core/platform/personal-data.server.ts';

const ofPayer = { where: 'account_id = $1', guildColumn: 'guild_id' };

/** Payments and what they were for stay as long as books are kept; who gave a guild premium stays with the grant. */
export const billingHolder: PersonalDataHolder = {
  room: 'billing',
  parts: [deleteRows('public.checkout', 'account_id', 'guild_id')],
  holds: [
    keepRows('public.stripe_customer', 'books', {
      where: 'account_id = $1 AND $2::int8 IS NULL',
      until: `greatest(max(created_at) + interval '30 days', (SELECT ${endOfBooks('at')} FROM (
        SELECT paid_at AS at FROM public.billing_confirmation WHERE account_id = $1
         UNION ALL SELECT noticed_at FROM public.payment_reversal WHERE account_id = $1
         UNION ALL SELECT coalesce(ended_at, current_period_end) FROM public.subscription WHERE account_id = $1) AS book))`,
    }),
    keepRows('public.subscription', 'books', {
      ...ofPayer,
      until: endOfBooks('coalesce(ended_at, current_period_end)'),
    }),
    keepRows('public.billing_confirmation', 'books', { ...ofPayer, until: endOfBooks('paid_at') }),
    keepRows('public.payment_reversal', 'books', { ...ofPayer, until: endOfBooks('noticed_at') }),
    keepRows('public.premium_grant', 'answerable', {
      where: '(granted_by = $1 OR revoked_by = $1)',
      guildColumn: 'guild_id',
      until: `max(coalesce(least(revoked_at, ends_at), starts_at)) + interval '3 years'`,
    }),
  ],
  ofGuild: {
    parts: [],
    holds: [
      keepGuildRows('public.premium_grant', 'premium'),
      keepGuildRows('public.premium_period', 'premium'),
      keepGuildRows('public.premium_deletion', 'premium'),
      keepGuildRows('public.checkout', 'theirs', `max(begun_at) + interval '30 days'`),
      keepGuildRows('public.subscription', 'books', endOfBooks('coalesce(ended_at, current_period_end)')),
      keepGuildRows('public.billing_confirmation', 'books', endOfBooks('paid_at')),
      keepGuildRows('public.payment_reversal', 'books', endOfBooks('noticed_at')),
    ],
  },
};
