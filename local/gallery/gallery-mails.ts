import { brandFor, type Brands } from '../../lambdas/email/brand';
import { renderEmail, type Email } from '../../lambdas/email/email';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { say } from '../../lambdas/failures/sentences/shared-sentences';
import { textFor } from '../../lambdas/flow/notify/email-for';
import { frameFor } from '../../lambdas/words/frame';
import { wordsOver, type BrandWords } from '../../lambdas/words/brand-words';
import { wordsLocales } from '../../lambdas/words/locales';
import { writerFor, type Writer } from '../../lambdas/words/writer';
import { noticesAfter, variantsFor, type Variant } from './gallery-records';
import { pseudoLocales, pseudoWriter } from './pseudo-locales';

/** Which mail of the gallery. */
export interface GalleryMail {
  readonly type: string;
  readonly variant: string;
  readonly locale: string;
  readonly brand: string;
}

/** The brand that events name none of. */
export const standardBrand = 'standard';

export const galleryLocales: readonly string[] = [...wordsLocales, ...pseudoLocales].map(({ tag }) => tag);

/** Every type in every variant, language and brand. */
export function galleryMails(brands: Brands): GalleryMail[] {
  return catalog.flatMap((definition) =>
    variantsOf(definition).flatMap(({ name: variant }) =>
      galleryLocales.flatMap((locale) =>
        [standardBrand, ...Object.keys(brands.others ?? {})].map((brand) => ({
          type: definition.type,
          variant,
          locale,
          brand,
        })),
      ),
    ),
  );
}

/** A mail of the gallery as it would leave. Undefined where there is none like that. */
export function galleryEmail({ type, variant: name, locale, brand }: GalleryMail, brands: Brands): Email | undefined {
  const definition = catalog.find((each) => each.type === type);
  const variant = definition && variantsOf(definition).find((each) => each.name === name);
  if (!variant || !galleryLocales.includes(locale)) return undefined;
  const { template, record, message } = variant;
  const notices = noticesAfter(variant);
  const [{ detail }] = definition.stories;
  const failure = { ...detail, customer: { ...detail.customer, locale: languageOf(locale) } };
  const { sender, look, signatory, executive, statementName, words } = brandFor(
    brand === standardBrand ? {} : { brand },
    brands,
  );
  const writer = writerIn(locale, definition, words?.() ?? {});
  const text = textFor(
    template,
    { record, failure, definition, notices, message, messageLocale: 'en', statementName },
    writer,
  );
  const signedBy = (definition.signedBy === 'executive' ? executive : undefined) ?? signatory;
  const frame = frameFor({ name: failure.customer.name, order: failure.purchase, remedyId: record.remedyId }, writer);
  const page = template === 'feedback' ? { text: writer.write(say.feedbackPage()), url: answerPage } : undefined;
  return renderEmail(text, frame, { company: sender.name, signatory: signedBy, look }, page);
}

/** Where the mails of the gallery lead. */
const answerPage = 'https://example.com/answer';

function variantsOf(definition: FailureDefinition): Variant[] {
  return variantsFor(definition, definition.stories[0].detail);
}

function writerIn(locale: string, { words, type }: FailureDefinition, own: BrandWords): Writer {
  const pseudo = pseudoLocales.find(({ tag }) => tag === locale);
  const reader = { locale: languageOf(locale), timeZone: 'Europe/London' };
  const writer = writerFor(reader, words, (language) => wordsOver(own, type, language));
  return pseudo ? pseudoWriter(writer, pseudo) : writer;
}

/** What is read by nobody is made of English. */
function languageOf(locale: string): string {
  return pseudoLocales.some(({ tag }) => tag === locale) ? 'en' : locale;
}
