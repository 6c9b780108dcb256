import type { NumberForm } from './number-forms.ts';
import { FIRST_SLOT } from './word-pattern.ts';

export interface FoundNumbers {
  /** With a slot in the place of each number. */
  text: string;
  /** What each slot can be. */
  slots: NumberForm[][];
}

/** Puts slots in the place of numbers that facts carry, the longest ways of writing first. What is left is not theirs. */
export function findNumbers(plain: string, forms: readonly NumberForm[]): FoundNumbers {
  const slots: NumberForm[][] = [];
  let text = plain;
  const written = [...new Set(forms.map((form) => form.text))].sort((a, b) => b.length - a.length);
  for (const form of written) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
      const [left, right] = [text.slice(0, at), text.slice(at + form.length)];
      const fits = forms.filter((one) => one.text === form && (one.before === null || one.before.test(right)));
      if (fits.length === 0 || !standsAlone(left, form, right)) continue;
      text = `${left}${String.fromCharCode(FIRST_SLOT + slots.length)}${right}`;
      slots.push(fits);
    }
  }
  return { text, slots };
}

/** Whether it is no piece of a longer number or word. */
function standsAlone(left: string, form: string, right: string): boolean {
  const [first, last] = [/^\p{N}/u.test(form), /[\p{N}%]$/u.test(form)];
  if (first ? /(?:\p{N}[.,:/ ]?|[+-])$/u.test(left) : /\p{Script=Latin}$/u.test(left)) return false;
  return !(last ? /^(?:[.,:/ ]?\p{N}| ?[%‰]|\p{Script=Latin})/u : /^\p{Script=Latin}/u).test(right);
}
