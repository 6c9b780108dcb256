import { quietChannel } from '../quiet-channel.ts';

/** Sends as the sharding library does, just after the parent went: too soon for Node to have noticed. */
const channel = {
  send: (message: object) =>
    new Promise<void>((resolve, reject) => {
      process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    }),
};
quietChannel(channel);
process.send?.('here');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
void channel.send({ ready: true });
