/** A form's value: text, a list, or fields by name. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };

/**
 * Stripe's form encoding: `a[b][0][c]=v` is {a: {b: [{c: 'v'}]}}, `a[]=v` appends.
 * A branch whose names are all numbers is a list.
 */
export function parseForm(text: string): Record<string, FormValue> {
  const root: Record<string, FormValue> = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const path = [...key.matchAll(/^[^[\]]+|\[([^[\]]*)\]/g)].map((part) => part[1] ?? part[0]);
    place(root, path, value);
  }
  const whole = listed(root);
  return typeof whole === 'object' && !Array.isArray(whole) ? whole : {};
}

function place(branch: Record<string, FormValue>, path: readonly string[], value: string): void {
  const [first = '', ...rest] = path;
  const name = first === '' ? String(Object.keys(branch).length) : first;
  if (rest.length === 0) {
    branch[name] = value;
    return;
  }
  const known = branch[name];
  const next: Record<string, FormValue> =
    typeof known === 'object' && !Array.isArray(known) ? known : Object.create(null);
  branch[name] = next;
  place(next, rest, value);
}

function listed(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const names = Object.keys(value);
  const inner = names.map((name) => listed(value[name] ?? ''));
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) return inner;
  return Object.fromEntries(names.map((name, at) => [name, inner[at] ?? '']));
}
