import { segmentsOf } from '../../../lambdas/channels/rules/segments';
import { catalog } from '../../../lambdas/failures/catalog';
import { canBeShort, messageOf, type ShortMessage } from '../../../lambdas/flow/message/message-of';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import { textProblems } from '../../../lambdas/words/lint/rule-problems';
import { wordsLocales } from '../../../lambdas/words/locales';
import { noticesAfter, variantsFor } from '../../../local/gallery/gallery-records';
import { exampleBrands as brands } from '../../fakes/brands';

interface Written {
  readonly name: string;
  readonly locale: string;
  readonly failure: Failure;
  readonly message: ShortMessage | undefined;
  readonly isRefunded: boolean;
}

/** Every message that may be written: each type, each of its stories, each kind of mail. */
function writtenIn(locale: string): Written[] {
  return catalog.flatMap((definition: FailureDefinition) =>
    definition.stories.flatMap(({ id, detail }) => {
      const failure = { ...detail, customer: { ...detail.customer, locale } };
      return variantsFor(definition, detail)
        .filter(({ template }) => canBeShort(template))
        .map((variant) => {
          const { name, template, record } = variant;
          const notices = noticesAfter(variant);
          const message = messageOf({ template, record, notices, failure, definition, brands });
          const isRefunded = template === 'apology' && record.parts.some(({ part }) => part.kind === 'refund');
          return { name: `${definition.type} ${id} ${name}`, locale, failure, message, isRefunded };
        });
    }),
  );
}

describe.each(wordsLocales.map(({ tag }) => tag))('a message in %s', (locale) => {
  const all = writtenIn(locale);

  it('takes two SMS at most, whatever went wrong and whatever was given', () => {
    const tooLong = all.filter(({ message }) => !message || segmentsOf(message.text).count > 2);
    expect(tooLong.map(({ name, message }) => `${name}: ${message?.text ?? 'nothing fits'}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
  });

  it('keeps the rules of apologies, has no name of the customer, and says how it ends', () => {
    const wrong = all.flatMap(({ name, failure, message }) => {
      const { text = '' } = message ?? {};
      const named = failure.customer.name !== undefined && text.includes(failure.customer.name);
      return [
        ...textProblems(locale, text),
        ...(named ? ['it names the customer'] : []),
        ...(text.includes('STOP') ? [] : ['it does not say how it ends']),
      ].map((problem) => `${name}: ${problem} in “${text}”`);
    });
    expect(wrong).toEqual([]);
  });

  it('says the amount that was given where one was', () => {
    const refunds = all.filter(({ isRefunded }) => isRefunded).map(({ message }) => message?.text ?? '');
    expect(refunds.filter((text) => !/\p{Sc}|A new one|\d/u.test(text))).toEqual([]);
    expect(refunds.length).toBeGreaterThan(10);
  });
});

it('leaves out when the money comes before what was done, and never how to end it', () => {
  const definition: FailureDefinition | undefined = catalog.find(({ type }) => type === 'VideoPlaybackFailed');
  if (!definition) throw new Error('there is no such type');
  const [{ detail }] = definition.stories;
  const failure = { ...detail, customer: { ...detail.customer, locale: 'en-GB' } };
  const variant = variantsFor(definition, detail).find(({ name }) => name === 'apology');
  if (!variant) throw new Error('there is no apology');
  const about = { template: variant.template, record: variant.record, notices: {}, failure, definition, brands };
  const [two, one] = [messageOf(about, 2)?.text ?? '', messageOf(about, 1)?.text ?? ''];
  expect(two).toMatch(/^A message from Example Films: we're sorry\. We've refunded .*business days.*Reference .*STOP/);
  expect(one).toMatch(/^A message from Example Films: we're sorry\. We've refunded .*STOP ends these messages\.$/);
  expect(one).not.toMatch(/business days/);
  expect([segmentsOf(two).count, segmentsOf(one).count]).toEqual([2, 1]);
});
