/** What the first sign of an emoji of several can end with. */
const EMOJI = '(?:\\p{Extended_Pictographic}|\\uFE0F|[\\u{1F3FB}-\\u{1F3FF}])';
/**
 * What takes no place or turns the order in which one reads: controls, format characters (among them those of Unicode's
 * bidirectional algorithm, and its tags), selectors of variants but for the emoji's, letters without a shape, and halves of
 * characters. A joiner between two emoji makes one of them, and stays.
 */
const UNSEEN = new RegExp(
  [
    `(?!(?<=${EMOJI})\\u200D(?=\\p{Extended_Pictographic}))[\\p{Cf}\\p{Cs}]`,
    '[^\\P{Cc}\\n\\t]',
    '\\u034F|\\u115F|\\u1160|\\u17B4|\\u17B5|[\\u180B-\\u180F]|\\u2028|\\u2029|\\u3164|\\uFFA0',
    '[\\uFE00-\\uFE0E]|[\\u{E0000}-\\u{E0FFF}]',
  ].join('|'),
  'gu',
);

/** A text as it looks: what nobody could see of it is left out, so that nothing hides there. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, '');
}
