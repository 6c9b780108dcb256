import { createServer } from 'node:net';

/** @param {number} port @param {string} host @returns {Promise<number | undefined>} the port, or nothing where it is taken */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => {
      const { port: got } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(got));
    });
  });
}

/** A port nobody listens on at this moment. @returns {Promise<number>} */
export async function freePort() {
  return (await tryPort(0, '127.0.0.1')) ?? 0;
}

/** The wanted port, or the next one nobody listens on. @param {number} wanted @param {string} host */
export async function portFrom(wanted, host) {
  if (wanted === 0) return freePort();
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    const got = await tryPort(port, host);
    if (got !== undefined) return got;
  }
  return freePort();
}
