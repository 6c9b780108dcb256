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

/**
 * Below 32768 and 49152: from there on Linux and others (RFC 6335) give ports to whoever connects or does not mind, so that
 * one of those can be taken between the look and the use.
 */
const [FIRST, LAST] = [20_000, 32_000];

/** A port nobody listens on, and that nobody is given by chance. @returns {Promise<number>} */
export async function freePort() {
  for (;;) {
    const got = await tryPort(FIRST + Math.floor(Math.random() * (LAST - FIRST)), '127.0.0.1');
    if (got !== undefined) return got;
  }
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
