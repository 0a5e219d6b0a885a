import * as z from 'zod/mini';
import type { TemplateUse } from '../../port/message-sender';

/**
 * What may stand at a place of a template, by the kind in its name. WeChat refuses a message that has more:
 * https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Interface.html
 */
const kinds: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => value.length <= 20,
  short_thing: (value) => value.length <= 5,
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
};

const place = z.string().check(z.regex(/^(?:thing|short_thing|character_string)\d{1,2}$/));

/** One of the account's templates, as WeChat's library has it, and what stands where. */
const serviceTemplateSchema = z.strictObject({
  /** WeChat's id of it, in this account. */
  id: z.string().check(z.regex(/^[\w-]{20,64}$/)),
  /** The place of who writes. */
  company: place,
  /** The place of what was done. */
  gist: place,
  /** The place of what can be quoted. */
  reference: place,
});

/** By the tags of languages. An account has its own templates, chosen from the library: their words are WeChat's. */
export const serviceTemplatesSchema = z
  .record(z.string(), serviceTemplateSchema)
  .check(
    z.refine((templates) =>
      Object.values(templates).every(({ company, gist, reference }) => new Set([company, gist, reference]).size === 3),
    ),
  );

export type ServiceTemplates = z.infer<typeof serviceTemplatesSchema>;

/** The template in the language of a message. Undefined where there is none, or what has to be said does not fit. */
export function serviceTemplateFor(
  { locale, values: [company, gist, reference] }: ForTemplate,
  templates: ServiceTemplates,
): TemplateUse | undefined {
  const template = Object.hasOwn(templates, locale) ? templates[locale] : undefined;
  if (!template) return undefined;
  const short = fewerSentences(gist).find((text) => hasRoom(template.gist, text));
  if (short === undefined || !hasRoom(template.company, company) || !hasRoom(template.reference, reference)) {
    return undefined;
  }
  return { name: template.id, language: locale, values: [company, short, reference] };
}

function hasRoom(name: string, value: string): boolean {
  return value !== '' && kinds[/^[a-z_]+/.exec(name)?.[0] ?? '']?.(value) === true;
}

/** All of it, and then less by its last sentences: each is true without those behind it, and without a full stop. */
function fewerSentences(text: string): readonly string[] {
  const sentences = text.split(/(?<=[。！？!?]|[.] )/u);
  return sentences
    .map((_, index) =>
      sentences
        .slice(0, sentences.length - index)
        .join('')
        .trim(),
    )
    .flatMap((one) => [one, one.replace(/[。.]$/u, '')]);
}

interface ForTemplate {
  readonly locale: string;
  readonly values: readonly [company: string, gist: string, reference: string];
}

/** What is sent for it: each value by the name of its place. */
export function dataOf({ name, values }: TemplateUse, templates: ServiceTemplates): object {
  const template = Object.values(templates).find(({ id }) => id === name);
  if (!template) throw new RangeError('the template is none of the account');
  const places = [template.company, template.gist, template.reference];
  return Object.fromEntries(places.map((one, index) => [one, { value: values[index] ?? '' }]));
}
