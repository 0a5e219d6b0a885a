import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Replaces `@aws-sdk/util-dynamodb` in the simulation's bundle, because the real one takes most of a simulated world's
 * time. It knows the values that the ledger stores, does the same with them, and refuses all others.
 */
export function marshall(
  value: object,
  options?: { readonly removeUndefinedValues?: boolean },
): Record<string, AttributeValue> {
  return marshallMap(value, options?.removeUndefinedValues ?? false);
}

export function unmarshall(item: Record<string, AttributeValue>): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const name in item) value[name] = unmarshallValue(item[name]);
  return value;
}

function marshallMap(value: object, removesUndefined: boolean): Record<string, AttributeValue> {
  const map: Record<string, AttributeValue> = {};
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) {
    const member = members[name];
    if (member !== undefined) map[name] = marshallValue(member, removesUndefined);
    else if (!removesUndefined) throw new Error('Pass options.removeUndefinedValues=true to remove undefined values');
  }
  return map;
}

function marshallValue(value: unknown, removesUndefined: boolean): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      if (!Number.isSafeInteger(value) && Number.isInteger(value))
        throw new Error(`${value} is too large for a number`);
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      if (Array.isArray(value)) {
        const list: AttributeValue[] = [];
        for (const element of value) if (element !== undefined) list.push(marshallValue(element, removesUndefined));
        return { L: list };
      }
      if (value instanceof Uint8Array) return { B: value };
      if (Object.getPrototypeOf(value) !== Object.prototype)
        throw new Error('Pass options.convertClassInstanceToMap=true');
      return { M: marshallMap(value, removesUndefined) };
    default:
      throw new Error(`a ${typeof value} cannot be stored`);
  }
}

/** Each value has one member, whose name is looked up once: most of the time here went into looking for others. */
function unmarshallValue(value: AttributeValue | undefined): unknown {
  for (const kind in value) {
    if (kind === 'S') return value.S;
    if (kind === 'M' && value.M) return unmarshall(value.M);
    if (kind === 'N') return Number(value.N);
    if (kind === 'L' && value.L) return value.L.map(unmarshallValue);
    if (kind === 'BOOL') return value.BOOL;
    if (kind === 'B') return value.B;
    if (kind === 'NULL') return null;
  }
  throw new Error(`${JSON.stringify(value)} is nothing that the ledger stores`);
}
