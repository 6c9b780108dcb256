import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';

const PATIENCE_MS = 8_000;

/** How an address answers over TLS. */
export interface Transport {
  /** Strict-Transport-Security (RFC 6797), as it came. */
  hsts: string | null;
  /** TLSv1.3 */
  protocol: string;
  /** When the certificate ends. */
  validUntil: Date;
}

/**
 * Asks an https address and says how it answered.
 * @param ca certificates to trust beside those of Node, PEM
 * @throws Error where it cannot be reached, or its certificate is not to be trusted (the code says which)
 */
export async function readTransport(url: string, ca?: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: 'HEAD', timeout: PATIENCE_MS, agent: false, ...(ca ? { ca } : {}) },
      (response) => {
        const socket = response.socket as TLSSocket;
        response.resume();
        resolve({
          hsts: response.headers['strict-transport-security'] ?? null,
          protocol: socket.getProtocol() ?? '',
          validUntil: new Date(socket.getPeerCertificate().valid_to),
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`${url} does not answer`)));
    asked.on('error', reject);
    asked.end();
  });
}
