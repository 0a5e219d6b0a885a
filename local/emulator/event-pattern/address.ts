import { isIPv4, isIPv6 } from 'node:net';

/** The IP addresses of one family from `first` to `last`, both included. */
export interface AddressBlock {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const MAPPED_IPV4 = 0xffffn;

/** The block of a CIDR expression, or what is wrong with it. Host bits are dropped, as EventBridge drops them. */
export function readCidr(text: string): AddressBlock | { readonly problem: string } {
  const [host, mask, ...rest] = text.split('/');
  if (host === undefined || mask === undefined || rest.length > 0) return { problem: 'it needs exactly one "/"' };
  const address = readAddress(host);
  if (address === undefined) return { problem: `"${host}" is no IP address` };
  // event-ruler (CIDR.cidr) refuses a mask that leaves one address only.
  if (!/^\d{1,3}$/.test(mask) || Number(mask) >= address.bits) {
    return { problem: `the mask must be a number from 0 to ${address.bits - 1}` };
  }
  const hosts = (1n << BigInt(address.bits - Number(mask))) - 1n;
  return { bits: address.bits, first: address.value & ~hosts, last: address.value | hosts };
}

/** The block of one address, if the text is an address: EventBridge compares such strings as addresses. */
export function readSingleAddress(text: string): AddressBlock | undefined {
  const address = readAddress(text);
  return address && { bits: address.bits, first: address.value, last: address.value };
}

/**
 * Whether the text is an address in the block. The families stay apart, but for IPv4 written as `::ffff:a00:1`, which
 * is IPv4 in the service too. (event-ruler compares leading digits and so finds a00::1 in 10.0.0.0/8; a rule that
 * relied on that would be a mistake, and is not imitated.)
 */
export function holds(block: AddressBlock, text: string): boolean {
  const address = readAddress(text);
  return address?.bits === block.bits && address.value >= block.first && address.value <= block.last;
}

/** Decimal IPv4, hexadecimal IPv6 without zone or dotted tail: the literals of event-ruler (Constants). */
function readAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { bits: 32, value: joined(text.split('.').map(Number), 8n) };
  if (!/^[\da-f:]+$/i.test(text) || !isIPv6(text)) return undefined;
  const value = joined(groups(text), 16n);
  return value >> 32n === MAPPED_IPV4 ? { bits: 32, value: BigInt.asUintN(32, value) } : { bits: 128, value };
}

function groups(text: string): readonly number[] {
  const [head = [], tail = []] = text
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function joined(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
}
