/** Node's hook of the same name. @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (!found.url.endsWith('/core/ai/features.ts')) return found;
  return next(new URL('./faulty-features.ts', import.meta.url).href, context);
}
