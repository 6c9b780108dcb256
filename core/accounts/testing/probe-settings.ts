import type { AccountProbeSettings } from '../promises.server.ts';

/** Settings of an instance that does everything right, for tests. */
export const probeSettings: AccountProbeSettings = {
  secrets: ['a secret of at least thirty-two characters'],
  origin: 'https://procord.example',
  sendsMail: false,
  readTransport: async () => ({
    hsts: 'max-age=31536000; includeSubDomains',
    protocol: 'TLSv1.3',
    validUntil: new Date('2100-01-01T00:00:00Z'),
  }),
};
