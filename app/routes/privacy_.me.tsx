import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAccesses } from '#core/accounts/list-accesses.server.ts';
import { OpenAccesses } from '../components/accounts/OpenAccesses.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { MePage } from '../components/privacy/MePage.tsx';
import { answer } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';
import { readHeldPage } from '../http/held.server.ts';
import { guildNamesSoon } from '../http/own-guilds.server.ts';

/** What is held about the person who asks, and nobody else's. `?guild=` shows that of one guild. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id, name } = await requirePerson(context, request);
  const guildId = new URL(request.url).searchParams.get('guild');
  const { rights, clock } = context.deps;
  const [accesses, held] = await Promise.all([
    listAccesses(context.deps, { personId: id }),
    readHeldPage(rights, { id, name }, { guildId, names: await guildNamesSoon(context), nowMs: clock.now() }),
  ]);
  return { held, accesses };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('privacy-centre:me.title'));

export default function Me() {
  const { held, accesses } = useLoaderData<typeof loader>();
  return (
    <>
      <OpenAccesses accesses={accesses} />
      <MePage data={held} />
    </>
  );
}
