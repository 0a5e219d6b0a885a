import { NestedStack, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Json {
  readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly Parameters?: object } }>>;
}

/**
 * What a stack creates, with what the stacks inside of it create, as if all of it were in one: their parameters are
 * what the stack around them gives.
 */
export function wholeTemplate(stack: Stack): Template {
  const json = jsonOf(stack);
  const nested = stack.node.findAll().filter((each) => NestedStack.isNestedStack(each));
  const inner = nested.map((each) => {
    const { logicalId } = each.nestedStackResource ?? {};
    const given = json.Resources[String(logicalId && stack.resolve(logicalId))]?.Properties?.Parameters ?? {};
    return withParameters(jsonOf(each), given);
  });
  return Template.fromJSON({
    ...json,
    Resources: Object.assign({}, json.Resources, ...inner.map(({ Resources }) => Resources)) as Json['Resources'],
  });
}

function jsonOf(stack: Stack): Json {
  return Template.fromStack(stack).toJSON() as Json;
}

function withParameters(json: Json, given: object): Json {
  const known = new Map<string, unknown>(Object.entries(given));
  return JSON.parse(JSON.stringify(json), (_, value: unknown) => {
    const [only, ...others] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (!only || others.length > 0 || only[0] !== 'Ref') return value;
    return known.get(String(only[1])) ?? value;
  }) as Json;
}
