/**
 * How Node runs a program of the build. A page is some megabytes of short-lived objects: with room for a few pages the
 * web process collects them without copying what a page still needs.
 * @param {string} name
 */
export function nodeFlags(name) {
  return ['--enable-source-maps', ...(name === 'web' ? ['--max-semi-space-size=64'] : [])];
}
