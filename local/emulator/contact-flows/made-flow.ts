import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';
import { readFlow, type ContactFlow } from './contact-flow';

/** A flow of Amazon Connect that the template makes. */
export interface MadeFlow {
  readonly id: string;
  readonly flow: ContactFlow;
}

const flowSchema = z.object({
  InstanceArn: z.string(),
  Content: z.string(),
  Name: z.string().min(1).max(127),
  Type: z.literal('CONTACT_FLOW'),
  State: z.literal('ACTIVE').optional(),
});

export function readContactFlow(resource: Resource, resolver: Resolver): MadeFlow {
  const { Content } = resolver.read(resource, flowSchema);
  try {
    return { id: resource.logicalId, flow: readFlow(Content) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TemplateError(placeOf(resource), `is a flow that the local system does not run: ${why}`);
  }
}
