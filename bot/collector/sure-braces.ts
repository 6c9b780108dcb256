const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BRACKET_END = 93;
const UNDERSCORE = 95;
const LETTER_A = 97;
const LETTER_Z = 122;
const BRACE = 123;
const BRACE_END = 125;

/**
 * Whether a brace in JSON text surely opens an object, seen from the characters beside it alone.
 * `{"a`: were the brace inside a string, this quote (no backslash before it) would end it, and no letter follows a string.
 * `a":{`: were it inside a string, this quote would begin it, and no letter precedes a string.
 */
export function opensObject(text: string, brace: number): boolean {
  if (text.charCodeAt(brace + 1) === QUOTE) return isKeyLetter(text.charCodeAt(brace + 2));
  return (
    text.charCodeAt(brace - 1) === COLON &&
    text.charCodeAt(brace - 2) === QUOTE &&
    isKeyLetter(text.charCodeAt(brace - 3))
  );
}

/**
 * Whether a brace surely closes an object: `},"a`, `}},"a`, `}],"a`, `},{"a`. Were it inside a string, this quote would
 * end it, and no letter follows a string.
 */
export function closesObject(text: string, brace: number): boolean {
  let at = brace + 1;
  for (let code = text.charCodeAt(at); code === BRACE_END || code === BRACKET_END; ) code = text.charCodeAt(++at);
  if (text.charCodeAt(at) !== COMMA) return false;
  if (text.charCodeAt(++at) === BRACE) at++;
  return text.charCodeAt(at) === QUOTE && isKeyLetter(text.charCodeAt(at + 1));
}

function isKeyLetter(code: number): boolean {
  return (code >= LETTER_A && code <= LETTER_Z) || code === UNDERSCORE;
}
