import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Reference } from '../../lambdas/shop/shop';
import type { Label } from '../../lambdas/detect/run/agreement';
import { CommandError } from '../commands/command-error';

/** A request to the URL of a detector, as it was recorded. */
export interface RecordedRequest {
  readonly at: Date;
  readonly rawBody: string;
}

/** What the shop says of a reference. */
export interface RecordedPurchase {
  readonly reference: Reference;
  readonly found: object;
}

const requestSchema = z.object({
  receivedAt: z.iso.datetime({ offset: true }),
  /** The body as it came, or what its JSON says. */
  body: z.union([z.string(), z.looseObject({})]),
});

const purchaseSchema = z.looseObject({ reference: z.record(z.string(), z.string()) });

const labelSchema = z.object({
  subject: z.string(),
  types: z.array(z.string()),
  also: z.optional(z.array(z.string())),
});

/** @throws CommandError */
export function recordedRequests(file: string): readonly RecordedRequest[] {
  const lines = linesOf(file, requestSchema, '{ "receivedAt": "…", "body": … }');
  return lines
    .map(({ receivedAt, body }) => ({
      at: new Date(receivedAt),
      rawBody: typeof body === 'string' ? body : JSON.stringify(body),
    }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** @throws CommandError */
export function recordedPurchases(file: string): readonly RecordedPurchase[] {
  const lines = linesOf(file, purchaseSchema, '{ "reference": { … }, "customer": …, "purchase": … }');
  return lines.map((found) => ({ reference: found.reference, found }));
}

/**
 * What happened, by subject.
 *
 * @throws CommandError
 */
export function labelsIn(file: string): ReadonlyMap<string, Label> {
  const lines = linesOf(file, labelSchema, '{ "subject": "…", "types": ["…"] }');
  return new Map(lines.map(({ subject, ...label }) => [subject, label]));
}

function linesOf<Schema extends z.ZodMiniType>(file: string, schema: Schema, form: string): z.output<Schema>[] {
  const lines = textOf(file)
    .split('\n')
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  return lines.map(({ text, number }) => {
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new CommandError(`${file}, line ${number}: is not ${form}`);
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
