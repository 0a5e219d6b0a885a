import type { Context } from 'hono';
import type { ConsoleEnv } from '../visit/visit';

/** The fields of a form that somebody sent, each as it was typed. */
export type Form = Readonly<Record<string, string>>;

export async function formOf({ req }: Context<ConsoleEnv>): Promise<Form> {
  const body = await req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** What stands in a field, or undefined where nothing does. */
export function filled(form: Form, name: string): string | undefined {
  const text = form[name]?.replaceAll('\r\n', '\n').trim();
  return text === '' ? undefined : text;
}

/** A whole number, or NaN: the operator API refuses that with its own words. */
export function wholeNumber(form: Form, name: string): number {
  const text = filled(form, name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
