import { type Branch, type Field } from './branches';
import { type Scalar, isArray, isObject, isScalar } from './json';
import { accepts } from './matcher';

/** For each event array that the search has entered so far, the element it stands in. */
type Stand = ReadonlyMap<string, number>;

interface Leaf {
  readonly value: Scalar;
  readonly stand: Stand;
}

/** What is left of a field's path below a node; undefined once the path has been walked to its end. */
type Rest = string | undefined;

/**
 * Whether all fields of the branch can be satisfied at once, from the same element of every array of objects.
 *
 * This is the "array consistency" of event-ruler: no two fields may match in different elements of one array. The
 * fields are tried in order, each from where the earlier ones stand; so a field is absent when it is missing from
 * the elements chosen so far, wherever else it may be.
 */
export function satisfies(branch: Branch, event: unknown): boolean {
  return search(branch, 0, event, new Map());
}

function search(branch: Branch, index: number, event: unknown, stand: Stand): boolean {
  const field = branch[index];
  if (field === undefined) return true;
  let isAbsent = true;
  for (const leaf of leaves(event, field.path, '', stand)) {
    isAbsent = false;
    if (isAccepted(field, leaf) && search(branch, index + 1, event, leaf.stand)) return true;
  }
  return isAbsent && field.mayBeAbsent && search(branch, index + 1, event, stand);
}

function isAccepted(field: Field, leaf: Leaf): boolean {
  return field.matchers.some((matcher) => accepts(matcher, leaf.value));
}

/** The scalars at a path that can be reached from where the search stands, and where it then stands. */
function* leaves(node: unknown, rest: Rest, address: string, stand: Stand): Generator<Leaf> {
  if (isArray(node)) {
    yield* leavesOfArray(node, rest, address, stand);
  } else if (isObject(node)) {
    if (rest !== undefined) yield* leavesOfObject(node, rest, address, stand);
  } else if (rest === undefined && isScalar(node)) {
    yield { value: node, stand };
  }
}

function* leavesOfArray(node: readonly unknown[], rest: Rest, address: string, stand: Stand): Generator<Leaf> {
  const chosen = stand.get(address);
  for (const [index, element] of node.entries()) {
    const isEntered = isArray(element) || isObject(element);
    if (isEntered && chosen !== undefined && chosen !== index) continue;
    // Scalars are the array's own values: matching one of them says nothing about the objects beside it.
    const next = isEntered ? new Map(stand).set(address, index) : stand;
    yield* leaves(element, rest, `${address}[${index}]`, next);
  }
}

/** EventBridge joins names with dots, so that `{"a.b": 1}` and `{"a": {"b": 1}}` hold the same field. */
function* leavesOfObject(
  node: Readonly<Record<string, unknown>>,
  rest: string,
  address: string,
  stand: Stand,
): Generator<Leaf> {
  for (const [name, value] of Object.entries(node)) {
    const below = `${address}${JSON.stringify(name)}`;
    if (rest === name) yield* leaves(value, undefined, below, stand);
    else if (rest.startsWith(`${name}.`)) yield* leaves(value, rest.slice(name.length + 1), below, stand);
  }
}
