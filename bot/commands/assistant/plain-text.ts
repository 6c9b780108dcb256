import { visibleText } from '#core/assistant/rules/visible-text.ts';

/** Nothing is seen of it, and what stood together does not. */
const APART = '\u200b';

/**
 * What a model wrote, for a message of Discord: bold and lists stay, and all else is text. No mention, no channel, no emoji
 * from elsewhere, no link, no invite, nothing that Discord would fetch, and nothing that is not seen or turns the order of what
 * is. Source: Discord, "Message Formatting".
 */
export function plainText(markdown: string): string {
  return (
    visibleText(markdown)
      // Mentions, channels, commands, times, emojis and addresses in brackets all begin so.
      .replace(/<(?=[@#:/a-z])/gi, `<${APART}`)
      .replace(/@(?=everyone|here)/gi, `@${APART}`)
      .replace(/\](?=\()/g, `]${APART}`)
      .replace(/:\/\//g, `:${APART}//`)
      .replace(/\b(discord(?:app)?\.(?:gg|com|new|gift))(?=\/)/gi, `$1${APART}`)
  );
}
