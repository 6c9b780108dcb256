/**
 * Arrays in Postgres's binary format (array_recv): no text is made here and none is parsed there.
 * pg sends a Buffer as a binary parameter; the statement says the type (`$1::bigint[]`).
 */
const HEADER_BYTES = 20;
const INT4_OID = 23;
const INT8_OID = 20;
const BYTEA_OID = 17;

function withHeader(oid: number, length: number, itemBytes: number): Buffer {
  // An empty array has no dimensions.
  const buffer = Buffer.allocUnsafe(length === 0 ? 12 : HEADER_BYTES + length * (4 + itemBytes));
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(oid, 8);
  if (length > 0) {
    buffer.writeInt32BE(length, 12);
    buffer.writeInt32BE(1, 16);
  }
  return buffer;
}

/** int4[]. */
export function int4Array(values: ArrayLike<number>): Buffer {
  const buffer = withHeader(INT4_OID, values.length, 4);
  for (let index = 0, at = HEADER_BYTES; index < values.length; index++, at += 8) {
    buffer.writeInt32BE(4, at);
    buffer.writeInt32BE(values[index] ?? 0, at + 4);
  }
  return buffer;
}

/** int8[] of decimal strings or whole numbers. */
export function int8Array(values: readonly (string | number)[]): Buffer {
  const buffer = withHeader(INT8_OID, values.length, 8);
  let at = HEADER_BYTES;
  for (const value of values) {
    buffer.writeInt32BE(8, at);
    buffer.writeBigInt64BE(BigInt(value), at + 4);
    at += 12;
  }
  return buffer;
}

/** int8[] of 64-bit ids given as two halves each. */
export function int8ArrayOfHalves(high: Uint32Array, low: Uint32Array): Buffer {
  const buffer = withHeader(INT8_OID, high.length, 8);
  for (let index = 0, at = HEADER_BYTES; index < high.length; index++, at += 12) {
    buffer.writeInt32BE(8, at);
    buffer.writeUInt32BE(high[index] ?? 0, at + 4);
    buffer.writeUInt32BE(low[index] ?? 0, at + 8);
  }
  return buffer;
}

/** int8[] of whole numbers from 0 to 2^53. */
export function int8ArrayOfSums(values: ArrayLike<number>): Buffer {
  const buffer = withHeader(INT8_OID, values.length, 8);
  for (let index = 0, at = HEADER_BYTES; index < values.length; index++, at += 12) {
    const value = values[index] ?? 0;
    buffer.writeInt32BE(8, at);
    buffer.writeUInt32BE(Math.floor(value / 4_294_967_296), at + 4);
    buffer.writeUInt32BE(value % 4_294_967_296, at + 8);
  }
  return buffer;
}

/** bytea[]. */
export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const header = withHeader(BYTEA_OID, values.length, 0);
  const parts: Uint8Array[] = [header.subarray(0, values.length === 0 ? header.length : HEADER_BYTES)];
  for (const value of values) {
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(value.byteLength);
    parts.push(length, value);
  }
  return Buffer.concat(parts);
}
