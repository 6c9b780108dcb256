import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses of machines of one's own. Sources: RFC 1918, RFC 4193, RFC 6598; RFC 1122 and RFC 4291 for the machine itself. */
const ownAddresses = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  ownAddresses.addSubnet(network, bits, 'ipv4');
ownAddresses.addAddress('::1', 'ipv6');
ownAddresses.addSubnet('fc00::', 7, 'ipv6');

/** Whether an address is of this machine or of a private network. */
export function isOwnAddress(address: string): boolean {
  return ownAddresses.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * The network that a request comes from: an address of IPv4, or the half of one of IPv6 that a provider gives to one
 * customer. Null where it cannot be known: a private address may be of a proxy that stands before everybody.
 * @param peer who opened the connection
 * @param trustProxy a proxy did, and names whom it speaks for last in X-Forwarded-For
 */
export function clientNetwork(headers: Headers, peer: string | undefined, trustProxy: boolean): string | null {
  const told = trustProxy ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : peer;
  const address = told?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  if (isIP(address) === 0 || isOwnAddress(address)) return null;
  return isIPv6(address) ? firstHalf(address) : address;
}

/** The first 64 bits of an address of IPv6. */
function firstHalf(address: string): string {
  const [before = '', after] = address.replace(/%.*$/, '').split('::');
  const groups = before.split(':').filter(Boolean);
  const rest = after === undefined ? [] : after.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
