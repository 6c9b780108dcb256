/** What Node says where the other end of the channel is gone, noticed or not. */
const GONE = new Set(['EPIPE', 'ECONNRESET', 'ERR_IPC_CHANNEL_CLOSED']);

/**
 * A manager that is gone hears nothing more. The end of its channel says so, and a message that did not arrive does not
 * have to: the sharding library leaves it as an unhandled rejection, which would end the process in the middle of ending
 * cleanly.
 */
export function quietChannel<M>(channel: { send(message: M): Promise<unknown> }): void {
  const send = channel.send.bind(channel);
  channel.send = async (message) => {
    try {
      await send(message);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && GONE.has(String(error.code)))) throw error;
    }
  };
}
