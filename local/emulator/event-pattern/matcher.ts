import { type AddressBlock, holds } from './address';
import { type Scalar } from './json';
import { type Wildcard, fits } from './wildcard';

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

/** What one element of a field's array accepts of a value that is there. */
export type ValueMatcher =
  | { readonly kind: 'exact'; readonly value: Scalar }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'suffix'; readonly text: string }
  | { readonly kind: 'ignoring-case'; readonly expression: RegExp }
  | { readonly kind: 'wildcard'; readonly wildcard: Wildcard }
  | { readonly kind: 'numeric'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'address'; readonly block: AddressBlock }
  | { readonly kind: 'anything-but'; readonly excluded: readonly ValueMatcher[] }
  | { readonly kind: 'present' };

/** The one element that asks for no value: `{"exists": false}`. */
export interface Absent {
  readonly kind: 'absent';
}

export interface Bound {
  readonly comparison: Comparison;
  readonly limit: number;
}

/**
 * How far from zero EventBridge promises to compare numbers, and that to six decimals only (user guide, comparison
 * operators). Newer releases of event-ruler compare every double; a rule must not depend on which release runs.
 */
export const NUMERIC_LIMIT = 5e9;

/** Whether the matcher accepts the value. Only strings satisfy the operators on text, only numbers `numeric`. */
export function accepts(matcher: ValueMatcher, value: Scalar): boolean {
  switch (matcher.kind) {
    case 'exact':
      return value === matcher.value;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(matcher.text);
    case 'suffix':
      return typeof value === 'string' && value.endsWith(matcher.text);
    case 'ignoring-case':
      return typeof value === 'string' && matcher.expression.test(value);
    case 'wildcard':
      return typeof value === 'string' && fits(matcher.wildcard, value);
    case 'numeric':
      return typeof value === 'number' && isComparable(value) && matcher.bounds.every((bound) => keeps(value, bound));
    case 'address':
      return typeof value === 'string' && holds(matcher.block, value);
    case 'anything-but':
      return !matcher.excluded.some((excluded) => accepts(excluded, value));
    case 'present':
      return true;
    default:
      return unreachable(matcher);
  }
}

function isComparable(value: number): boolean {
  return Math.abs(value) <= NUMERIC_LIMIT;
}

function keeps(value: number, { comparison, limit }: Bound): boolean {
  switch (comparison) {
    case '=':
      return value === limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    default:
      return unreachable(comparison);
  }
}

function unreachable(value: never): never {
  throw new TypeError(`not a matcher: ${JSON.stringify(value)}`);
}
