import { Client } from 'discord.js';
import { ClusterClient } from 'discord-hybrid-sharding';
import { quietChannel } from '../quiet-channel.ts';

/** A cluster whose manager goes just before it says that it is ready, too soon for it to have noticed. */
const clusterClient = new ClusterClient(new Client({ intents: [] }));
quietChannel(clusterClient);
process.send?.('here');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
clusterClient.triggerReady();
