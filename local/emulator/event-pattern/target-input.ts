import * as z from 'zod';

/** What a target is handed of an event. */
export type TargetInput =
  | { readonly of: 'event' }
  | { readonly of: 'constant'; readonly text: string }
  | { readonly of: 'path'; readonly path: readonly string[] }
  | { readonly of: 'transformer'; readonly paths: ReadonlyMap<string, readonly string[]>; readonly template: unknown };

/** As a template gives it. One of them at most, as EventBridge takes them. */
export const targetInputFields = {
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
};

type Fields = z.infer<z.ZodObject<typeof targetInputFields>>;

/** Something that the local system cannot hand over as EventBridge does. */
export class UnknownInputError extends Error {
  override readonly name = 'UnknownInputError';
}

/** @throws UnknownInputError where the local system does not know what EventBridge makes of it */
export function readTargetInput({ Input, InputPath, InputTransformer }: Fields): TargetInput {
  const given = [Input, InputPath, InputTransformer].filter((field) => field !== undefined);
  if (given.length > 1) throw new UnknownInputError('EventBridge takes one of Input, InputPath and InputTransformer');
  if (Input !== undefined) return { of: 'constant', text: Input };
  if (InputPath !== undefined) return { of: 'path', path: namesIn(InputPath) };
  if (!InputTransformer) return { of: 'event' };
  const { InputPathsMap, InputTemplate } = InputTransformer;
  const paths = new Map(Object.entries(InputPathsMap).map(([name, path]) => [name, namesIn(path)]));
  return { of: 'transformer', paths, template: parsed(InputTemplate, paths) };
}

/** What the target is handed. A value that the event does not have is left out, as EventBridge leaves it out. */
export function inputOf(input: TargetInput, event: object): string {
  switch (input.of) {
    case 'event':
      return JSON.stringify(event);
    case 'constant':
      return input.text;
    case 'path':
      return JSON.stringify(valueAt(input.path, event) ?? null);
    case 'transformer':
      return JSON.stringify(filled(input.template, input.paths, event) ?? null);
  }
}

/** Names with dots between them. EventBridge knows indices and wildcards too, and the local system does not. */
function namesIn(path: string): string[] {
  if (!/^\$(\.[\w/-]+)*$/.test(path)) throw new UnknownInputError(`the local system follows no path like ${path}`);
  return path.split('.').slice(1);
}

const variable = Symbol('variable');

interface Variable {
  readonly [variable]: string;
}

/** A template in JSON, whose values may be variables: `{"id":<id>}`. Within a text there may be none here. */
function parsed(template: string, paths: ReadonlyMap<string, unknown>): unknown {
  const mark = '\u0000';
  const marked = template.replace(/<([\w.-]+)>/g, (_, name: string) => JSON.stringify(`${mark}${name}`));
  const unknown = `the local system knows only templates in JSON whose values are texts, or variables of their own, and not ${template}`;
  let json: unknown;
  try {
    json = JSON.parse(marked);
  } catch {
    throw new UnknownInputError(unknown);
  }
  return mapped(json, (text) => {
    if (!text.startsWith(mark)) return text;
    const name = text.slice(mark.length);
    if (!paths.has(name)) throw new UnknownInputError(`InputPathsMap has no ${name}`);
    return { [variable]: name };
  });
}

function filled(template: unknown, paths: ReadonlyMap<string, readonly string[]>, event: object): unknown {
  if (isVariable(template)) return valueAt(paths.get(template[variable]) ?? [], event);
  if (Array.isArray(template)) return template.map((each) => filled(each, paths, event) ?? null);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, each]) => [name, filled(each, paths, event)]));
}

function mapped(json: unknown, ofText: (text: string) => unknown): unknown {
  if (typeof json === 'string') return ofText(json);
  if (Array.isArray(json)) return json.map((each) => mapped(each, ofText));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, mapped(each, ofText)]));
}

function isVariable(value: unknown): value is Variable {
  return typeof value === 'object' && value !== null && variable in value;
}

function valueAt(path: readonly string[], event: object): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    event,
  );
}
