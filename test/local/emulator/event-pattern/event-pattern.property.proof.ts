import { BlockList, isIPv4, isIPv6 } from 'node:net';

import * as fc from 'fast-check';

import {
  EventPatternError,
  compileEventPattern,
  matches,
} from '../../../../local/emulator/event-pattern/event-pattern';

/*
 * The matcher walks the event along the pattern. The oracle below does it the other way round, as naively as it can:
 * it lists every scalar of the event with its path and the array elements it lies in, spells the pattern out into
 * plain conjunctions, and tries every combination of scalars.
 */

type Scalar = string | number | boolean | null;
type Json = Scalar | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// ---- the oracle ----------------------------------------------------------------------------------------------------

interface Occurrence {
  path: string;
  value: Scalar;
  /** Array pointer → index, for each array that holds the scalar inside an object or array of its own. */
  elements: Record<string, number>;
}

type Demand = { path: string; elements: Json[] };

function occurrencesOf(event: JsonObject): Occurrence[] {
  const found: Occurrence[] = [];
  const visit = (node: Json, names: string[], pointer: string, elements: Record<string, number>): void => {
    if (Array.isArray(node)) {
      node.forEach((element, index) => {
        const isContainer = typeof element === 'object' && element !== null;
        visit(element, names, `${pointer}/${index}`, isContainer ? { ...elements, [pointer]: index } : elements);
      });
    } else if (isJsonObject(node)) {
      for (const [name, value] of Object.entries(node)) visit(value, [...names, name], `${pointer}/#${name}`, elements);
    } else {
      found.push({ path: names.join('.'), value: node, elements });
    }
  };
  visit(event, [], '', {});
  return found;
}

function conjunctionsOf(pattern: JsonObject, names: string[] = []): Demand[][] {
  let conjunctions: Demand[][] = [[]];
  for (const [name, value] of Object.entries(pattern)) {
    let alternatives: Demand[][];
    if (name === '$or') {
      alternatives = (value as JsonObject[]).flatMap((alternative) => conjunctionsOf(alternative, names));
    } else if (Array.isArray(value)) {
      alternatives = [[{ path: [...names, name].join('.'), elements: value }]];
    } else {
      alternatives = conjunctionsOf(value as JsonObject, [...names, name]);
    }
    conjunctions = conjunctions.flatMap((one) => alternatives.map((other) => [...one, ...other]));
  }
  return conjunctions;
}

const isConsistent = (one: Occurrence, other: Occurrence): boolean =>
  Object.entries(one.elements).every(([array, index]) => (other.elements[array] ?? index) === index);

function oracle(pattern: JsonObject, event: JsonObject, isTogether = isConsistent): boolean {
  const all = occurrencesOf(event);
  return conjunctionsOf(pattern).some((demands) => {
    const inOrder = [...demands].sort((one, other) => (one.path < other.path ? -1 : 1));
    let combinations: Occurrence[][] = [[]];
    for (const { path, elements } of inOrder) {
      combinations = combinations.flatMap((chosen) => {
        const here = all.filter((one) => one.path === path && chosen.every((other) => isTogether(one, other)));
        if (here.length === 0) return elements.some((element) => isAbsence(element)) ? [chosen] : [];
        return here
          .filter(({ value }) => elements.some((element) => !isAbsence(element) && oracleAccepts(element, value)))
          .map((one) => [...chosen, one]);
      });
    }
    return combinations.length > 0;
  });
}

const isAbsence = (element: Json): boolean => isJsonObject(element) && element['exists'] === false;

function oracleAccepts(element: Json, value: Scalar): boolean {
  if (typeof element === 'string' && (isIPv4(element) || isIPv6(element))) return inBlock(element, undefined, value);
  if (!isJsonObject(element)) return JSON.stringify(element) === JSON.stringify(value);
  const [operator, operand] = Object.entries(element)[0] ?? ['', null];
  if (operator === 'exists') return true;
  if (operator === 'anything-but')
    return !excludedBy(operand).some((excluded) => oracleAcceptsExcluded(excluded, value));
  if (operator === 'numeric') return typeof value === 'number' && oracleCompares(operand as Json[], value);
  if (typeof value !== 'string') return false;
  if (operator === 'cidr') return inBlock(...((operand as string).split('/') as [string, string]), value);
  if (operator === 'wildcard') return wildcardFits(operand as string, value);
  if (operator === 'equals-ignore-case') return caseVariants(operand as string).includes(value);
  const candidates = isJsonObject(operand)
    ? caseVariants(operand['equals-ignore-case'] as string)
    : [operand as string];
  return operator === 'prefix'
    ? candidates.some((text) => value.slice(0, text.length) === text)
    : candidates.some((text) => value.slice(value.length - text.length) === text && value.length >= text.length);
}

function excludedBy(operand: Json): Json[] {
  if (!isJsonObject(operand)) return [operand].flat();
  const [operator, inner] = Object.entries(operand)[0] ?? ['', null];
  return ([inner].flat() as Json[]).map((one) => ({ [operator]: one }));
}

/** anything-but compares its plain strings as text, also where they look like addresses. */
const oracleAcceptsExcluded = (excluded: Json, value: Scalar): boolean =>
  isJsonObject(excluded) ? oracleAccepts(excluded, value) : excluded === value;

function oracleCompares(operand: Json[], value: number): boolean {
  if (value < -5e9 || value > 5e9) return false;
  const wanted: Record<string, number[]> = { '=': [0], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [1, 0] };
  return [0, 2]
    .filter((at) => at < operand.length)
    .every((at) => (wanted[operand[at] as string] ?? []).includes(Math.sign(value - Number(operand[at + 1]))));
}

function inBlock(address: string, mask: string | undefined, value: Scalar): boolean {
  if (typeof value !== 'string' || !(isIPv4(value) || isIPv6(value))) return false;
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if ((isIPv4(value) ? 'ipv4' : 'ipv6') !== family) return false;
  const block = new BlockList();
  block.addSubnet(address, mask === undefined ? (family === 'ipv4' ? 32 : 128) : Number(mask), family);
  return block.check(value, family);
}

function wildcardFits(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  if (pattern.startsWith('*')) {
    return Array.from({ length: value.length + 1 }, (_, at) => value.slice(at)).some((rest) =>
      wildcardFits(pattern.slice(1), rest),
    );
  }
  const width = pattern.startsWith('\\') ? 2 : 1;
  return (
    value.startsWith(pattern.charAt(width - 1)) && value !== '' && wildcardFits(pattern.slice(width), value.slice(1))
  );
}

const caseVariants = (text: string): string[] =>
  Array.from(text).reduce<string[]>(
    (variants, unit) => [
      ...new Set(variants.flatMap((done) => [done + unit.toLowerCase(), done + unit.toUpperCase()])),
    ],
    [''],
  );

// ---- events and patterns -------------------------------------------------------------------------------------------

const name = fc.constantFrom('a', 'b', 'c', 'd-e');
const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'AB', 'aBc', 'b*', '\\', 'ß', 'SS', 'é', '雨', 'true', '1'),
  },
  { weight: 2, arbitrary: fc.constantFrom('10.0.0.1', '10.0.0.200', '10.1.0.0', '::1', '0:0::1', 'fe80::a') },
  { weight: 1, arbitrary: fc.constantFrom('😀', 'x😀', 'a.b', '1.2.3', '\u0000') },
);
const number = fc.constantFrom(0, 1, -1, 2, 1.5, 300, -2.25, 5e9, -5e9, 5e9 + 1, 0.1);
const comparableNumber = number.filter((one) => Math.abs(one) <= 5e9);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 3, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

const { object: event } = fc.letrec<{ node: Json; object: JsonObject }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.array(tie('object'), { minLength: 1, maxLength: 3 }) },
    { weight: 2, arbitrary: tie('object') },
  ),
  object: fc.dictionary(
    fc.oneof({ weight: 8, arbitrary: name }, { weight: 1, arbitrary: fc.constant('a.b') }),
    tie('node'),
    {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
}));

const caseFoldable = text.filter((one) => !/[\ud800-\udfff]/.test(one));
const wildcardText = fc
  .array(
    fc.oneof(
      fc.constant('*'),
      text.map((one) => one.replace(/[\\*]/g, '\\$&')),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join('').replace(/(?<!\\)\*{2,}/g, '*'))
  .filter((one) => !/(^|[^\\])(\\\\)*\*\*/.test(one));
const cidr = fc.constantFrom('10.0.0.0/24', '10.0.0.7/8', '0.0.0.0/0', '10.0.0.200/31', '::/0', 'fe80::/10', '::1/127');

const oneOrMore = (one: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const range = fc
  .tuple(comparableNumber, comparableNumber, fc.constantFrom('>', '>='), fc.constantFrom('<', '<='))
  .filter(([one, other]) => one !== other)
  .map(([one, other, low, high]): Json => [low, Math.min(one, other), high, Math.max(one, other)]);
const bound = fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), comparableNumber).map((pair): Json => pair);

const anythingBut: fc.Arbitrary<JsonObject> = fc
  .oneof<fc.Arbitrary<Json>[]>(
    oneOrMore(text),
    oneOrMore(comparableNumber),
    fc.record({ prefix: oneOrMore(text.filter((one) => one !== '')) }),
    fc.record({ suffix: oneOrMore(text.filter((one) => one !== '')) }),
    fc.record({ 'equals-ignore-case': oneOrMore(caseFoldable) }),
    fc.record({ wildcard: oneOrMore(wildcardText) }),
  )
  .map((operand) => ({ 'anything-but': operand }));

const presence: fc.Arbitrary<Json> = fc.oneof<fc.Arbitrary<Json>[]>(
  scalar.filter((one) => typeof one !== 'number' || Number.isSafeInteger(one) || !Number.isInteger(one)),
  fc.record({ prefix: fc.oneof<fc.Arbitrary<Json>[]>(text, fc.record({ 'equals-ignore-case': caseFoldable })) }),
  fc.record({ suffix: fc.oneof<fc.Arbitrary<Json>[]>(text, fc.record({ 'equals-ignore-case': caseFoldable })) }),
  fc.record({ 'equals-ignore-case': caseFoldable }),
  fc.record({ wildcard: wildcardText }),
  fc.record({ numeric: fc.oneof(range, bound) }),
  fc.record({ cidr }),
  anythingBut,
  fc.constant({ exists: true }),
);
const absence: fc.Arbitrary<Json> = fc.constant({ exists: false });

/** Elements of which one is likely to accept the value. */
function elementsFor(value: Scalar): fc.Arbitrary<Json[]> {
  const near: fc.Arbitrary<Json>[] = [fc.constant(value), fc.constant({ exists: true }), anythingBut];
  if (typeof value === 'string' && !/[\ud800-\udfff]/.test(value)) {
    near.push(fc.constantFrom<Json>({ prefix: value.slice(0, 1) }, { suffix: value.slice(-1) }));
    near.push(fc.constant({ 'equals-ignore-case': value.toLowerCase() }));
    near.push(fc.constant({ wildcard: `${value.slice(0, 1).replace(/[\\*]/g, '\\$&')}*` }));
  }
  if (typeof value === 'number') near.push(fc.constantFrom<Json>({ numeric: ['>=', -5e9] }, { numeric: ['<=', 5e9] }));
  const others = fc.array(fc.oneof({ weight: 4, arbitrary: presence }, { weight: 1, arbitrary: absence }), {
    maxLength: 2,
  });
  const likely = fc.oneof({ weight: 3, arbitrary: fc.oneof(...near) }, { weight: 2, arbitrary: presence });
  return fc.tuple(likely, others).map(([one, more]) => [...more, one]);
}

const anyElements = fc.array(fc.oneof({ weight: 3, arbitrary: presence }, { weight: 2, arbitrary: absence }), {
  minLength: 1,
  maxLength: 3,
});
const anyPath = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));

type Fields = ReadonlyMap<string, Json[]>;

/** Demands on some fields of the event and perhaps on one that it may not have. */
function fieldsFor(target: JsonObject): fc.Arbitrary<Fields> {
  const present = occurrencesOf(target).map(({ path, value }) =>
    elementsFor(value).map((elements) => [path, elements] as const),
  );
  const stray = fc.tuple(anyPath, anyElements).map((pair) => pair as readonly [string, Json[]]);
  const picked =
    present.length === 0
      ? fc.array(stray, { minLength: 1, maxLength: 2 })
      : fc.array(fc.oneof(...present), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(picked, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(stray) }))
    .map(([some, more]) => new Map([...some, ...more]));
}

/** Writes fields as nested objects; below a field that is asked for itself, with dots in the name. */
function written(fields: Fields): JsonObject {
  const pattern: JsonObject = {};
  for (const [path, elements] of fields) {
    const isBelowAnother = [...fields.keys()].some((other) => path.startsWith(`${other}.`));
    const names = isBelowAnother ? [path] : path.split('.');
    let node = pattern;
    for (const step of names.slice(0, -1)) node = (node[step] ??= {}) as JsonObject;
    node[names.at(-1) ?? ''] = elements;
  }
  return pattern;
}

const without = (fields: Fields, taken: Fields): Fields => new Map([...fields].filter(([path]) => !taken.has(path)));

interface OrParts {
  readonly target: JsonObject;
  readonly shared: Fields;
  readonly alternatives: readonly Fields[];
}

const orParts: fc.Arbitrary<OrParts> = event.chain((target) =>
  fc
    .tuple(fieldsFor(target), fc.array(fieldsFor(target), { minLength: 2, maxLength: 3 }))
    .map(([shared, all]) => ({ target, shared, alternatives: all.map((fields) => without(fields, shared)) }))
    .filter(({ alternatives }) => alternatives.every((fields) => fields.size > 0)),
);

const orPattern = ({ shared, alternatives }: OrParts): JsonObject => ({
  ...written(shared),
  $or: alternatives.map(written),
});

const plainPair = event.chain((target) => fieldsFor(target).map((fields) => ({ target, pattern: written(fields) })));
const pair = fc.oneof(
  { weight: 2, arbitrary: plainPair },
  { weight: 1, arbitrary: orParts.map((parts) => ({ target: parts.target, pattern: orPattern(parts) })) },
);

const decide = (pattern: unknown, target: unknown): boolean => matches(compileEventPattern(pattern), target);

// ---- the promises --------------------------------------------------------------------------------------------------

describe('event patterns, any of them', () => {
  it('give the verdict of an oracle that tries every combination of scalars', () => {
    fc.assert(
      fc.property(pair, ({ pattern, target }) => {
        expect(decide(pattern, target)).toBe(oracle(pattern, target));
      }),
      { numRuns: 3000 },
    );
  });

  it('are drawn so that the comparison means something: many match, many do not', () => {
    const sample = fc.sample(pair, { numRuns: 2000, seed: 1 });
    const share = (isCounted: (one: { pattern: JsonObject; target: JsonObject }) => boolean): number =>
      sample.filter(isCounted).length / sample.length;
    const matching = share(({ pattern, target }) => decide(pattern, target));
    expect(matching).toBeGreaterThan(0.3);
    expect(matching).toBeLessThan(0.7);
    expect(share(({ pattern }) => '$or' in pattern)).toBeGreaterThan(0.2);
    expect(
      share(({ pattern, target }) => JSON.stringify(pattern).includes('"exists":false') && decide(pattern, target)),
    ).toBeGreaterThan(0.05);
    expect(
      share(({ pattern, target }) => oracle(pattern, target) !== oracle(pattern, target, () => true)),
    ).toBeGreaterThan(0.02);
  });

  it('match with $or what any one of its alternatives matches', () => {
    fc.assert(
      fc.property(orParts, (parts) => {
        const each = parts.alternatives.map((fields) => written(new Map([...parts.shared, ...fields])));
        expect(decide(orPattern(parts), parts.target)).toBe(each.some((pattern) => decide(pattern, parts.target)));
      }),
    );
  });

  it('with anything-but match what the same list without it does not match, wherever the field is a scalar', () => {
    const noAddress = text.filter((one) => !isIPv4(one) && !isIPv6(one));
    const operands = fc.oneof<fc.Arbitrary<{ list: Json[]; operand: Json }>[]>(
      fc.array(noAddress, { minLength: 1, maxLength: 3 }).map((list) => ({ list, operand: list })),
      fc.array(comparableNumber, { minLength: 1, maxLength: 3 }).map((list) => ({ list, operand: list })),
      ...['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].map((operator) =>
        fc
          .array(operator === 'wildcard' ? wildcardText : caseFoldable.filter((one) => one !== ''), {
            minLength: 1,
            maxLength: 3,
          })
          .map((list) => ({ list: list.map((one) => ({ [operator]: one })), operand: { [operator]: list } })),
      ),
    );
    fc.assert(
      fc.property(operands, scalar, ({ list, operand }, value) => {
        expect(decide({ a: [{ 'anything-but': operand }] }, { a: value })).toBe(!decide({ a: list }, { a: value }));
      }),
      { numRuns: 1000 },
    );
  });

  it('never match more for one more field, as long as no field has to be absent', () => {
    const noAbsence = plainPair.filter(({ pattern }) => !JSON.stringify(pattern).includes('"exists":false'));
    fc.assert(
      fc.property(noAbsence, anyElements, ({ pattern, target }, elements) => {
        if (decide({ ...pattern, extra: elements }, { ...target, extra: 1 })) {
          expect(decide(pattern, target)).toBe(true);
        }
      }),
    );
    fc.assert(
      fc.property(noAbsence, ({ pattern, target }) => {
        const [first, ...rest] = Object.entries(pattern);
        if (rest.length > 0 && decide(pattern, target)) {
          expect(first).toBeDefined();
          expect(decide(Object.fromEntries(rest), target)).toBe(true);
        }
      }),
    );
  });

  it('do not depend on the order of their keys, nor on that of the elements of a field', () => {
    const turned = (pattern: JsonObject): JsonObject =>
      Object.fromEntries<Json>(
        Object.entries(pattern)
          .reverse()
          .map(([key, value]): [string, Json] => {
            if (isJsonObject(value)) return [key, turned(value)];
            const elements = [...(value as Json[])].reverse();
            return [key, key === '$or' ? elements.map((one) => turned(one as JsonObject)) : elements];
          }),
      );
    fc.assert(
      fc.property(pair, ({ pattern, target }) => {
        expect(decide(turned(pattern), Object.fromEntries(Object.entries(target).reverse()))).toBe(
          decide(pattern, target),
        );
      }),
    );
  });

  it('either compile or are refused by name, whatever JSON they are; and then no event breaks them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (pattern, target) => {
        expect(typeof compiledOr(pattern, (compiled) => matches(compiled, target))).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(pair, fc.jsonValue(), ({ pattern }, target) => {
        expect(typeof decide(pattern, target)).toBe('boolean');
      }),
    );
  });

  it('leave the pattern and the event as they were', () => {
    fc.assert(
      fc.property(pair, ({ pattern, target }) => {
        const before = JSON.stringify([pattern, target]);
        const compiled = compileEventPattern(pattern);
        const verdicts = [matches(compiled, target), matches(compiled, target)];
        expect(verdicts[0]).toBe(verdicts[1]);
        expect(JSON.stringify([pattern, target])).toBe(before);
      }),
    );
  });
});

function compiledOr(pattern: unknown, use: (compiled: ReturnType<typeof compileEventPattern>) => boolean): boolean {
  try {
    return use(compileEventPattern(pattern));
  } catch (refusal) {
    expect(refusal).toBeInstanceOf(EventPatternError);
    return false;
  }
}
