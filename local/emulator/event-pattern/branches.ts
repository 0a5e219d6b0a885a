import { describe, isArray, isObject } from './json';
import { type ValueMatcher } from './matcher';
import { readMatcher } from './operators';
import { EventPatternError, ROOT, fieldPath, itemPath } from './refusal';

/** What a pattern asks of one field: absence, if it may be absent, or a value that one of the matchers accepts. */
export interface Field {
  /** The names on the way to the field joined with dots, as EventBridge joins them. */
  readonly path: string;
  readonly mayBeAbsent: boolean;
  readonly matchers: readonly ValueMatcher[];
}

/** Fields that must all be satisfied together, sorted by path. */
export type Branch = readonly Field[];

const OR = '$or';

/** EventBridge takes no pattern whose `$or`s multiply to more (user guide, "Or" matching). */
const MOST_BRANCHES = 1000;

/** Names that event-ruler keeps for operators of today and tomorrow; below `$or` they cannot be field names. */
const RESERVED_BELOW_OR: ReadonlySet<string> = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

interface Scope {
  readonly orIs: 'alternatives' | 'a field name';
  readonly belowOr: boolean;
}

/** Spells a pattern out into its alternatives, one branch for each way through its `$or`s. */
export function readBranches(pattern: unknown): readonly Branch[] {
  try {
    return readRoot(pattern, { orIs: 'alternatives', belowOr: false });
  } catch (refusal) {
    const reread = readOrAsFieldName(pattern);
    if (reread === undefined) throw refusal;
    return reread;
  }
}

/**
 * event-ruler (GenericMachine.addRule) reads a pattern that it had to refuse once more with every `$or` as an
 * ordinary field, for the sake of rules that are older than the operator.
 */
function readOrAsFieldName(pattern: unknown): readonly Branch[] | undefined {
  try {
    return readRoot(pattern, { orIs: 'a field name', belowOr: false });
  } catch {
    return undefined;
  }
}

function readRoot(pattern: unknown, scope: Scope): readonly Branch[] {
  if (!isObject(pattern)) {
    const remedy = typeof pattern === 'string' ? 'Parse the JSON text first' : 'Write an object of fields';
    throw new EventPatternError(ROOT, `a pattern is an object, not ${describe(pattern)}`, remedy);
  }
  return readObject(pattern, ROOT, [], scope).map(sortedByPath);
}

/** event-ruler visits fields in this order, and it shows: `exists: false` sees only the choices made before it. */
function sortedByPath(branch: Branch): Branch {
  return [...branch].sort((one, other) => (one.path < other.path ? -1 : 1));
}

function readObject(
  source: Readonly<Record<string, unknown>>,
  at: string,
  names: readonly string[],
  scope: Scope,
): readonly Branch[] {
  const entries = Object.entries(source);
  if (entries.length === 0) {
    throw new EventPatternError(at, 'an object without fields matches nothing', 'Name a field in it or leave it out');
  }
  return entries.reduce<readonly Branch[]>(
    (branches, [name, value]) => {
      const here = fieldPath(at, name);
      const isOr = name === OR && scope.orIs === 'alternatives';
      const more = isOr ? readOr(value, here, names, scope) : readField(value, here, [...names, name], scope);
      return everyPair(branches, more, here);
    },
    [[]],
  );
}

function readField(value: unknown, at: string, names: readonly string[], scope: Scope): readonly Branch[] {
  const name = names.at(-1) ?? '';
  if (name === '') {
    throw new EventPatternError(at, 'a field name is empty', 'Name the field of the event that is meant');
  }
  if (scope.belowOr && RESERVED_BELOW_OR.has(name)) {
    throw new EventPatternError(at, `"${name}" is reserved and names no field below $or`, 'Put a field name around it');
  }
  if (isObject(value)) return readObject(value, at, names, scope);
  if (isArray(value)) return [[readLeaf(value, at, names.join('.'))]];
  throw new EventPatternError(
    at,
    `a field takes an array of values or an object of fields, not ${describe(value)}`,
    'Put the value into an array',
  );
}

function readLeaf(values: readonly unknown[], at: string, path: string): Field {
  if (values.length === 0) {
    throw new EventPatternError(at, 'an empty array matches nothing', 'Put at least one value into it');
  }
  const read = values.map((value, index) => readMatcher(value, itemPath(at, index)));
  return {
    path,
    mayBeAbsent: read.some((matcher) => matcher.kind === 'absent'),
    matchers: read.filter((matcher) => matcher.kind !== 'absent'),
  };
}

function readOr(value: unknown, at: string, names: readonly string[], scope: Scope): readonly Branch[] {
  if (!isArray(value)) {
    throw new EventPatternError(at, `$or takes an array, not ${describe(value)}`, 'List two or more alternatives');
  }
  if (value.length < 2) {
    throw new EventPatternError(at, `$or has ${value.length} of its alternatives`, 'List two or more alternatives');
  }
  return value.flatMap((alternative, index) => {
    const here = itemPath(at, index);
    if (isObject(alternative)) return readObject(alternative, here, names, { ...scope, belowOr: true });
    throw new EventPatternError(here, `an alternative is an object, not ${describe(alternative)}`, 'Write its fields');
  });
}

function everyPair(branches: readonly Branch[], more: readonly Branch[], at: string): readonly Branch[] {
  if (branches.length * more.length > MOST_BRANCHES) {
    throw new EventPatternError(
      at,
      `its $or make more than ${MOST_BRANCHES} combinations`,
      'Split the pattern over several rules',
    );
  }
  return branches.flatMap((branch) => more.map((other) => joined(branch, other, at)));
}

/**
 * event-ruler keeps only the last of two demands on one path (JsonRuleCompiler.writeRules), so that
 * `{"a":["x"],"$or":[{"a":["y"]},…]}` forgets the x. Nobody means that: it is refused.
 */
function joined(branch: Branch, other: Branch, at: string): Branch {
  const twice = other.find((field) => branch.some(({ path }) => path === field.path));
  if (twice === undefined) return [...branch, ...other];
  throw new EventPatternError(
    at,
    `"${twice.path}" is asked for twice, of which EventBridge keeps only the last`,
    'Say all of it in one place',
  );
}
