import type { ServerBuild } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';

/** What the server knows of an address before Remix answers it. */
export interface RouteOf {
  id: string;
  /** "/guilds/:guildId/live" */
  pattern: string;
  /** Has a page, as against a resource such as a stream or a file. */
  page: boolean;
  /** Only where the address holds something that can be the id of a guild. */
  guildId: string | undefined;
}

interface Branch {
  id: string;
  path?: string;
  index?: boolean;
  children?: Branch[];
}

/** Finds the route of a path; null where only the page for unknown addresses answers. */
export function routeFinder({ routes }: Pick<ServerBuild, 'routes'>): (pathname: string) => RouteOf | null {
  const childrenOf = (parentId: string | undefined): Branch[] =>
    Object.values(routes).flatMap((route): Branch[] => {
      if (!route || route.parentId !== parentId) return [];
      const children = childrenOf(route.id);
      return [
        {
          id: route.id,
          ...(route.path === undefined ? {} : { path: route.path }),
          ...(route.index ? { index: true } : {}),
          ...(children.length > 0 ? { children } : {}),
        },
      ];
    });
  const tree = childrenOf(undefined);
  return (pathname) => {
    const matches = matchRoutes(tree as Parameters<typeof matchRoutes>[0], { pathname });
    const leaf = matches?.at(-1);
    const route = leaf && routes[leaf.route.id ?? ''];
    if (!matches || !leaf || !route || route.path === '*') return null;
    const pattern = `/${matches.flatMap((match) => match.route.path || []).join('/')}`;
    return {
      id: route.id,
      pattern,
      page: route.module.default !== undefined,
      guildId: /^\d{15,20}$/.exec(leaf.params.guildId ?? '')?.[0],
    };
  };
}
