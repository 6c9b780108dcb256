import { renderToStaticMarkup } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import type { Turn } from '#core/assistant/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { TurnView } from '../../app/components/assistant/TurnView.tsx';
import { SpeechContext, speechOf } from '../../app/components/ui/words.ts';

/** A turn of a conversation as the dashboard's page has it. */
export async function renderTurn(turn: Turn, guildId: string, channels: Record<string, string>): Promise<string> {
  const data = { guild: { id: guildId, name: 'x' }, channels, mayWrite: true };
  const routes = [
    { path: 'guilds/:guildId/assistant', element: <TurnView turn={turn} data={data} problem={null} ask={() => {}} /> },
  ];
  const { query } = createStaticHandler(routes);
  const context = await query(new Request(`http://localhost/guilds/${guildId}/assistant`));
  if (context instanceof Response) throw new Error('a redirect');
  return renderToStaticMarkup(
    <SpeechContext.Provider value={speechOf(speakerOf('en'))}>
      <StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />
    </SpeechContext.Provider>,
  );
}
