import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { Config } from '#core/platform/config.server.ts';

/**
 * Headers of every response. Nothing loads from another host and nothing inline runs without this response's nonce.
 * A browser applies `form-action` to where a form is redirected, so Discord's authorize page and Stripe's are named.
 */
export function securityHeaders({ web, discord, stripe, mode }: Pick<Config, 'web' | 'discord' | 'stripe' | 'mode'>) {
  const redirected = [discord.authorizeUrl, ...(stripe ? [stripe.checkoutUrl, stripe.portalUrl] : [])];
  const development = mode === 'development';
  const https = web.origin.startsWith('https:');
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE, "'strict-dynamic'"],
      styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", NONCE],
      connectSrc: development ? ["'self'", 'ws:'] : ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'", ...new Set(redirected.map((address) => new URL(address).origin))],
    },
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });
}
