import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from './expressions';

/** A stored value as plain data. The auditor reads items by itself, with nothing of the code that wrote them. */
export type Plain =
  string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain };

export function plainItem(item: StoredItem | undefined): Plain {
  if (!item) return undefined;
  let known = read.get(item);
  if (known === undefined) {
    known = plainMap(item, idsInKey(item));
    read.set(item, known);
  }
  return known;
}

/** Stored items never change, so each is read once. */
const read = new WeakMap<StoredItem, Plain>();

/** Whose item was written. Empty where it is of no customer. */
export function customerIdIn({ pk, after }: { readonly pk: string; readonly after: StoredItem }): string {
  return after['customerId']?.S ?? (pk.startsWith('CUSTOMER#') ? pk.slice('CUSTOMER#'.length) : '');
}

/** A record says in its key alone which remedy of which customer it is. */
function idsInKey({ pk, sk }: StoredItem): Record<string, string> {
  if (!sk?.S?.startsWith('REMEDY#')) return {};
  return { customerId: pk?.S?.slice('CUSTOMER#'.length) ?? '', remedyId: sk.S.slice('REMEDY#'.length) };
}

function plainMap(item: StoredItem, map: Record<string, Plain> = {}): { readonly [name: string]: Plain } {
  for (const name in item) {
    const value = item[name];
    if (value) map[name] = plain(value);
  }
  return map;
}

function plain(value: AttributeValue): Plain {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L) return value.L.map(plain);
  if (value.SS) return value.SS;
  if (value.M) return plainMap(value.M);
  return null;
}

/** Goes down into plain data. Undefined where there is nothing. */
export function at(value: Plain, ...path: readonly (string | number)[]): Plain {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Readonly<Record<string, Plain>>)[step];
  }
  return here;
}

export function textAt(value: Plain, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function numberAt(value: Plain, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : NaN;
}

export function listAt(value: Plain, ...path: readonly (string | number)[]): readonly Plain[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Plain[]) : [];
}

/** The same with its names in order: what is stored may come back with them in another. */
export function inOrder(value: Plain): Plain {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value as Readonly<Record<string, Plain>>).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
