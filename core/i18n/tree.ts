/** A file of words: texts by nested keys. */
export interface Tree {
  [key: string]: string | Tree;
}

/** The endings of i18next's plurals that a language needs, in the order of CLDR. */
export function pluralForms(locale: string): string[] {
  const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return ['zero', 'one', 'two', 'few', 'many', 'other'].filter((form) => known.some((one) => one === form));
}

/** All texts by their path, "picker.title". */
export function textsOf(tree: Tree, path = ''): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : textsOf(value, `${path}${key}.`),
  );
}

/** The paths a language needs where English has these: its own plurals in the place of English's. */
export function pathsFor(english: Tree, forms: readonly string[]): { path: string; english: string }[] {
  const texts = textsOf(english);
  const paths = new Set(texts.map(([path]) => path));
  return texts.flatMap(([path, text]) => {
    const [, stem, form] = /^(.+)_(one|other)$/.exec(path) ?? [];
    // "refused_other" alone is a key of its own: English has both of its plurals.
    if (stem === undefined || !paths.has(`${stem}_one`) || !paths.has(`${stem}_other`))
      return [{ path, english: text }];
    if (form === 'one') return [];
    return forms.map((one) => ({
      path: `${stem}_${one}`,
      english: one === 'one' ? (texts.find(([other]) => other === `${stem}_one`)?.[1] ?? text) : text,
    }));
  });
}
