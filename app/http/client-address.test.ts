import { expect, test } from 'vitest';
import { clientNetwork } from './client-address.server.ts';

const of = (peer: string | undefined, forwarded?: string, trustProxy = false) =>
  clientNetwork(new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), peer, trustProxy);

test('a network is an address of IPv4, or the first half of one of IPv6', () => {
  expect(of('203.0.113.7')).toBe('203.0.113.7');
  expect(of('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(of('2001:db8:0:7:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:7');
  expect(of('2001:DB8::7:1:2:3:4')).toBe('2001:db8:0:7');
  expect(of('2001:db8::1')).toBe('2001:db8:0:0');
});

test('what a client says of itself is believed of a proxy alone, and of that its last word', () => {
  expect(of('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(of('127.0.0.1', '198.51.100.1, 203.0.113.7', true)).toBe('203.0.113.7');
  expect(of('203.0.113.7', undefined, true)).toBeNull();
});

test('an address that may be of many people is none', () => {
  for (const own of ['127.0.0.1', '::1', '10.1.2.3', '::ffff:192.168.0.1', 'fd00::1', 'unknown', '', undefined])
    expect(of(own), own).toBeNull();
});
