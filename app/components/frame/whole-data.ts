/**
 * Fetches as `fetch` does, and waits for the whole of a page's data. Remix decodes them as they arrive and writes an error
 * to the console where they are broken off, which the router does with every reading that a click takes the place of; a
 * request that is broken off is what it expects. No page of ours has data that come later than the rest.
 */
export function wholeData(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (!url.pathname.endsWith('.data') || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
  };
}
