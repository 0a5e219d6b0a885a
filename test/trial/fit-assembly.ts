import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { leftOut, leftOutOutputs, named, type TemplateResource } from './not-emulated';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

/** How many resources a cloud assembly has, and how many of them are deployed. */
export interface Fitted {
  readonly all: number;
  readonly deployed: number;
}

/**
 * Copies a cloud assembly, without the resources and outputs that the emulator does not know, and with names where it
 * needs them. Everything else stays as it is.
 */
export function fitAssembly(assembly: string, into: string): Fitted {
  cpSync(assembly, into, { recursive: true });
  let all = 0;
  let deployed = 0;
  for (const name of readdirSync(into).filter((file) => file.endsWith('.template.json'))) {
    const file = path.join(into, name);
    const template = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const fitted = withNames(withoutLeftOut(template.Resources));
    all += Object.keys(template.Resources).length;
    deployed += Object.keys(fitted).length;
    writeFileSync(file, JSON.stringify({ ...template, Resources: fitted, Outputs: knownOutputs(template.Outputs) }));
  }
  return { all, deployed };
}

type Resources = Readonly<Record<string, TemplateResource>>;

function withoutLeftOut(resources: Resources): Resources {
  const kept = Object.entries(resources).filter(([, resource]) => !leftOut.some((one) => one.isIt(resource)));
  const ids = new Set(kept.map(([id]) => id));
  return Object.fromEntries(
    kept.map(([id, resource]) => {
      if (resource.DependsOn === undefined) return [id, resource];
      const dependencies = [resource.DependsOn].flat().filter((other) => ids.has(other));
      return [id, { ...resource, DependsOn: dependencies }];
    }),
  );
}

/** Two versions of an app have one id for one resource, and so give it one name. */
function withNames(resources: Resources): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const naming = named.find((one) => one.type === resource.Type);
      if (!naming) return [id, resource];
      return [id, { ...resource, Properties: { [naming.property]: id, ...resource.Properties } }];
    }),
  );
}

function knownOutputs(outputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isKnown = (output: unknown): boolean => !leftOutOutputs.some((one) => one.isIt(JSON.stringify(output)));
  return Object.fromEntries(Object.entries(outputs).filter(([, output]) => isKnown(output)));
}
