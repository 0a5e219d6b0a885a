import { describe, isArray } from './json';
import { type Bound, type Comparison, NUMERIC_LIMIT, type ValueMatcher } from './matcher';
import { EventPatternError, itemPath } from './refusal';

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['=', '<', '<=', '>', '>=']);
const FORMS =
  'Write ["=", 5], one bound such as ["<", 5], or a range from its lower to its upper bound: [">", 0, "<=", 5]';

/** Reads the operand of `numeric`: one comparison, or a lower bound and then an upper bound. */
export function readNumeric(operand: unknown, at: string): ValueMatcher {
  if (!isArray(operand)) {
    throw new EventPatternError(at, `numeric takes an array, not ${describe(operand)}`, FORMS);
  }
  if (operand.length !== 2 && operand.length !== 4) {
    throw new EventPatternError(at, 'numeric takes one or two pairs of a comparison and a number', FORMS);
  }
  const first = readBound(operand, 0, at);
  if (operand.length === 2) return { kind: 'numeric', bounds: [first] };
  const second = readBound(operand, 2, at);
  requireRange(first, second, at);
  return { kind: 'numeric', bounds: [first, second] };
}

/** A number that EventBridge promises to compare by value. */
export function comparable(value: unknown, at: string): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new EventPatternError(at, `a number is needed, not ${describe(value)}`, 'Write a JSON number');
  }
  if (Math.abs(value) > NUMERIC_LIMIT) {
    throw new EventPatternError(at, `${value} is beyond ±5e9, where EventBridge compares no numbers`, 'Match a string');
  }
  if (Number(value.toFixed(6)) !== value) {
    throw new EventPatternError(at, `EventBridge compares six decimals, ${value} has more`, 'Round it to six decimals');
  }
  return value;
}

function readBound(operand: readonly unknown[], index: number, at: string): Bound {
  const comparison = operand[index];
  if (!isComparison(comparison)) {
    throw new EventPatternError(itemPath(at, index), `${describe(comparison)} is no comparison`, FORMS);
  }
  return { comparison, limit: comparable(operand[index + 1], itemPath(at, index + 1)) };
}

function isComparison(value: unknown): value is Comparison {
  return typeof value === 'string' && COMPARISONS.has(value);
}

function requireRange(lower: Bound, upper: Bound, at: string): void {
  if (!lower.comparison.startsWith('>') || !upper.comparison.startsWith('<')) {
    throw new EventPatternError(at, 'a range is a lower bound and then an upper bound', FORMS);
  }
  if (lower.limit >= upper.limit) {
    throw new EventPatternError(at, 'the lower bound must be less than the upper bound', FORMS);
  }
}
