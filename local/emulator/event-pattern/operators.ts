import { readCidr, readSingleAddress } from './address';
import { ignoringCase } from './ignore-case';
import { describe, isArray, isObject } from './json';
import { type Absent, type ValueMatcher } from './matcher';
import { comparable, readNumeric } from './numeric';
import { EventPatternError, fieldPath, itemPath } from './refusal';
import { readWildcard } from './wildcard';

type Read<Result> = (operand: unknown, at: string) => Result;

const OPERATORS: ReadonlyMap<string, Read<ValueMatcher | Absent>> = new Map([
  ['prefix', readPrefix],
  ['suffix', readSuffix],
  ['equals-ignore-case', (operand, at) => readIgnoringCase(operand, at, 'whole')],
  ['wildcard', readWildcardMatcher],
  ['anything-but', readAnythingBut],
  ['numeric', readNumeric],
  ['exists', readExists],
  ['cidr', readCidrMatcher],
]);

const EXCLUDABLE: ReadonlyMap<string, Read<ValueMatcher>> = new Map([
  ['prefix', (operand, at) => ({ kind: 'prefix', text: nonEmpty(operand, at) })],
  ['suffix', (operand, at) => ({ kind: 'suffix', text: nonEmpty(operand, at) })],
  ['equals-ignore-case', (operand, at) => readIgnoringCase(operand, at, 'whole')],
  ['wildcard', readWildcardMatcher],
]);

/** Reads one element of a field's array: a plain value, or an object that holds one operator. */
export function readMatcher(element: unknown, at: string): ValueMatcher | Absent {
  if (isObject(element)) {
    const [operator, operand] = onlyEntry(element, at);
    return find(OPERATORS, operator, at)(operand, fieldPath(at, operator));
  }
  if (typeof element === 'string') return readString(element);
  if (typeof element === 'number') return { kind: 'exact', value: representable(element, at) };
  if (typeof element === 'boolean' || element === null) return { kind: 'exact', value: element };
  throw new EventPatternError(
    at,
    `${describe(element)} is no value to match`,
    'Write a string, a number, true, false, null or an operator such as {"prefix": "…"}',
  );
}

/**
 * event-ruler (JsonRuleCompiler.writeRules) compares a string that is an IP address as an address: "::1" is "0:0::1".
 */
function readString(text: string): ValueMatcher {
  const block = readSingleAddress(text);
  return block === undefined ? { kind: 'exact', value: text } : { kind: 'address', block };
}

/** The service compares long integers by their digits, which a parsed number has lost. */
function representable(value: number, at: string): number {
  if (Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value;
  throw new EventPatternError(at, `the number ${value} has lost digits in JSON`, 'Send and match it as a string');
}

function onlyEntry(source: Readonly<Record<string, unknown>>, at: string): readonly [string, unknown] {
  const [entry, ...others] = Object.entries(source);
  if (entry !== undefined && others.length === 0) return entry;
  throw new EventPatternError(
    at,
    entry === undefined ? 'an operator is missing' : `one object holds ${others.length + 1} operators`,
    'Write one operator per object; several objects in the array are alternatives',
  );
}

function find<Reader>(operators: ReadonlyMap<string, Reader>, name: string, at: string): Reader {
  const reader = operators.get(name);
  if (reader !== undefined) return reader;
  throw new EventPatternError(
    fieldPath(at, name),
    `"${name}" is no operator here`,
    `Use one of ${[...operators.keys()].join(', ')}`,
  );
}

function text(operand: unknown, at: string): string {
  if (typeof operand === 'string') return operand;
  throw new EventPatternError(at, `the operator takes a string, not ${describe(operand)}`, 'Write a string');
}

function nonEmpty(operand: unknown, at: string): string {
  const found = text(operand, at);
  if (found !== '') return found;
  throw new EventPatternError(at, 'every string begins and ends with the empty string', 'Write at least one character');
}

function readPrefix(operand: unknown, at: string): ValueMatcher {
  if (isObject(operand)) return readIgnoringCaseInside(operand, at, 'prefix');
  return { kind: 'prefix', text: text(operand, at) };
}

function readSuffix(operand: unknown, at: string): ValueMatcher {
  if (isObject(operand)) return readIgnoringCaseInside(operand, at, 'suffix');
  return { kind: 'suffix', text: text(operand, at) };
}

function readIgnoringCaseInside(
  operand: Readonly<Record<string, unknown>>,
  at: string,
  part: 'prefix' | 'suffix',
): ValueMatcher {
  const [name, inner] = onlyEntry(operand, at);
  const inside = new Map([['equals-ignore-case', readIgnoringCase]]);
  return find(inside, name, at)(inner, fieldPath(at, name), part);
}

function readIgnoringCase(operand: unknown, at: string, part: 'whole' | 'prefix' | 'suffix'): ValueMatcher {
  const expression = ignoringCase(text(operand, at), part);
  if (expression !== undefined) return { kind: 'ignoring-case', expression };
  throw new EventPatternError(
    at,
    'EventBridge finds no characters beyond U+FFFF, such as emoji, when it ignores case',
    'Compare the exact string',
  );
}

function readWildcardMatcher(operand: unknown, at: string): ValueMatcher {
  const read = readWildcard(text(operand, at));
  if ('pieces' in read) return { kind: 'wildcard', wildcard: read.pieces };
  throw new EventPatternError(at, read.problem, 'Use single *, and \\* or \\\\ for the characters themselves');
}

function readExists(operand: unknown, at: string): ValueMatcher | Absent {
  if (typeof operand === 'boolean') return { kind: operand ? 'present' : 'absent' };
  throw new EventPatternError(at, `exists takes true or false, not ${describe(operand)}`, 'Write true or false');
}

function readCidrMatcher(operand: unknown, at: string): ValueMatcher {
  const read = readCidr(text(operand, at));
  if (!('problem' in read)) return { kind: 'address', block: read };
  throw new EventPatternError(at, `the address block is malformed: ${read.problem}`, 'Write one such as "10.0.0.0/24"');
}

function readAnythingBut(operand: unknown, at: string): ValueMatcher {
  if (!isObject(operand)) return { kind: 'anything-but', excluded: readExcludedValues(operand, at) };
  const [name, inner] = onlyEntry(operand, at);
  const read = find(EXCLUDABLE, name, at);
  const here = fieldPath(at, name);
  return { kind: 'anything-but', excluded: listed(inner, here).map((one) => read(one.value, one.at)) };
}

function readExcludedValues(operand: unknown, at: string): readonly ValueMatcher[] {
  const values = listed(operand, at).map((one) => readExcludedValue(one.value, one.at));
  if (new Set(values.map((value) => typeof value)).size > 1) {
    throw new EventPatternError(at, 'strings and numbers are mixed', 'Write only strings or only numbers');
  }
  return values.map((value) => ({ kind: 'exact', value }));
}

function readExcludedValue(value: unknown, at: string): string | number {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return comparable(value, at);
  throw new EventPatternError(at, `anything-but cannot exclude ${describe(value)}`, 'Exclude strings or numbers');
}

function listed(operand: unknown, at: string): readonly { readonly value: unknown; readonly at: string }[] {
  if (!isArray(operand)) return [{ value: operand, at }];
  if (operand.length > 0) return operand.map((value, index) => ({ value, at: itemPath(at, index) }));
  throw new EventPatternError(at, 'an empty list excludes nothing', 'Use {"exists": true} to accept anything');
}
