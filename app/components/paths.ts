/** Every address that a view links or posts to, in one place. */
export const paths = {
  home: '/',
  guilds: '/guilds',
  overview: (guildId: string) => `/guilds/${guildId}`,
  /** Event stream whose data is the overview's JSON. */
  live: (guildId: string) => `/guilds/${guildId}/live`,
  overviewCsv: (guildId: string) => `/guilds/${guildId}/overview.csv`,
  overviewPicture: (guildId: string, chart: 'messages' | 'voice') => `/guilds/${guildId}/overview.svg?chart=${chart}`,
  premium: (guildId: string) => `/guilds/${guildId}/premium`,
  operator: '/operator',
  privacy: '/privacy',
  signIn: '/auth/discord',
  signOut: '/auth/sign-out',
  signOutEverywhere: '/auth/sign-out-everywhere',
  preferences: '/preferences',
} as const;
