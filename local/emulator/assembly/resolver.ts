import * as z from 'zod';
import type { Assembly, Resource, StackTemplate } from './assembly';
import { namingOf } from './names';
import { TemplateError } from './template-error';

/** Where a value stands, for error messages and for names that hold inside one stack only. */
interface Spot {
  readonly stack: StackTemplate;
  readonly path: string;
}

/** Attributes of custom resources, by their type. */
export type CustomAttributes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const pairSchema = z.tuple([z.unknown(), z.unknown()]);

/**
 * Says what the intrinsic functions of a template come to once everything is deployed, across stacks. Only what is
 * asked for is resolved; what cannot be resolved is an error there, never a value that looks like one.
 */
export class Resolver {
  /** @param customAttributes what custom resources answer. Nothing is deployed here that could ask them */
  constructor(
    private readonly assembly: Assembly,
    private readonly customAttributes: CustomAttributes = {},
  ) {}

  /** Reads the properties that the schema names, with everything in them resolved. */
  read<Shape extends z.ZodRawShape>(resource: Resource, schema: z.ZodObject<Shape>): z.infer<z.ZodObject<Shape>> {
    const spot = this.spotOf(resource);
    const resolved = Object.keys(schema.shape).map((property) => {
      const at = { ...spot, path: `${spot.path}.${property}` };
      return [property, this.resolve(resource.properties[property], at)] as const;
    });
    const result = schema.safeParse(Object.fromEntries(resolved));
    if (result.success) return result.data;
    throw new TemplateError(
      placeOf(resource),
      `is not what the local system understands.\n${z.prettifyError(result.error)}`,
    );
  }

  nameOf(resource: Resource): string {
    const property = resource.type === 'AWS::Events::Rule' ? 'Name' : namingOf(resource)?.nameProperty;
    const name = property === undefined ? undefined : resource.properties[property];
    if (name === undefined) return resource.logicalId;
    const spot = this.spotOf(resource);
    return this.text(name, { ...spot, path: `${spot.path}.${property}` });
  }

  /** The value of an attribute such as `Arn`, as `Fn::GetAtt` gives it. */
  attributeOf(resource: Resource, attribute: string, path = placeOf(resource)): string {
    if (resource.type === 'AWS::Events::Rule' && attribute === 'Arn') return this.ruleArn(resource);
    const [, output] = resource.type === 'AWS::CloudFormation::Stack' ? (/^Outputs\.(\w+)$/.exec(attribute) ?? []) : [];
    if (output !== undefined) return this.outputOf(resource, output, path);
    if (resource.type === 'AWS::IAM::Role' && attribute === 'Arn') return this.roleArn(resource);
    const compute = namingOf(resource)?.attributes[attribute];
    if (compute) return compute(this.nameOf(resource), this.assembly);
    const answered = this.customAttributes[resource.type]?.[attribute];
    if (answered !== undefined) return answered;
    throw new TemplateError(
      path,
      `the local system does not know the attribute ${attribute} of ${resource.type} ${resource.logicalId}.`,
    );
  }

  /** The name of the bus a rule listens on: `default` where it names none. */
  busOf(rule: Resource): string {
    const { EventBusName } = this.read(rule, z.object({ EventBusName: z.string().optional() }));
    return busName(EventBusName);
  }

  /** Policies admit roles by their path. */
  private roleArn(role: Resource): string {
    const { Path: path = '/' } = this.read(role, z.object({ Path: z.string().optional() }));
    return `arn:aws:iam::${this.assembly.account}:role${path}${this.nameOf(role)}`;
  }

  private ruleArn(rule: Resource): string {
    const { region, account } = this.assembly;
    const bus = this.busOf(rule);
    const path = bus === 'default' ? this.nameOf(rule) : `${bus}/${this.nameOf(rule)}`;
    return `arn:aws:events:${region}:${account}:rule/${path}`;
  }

  private spotOf(resource: Resource): Spot {
    const stack = this.assembly.stacks.find(({ name }) => name === resource.stack);
    if (!stack) throw new TemplateError(placeOf(resource), 'belongs to a stack that is not in the assembly.');
    return { stack, path: placeOf(resource) };
  }

  private resolve(value: unknown, spot: Spot): unknown {
    if (typeof value === 'string') return plain(value, spot);
    if (Array.isArray(value))
      return value.map((item, index) => this.resolve(item, { ...spot, path: `${spot.path}[${index}]` }));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only && entries.length === 1 && isIntrinsic(only[0])) return this.call(only[0], only[1], spot);
    return Object.fromEntries(
      entries
        .map(([key, item]) => [key, this.resolve(item, { ...spot, path: `${spot.path}.${key}` })] as const)
        .filter(([, item]) => item !== undefined),
    );
  }

  private text(value: unknown, spot: Spot): string {
    const resolved = this.resolve(value, spot);
    if (typeof resolved === 'string' || typeof resolved === 'number') return String(resolved);
    throw new TemplateError(spot.path, `comes to ${JSON.stringify(resolved)} where a text is needed.`);
  }

  private call(name: string, argument: unknown, spot: Spot): unknown {
    switch (name) {
      case 'Ref':
        return this.ref(this.text(argument, spot), spot);
      case 'Fn::GetAtt':
        return this.getAtt(argument, spot);
      case 'Fn::Join': {
        const [separator, parts] = this.pair(argument, spot);
        return this.list(parts, spot).join(this.text(separator, spot));
      }
      case 'Fn::Split': {
        const [separator, text] = this.pair(argument, spot);
        return this.text(text, spot).split(this.text(separator, spot));
      }
      case 'Fn::Select': {
        const [index, items] = this.pair(argument, spot);
        return (
          this.list(items, spot)[Number(this.text(index, spot))] ??
          fail(spot, `Fn::Select finds nothing at ${String(index)}.`)
        );
      }
      case 'Fn::Sub':
        return this.sub(argument, spot);
      case 'Fn::ImportValue':
        return this.importValue(this.text(argument, spot), spot);
      default:
        return fail(spot, `the local system does not resolve ${name}: ${JSON.stringify(argument)}.`);
    }
  }

  private pair(argument: unknown, spot: Spot): [unknown, unknown] {
    const result = pairSchema.safeParse(argument);
    return result.success ? result.data : fail(spot, `${JSON.stringify(argument)} is not a list of two.`);
  }

  private list(value: unknown, spot: Spot): string[] {
    const resolved = this.resolve(value, spot);
    if (!Array.isArray(resolved)) return fail(spot, `comes to ${JSON.stringify(resolved)} where a list is needed.`);
    return resolved.map((item: unknown) => this.text(item, spot));
  }

  private ref(name: string, spot: Spot): unknown {
    if (name.startsWith('AWS::')) return this.pseudoParameter(name, spot);
    const resource = spot.stack.resources.get(name);
    if (resource) return this.refTo(resource, spot);
    const parameter = spot.stack.parameters.get(name);
    if (!parameter) return fail(spot, `refers to ${name}, which the stack does not have.`);
    const given = this.givenToNested(name, spot);
    if (given !== undefined) return given;
    if (parameter['Default'] === undefined || String(parameter['Type']).startsWith('AWS::SSM::')) {
      return fail(spot, `needs the parameter ${name}, whose value is known only at deployment.`);
    }
    return parameter['Default'];
  }

  /** What the stack around a nested one gives for a parameter of it. */
  private givenToNested(name: string, { stack: { within } }: Spot): unknown {
    if (!within) return undefined;
    const { Parameters: given = {} } = within.properties;
    const at = { ...this.spotOf(within), path: `${placeOf(within)}.Parameters.${name}` };
    return isRecord(given) && name in given ? this.resolve(given[name], at) : undefined;
  }

  /** What a nested stack tells the one around it. */
  private outputOf(within: Resource, output: string, path: string): string {
    const stack = this.assembly.stacks.find((inside) => inside.within === within);
    if (!stack?.outputs.has(output)) throw new TemplateError(path, `${placeOf(within)} has no output ${output}.`);
    return this.text(stack.outputs.get(output), { stack, path: `${stack.name}.Outputs.${output}` });
  }

  private refTo(resource: Resource, spot: Spot): string {
    if (resource.type === 'AWS::Events::Rule') return this.nameOf(resource);
    const naming = namingOf(resource);
    if (!naming)
      return fail(spot, `the local system does not know what a Ref to ${resource.type} ${resource.logicalId} gives.`);
    return naming.ref(this.nameOf(resource), this.assembly);
  }

  private getAtt(argument: unknown, spot: Spot): string {
    const [logicalId, attribute] =
      typeof argument === 'string'
        ? splitOnce(argument, '.')
        : this.pair(argument, spot).map((part) => this.text(part, spot));
    const resource = spot.stack.resources.get(logicalId ?? '');
    if (!resource) return fail(spot, `refers to ${logicalId}, which the stack does not have.`);
    return this.attributeOf(resource, attribute ?? '', spot.path);
  }

  private sub(argument: unknown, spot: Spot): string {
    const [pattern, given] = typeof argument === 'string' ? [argument, {}] : this.pair(argument, spot);
    if (typeof pattern !== 'string' || typeof given !== 'object' || given === null) {
      return fail(spot, `${JSON.stringify(argument)} is no argument of Fn::Sub.`);
    }
    const values = new Map(Object.entries(given));
    const substituted = pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (values.has(name)) return this.text(values.get(name), spot);
      return name.includes('.') ? this.getAtt(name, spot) : String(this.ref(name, spot));
    });
    return plain(substituted, spot);
  }

  private importValue(name: string, spot: Spot): unknown {
    for (const stack of this.assembly.stacks) {
      for (const exported of stack.exports) {
        const at = { stack, path: `${stack.name}.Outputs` };
        if (this.text(exported.name, at) === name) return this.resolve(exported.value, at);
      }
    }
    return fail(spot, `imports ${name}, which no stack exports.`);
  }

  private pseudoParameter(name: string, spot: Spot): string | undefined {
    switch (name) {
      case 'AWS::AccountId':
        return this.assembly.account;
      case 'AWS::Region':
        return this.assembly.region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return spot.stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.assembly.region}:${this.assembly.account}:stack/${spot.stack.name}/local`;
      case 'AWS::NoValue':
        return undefined;
      default:
        return fail(spot, `the local system does not resolve ${name}.`);
    }
  }
}

/** Where a resource stands, as error messages say it. */
export function placeOf(resource: Resource): string {
  return `${resource.stack}/${resource.logicalId} (${resource.type})`;
}

/** A bus may be named by its name or by its ARN. */
export function busName(nameOrArn: string | undefined): string {
  return nameOrArn?.split('event-bus/').at(-1) ?? 'default';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function plain(text: string, spot: Spot): string {
  if (text.includes('{{resolve:')) fail(spot, `the local system does not resolve the dynamic reference ${text}.`);
  return text;
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function fail(spot: Spot, reason: string): never {
  throw new TemplateError(spot.path, reason);
}
