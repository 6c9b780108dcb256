import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { RequestPage } from '../components/privacy/RequestPage.tsx';
import { answer } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';
import { guildNamesSoon } from '../http/own-guilds.server.ts';
import { readRequest } from '../http/requests.server.ts';

/** How far a request is. `?key=` opens its file where this browser was not given the key. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { success, data: requestId } = z.uuid().safeParse(params.requestId);
  if (!success) throw new AppError('not_found', 'not the id of a request');
  const account = await context.account();
  try {
    const found = await readRequest(context.deps, account?.id ?? null, requestId);
    const { own } = found;
    const key = new URL(request.url).searchParams.get('key');
    const isHeld = context.state.k?.r === requestId;
    const names = own?.guildId ? await guildNamesSoon(context) : null;
    return {
      ...found,
      guildName: own?.guildId ? (names?.get(own.guildId) ?? null) : null,
      download: key !== null || isHeld ? paths.requestFile(requestId, key) : null,
      nowMs: context.deps.clock.now(),
    };
  } catch (error) {
    // A visitor may be the person who asked, and learns nothing by being asked to sign in.
    if (account === null && isAppError(error) && error.code === 'not_found') await requirePerson(context, request);
    throw error;
  }
});

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) => t(data ? `privacy-centre:name.${data.request.right}` : 'privacy-centre:requests.title'));

export default function Request() {
  return <RequestPage data={useLoaderData<typeof loader>()} />;
}
