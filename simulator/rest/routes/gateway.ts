import type { APIGatewayBotInfo, APIGatewayInfo } from 'discord-api-types/v10';
import { botOnly, json, openTo, type Route } from '../call.ts';

export const gatewayRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    access: openTo,
    answer: ({ sim }) => json({ url: sim.gatewayUrl } satisfies APIGatewayInfo),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    access: botOnly,
    answer: ({ sim }) =>
      json({
        url: sim.gatewayUrl,
        shards: sim.recommendedShards,
        session_start_limit: sim.sessionStartLimit(),
      } satisfies APIGatewayBotInfo),
  },
];
