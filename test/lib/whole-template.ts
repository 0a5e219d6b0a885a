import { NestedStack, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Json {
  readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly Parameters?: object } }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/**
 * What a stack creates, with what the stacks inside of it create, as if all of it were in one: their parameters are
 * what the stack around them gives, what they give back is what it stands for, and ids begin as they would in one.
 */
export function wholeTemplate(stack: Stack): Template {
  const json = jsonOf(stack);
  const nested = stack.node.findAll().filter((each) => NestedStack.isNestedStack(each));
  const taken = new Set(Object.keys(json.Resources));
  const inner = nested.map((each) => {
    const { logicalId } = each.nestedStackResource ?? {};
    const id = String(logicalId && stack.resolve(logicalId));
    const own = withOuterIds(jsonOf(each), (known) => (taken.has(known) ? `${id}${known}` : known));
    for (const known of Object.keys(own.Resources)) taken.add(known);
    return { id, json: withParameters(own, json.Resources[id]?.Properties?.Parameters ?? {}) };
  });
  const whole = {
    ...json,
    Resources: Object.assign({}, json.Resources, ...inner.map((each) => each.json.Resources)) as Json['Resources'],
  };
  const outputs = new Map(
    inner.flatMap(({ id, json: { Outputs = {} } }) =>
      Object.entries(Outputs).map(([name, { Value }]) => [`${id}.Outputs.${name}`, Value] as const),
    ),
  );
  return Template.fromJSON(withOutputs(whole, outputs));
}

function jsonOf(stack: Stack): Json {
  return Template.fromStack(stack).toJSON() as Json;
}

/** An id is made of the path within its stack. What each stack has once, it has by the same one. */
function withOuterIds(json: Json, free: (id: string) => string): Json {
  const text = Object.keys(json.Resources).reduce(
    (rest, id) => rest.replaceAll(`"${id}"`, `"${free(id.startsWith('Amends') ? id : `Amends${id}`)}"`),
    JSON.stringify(json),
  );
  return JSON.parse(text) as Json;
}

function withParameters(json: Json, given: object): Json {
  const known = new Map<string, unknown>(Object.entries(given));
  return replaced(json, ([name, of]) => (name === 'Ref' ? known.get(String(of)) : undefined));
}

/** One may stand for another. */
function withOutputs(json: Json, outputs: ReadonlyMap<string, unknown>): Json {
  const isOf = ([name, of]: [string, unknown]): unknown =>
    name === 'Fn::GetAtt' && Array.isArray(of) ? outputs.get(of.join('.')) : undefined;
  const next = replaced(json, isOf);
  return JSON.stringify(next) === JSON.stringify(json) ? json : withOutputs(next, outputs);
}

/** The same, with another value for each intrinsic function that stands for one. */
function replaced(json: Json, by: (intrinsic: [string, unknown]) => unknown): Json {
  return JSON.parse(JSON.stringify(json), (_, value: unknown) => {
    const [only, ...others] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return only && others.length === 0 ? (by(only) ?? value) : value;
  }) as Json;
}
