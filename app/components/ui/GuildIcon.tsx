import { classes } from './classes.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** First letters of the first words, as Discord abbreviates a guild without an icon. Letters are whole graphemes. */
export function guildAcronym(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...graphemes.segment(word)][0]?.segment ?? '')
    .join('');
}

/**
 * A guild's own letters, drawn by the stylesheet: they are a picture, no part of the name of the link that they stand in.
 * Pictures from Discord's hosts are not loaded: no other host learns who looks at what.
 */
export function GuildIcon({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span
      aria-hidden="true"
      data-letters={guildAcronym(name)}
      className={classes(
        'inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-md bg-sunken font-semibold text-ink-soft before:content-[attr(data-letters)]',
        large ? 'size-10 text-14' : 'size-7 text-12',
      )}
    />
  );
}
