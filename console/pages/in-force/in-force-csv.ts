import type { InForceView } from '../../../lambdas/operator-api/response-schemas';
import { optionRows, textOf } from './option-rows';

/** All that is in force, one option, limit or language a row. Amounts are whole minor units. */
export function inForceRows({ types, limits }: InForceView): string[][] {
  return [
    ['what', 'failure_type', 'version', 'since', 'name', 'value', 'usual', 'differs', 'why'],
    ...optionsOf('limit', '', limits.version, limits.since, limits.values),
    ...types.flatMap(({ failureType, policy, words }) => [
      ...optionsOf('option', failureType, policy.version, policy.since, policy.options),
      ...words.locales.map(({ locale, version }) => wordsRow(failureType, words, locale, version)),
      ...words.brands.flatMap(({ brand, locales }) =>
        locales.map(({ locale, version }) => wordsRow(failureType, words, `${brand} ${locale}`, version)),
      ),
    ]),
  ];
}

function optionsOf(
  what: string,
  failureType: string,
  version: string,
  since: string | undefined,
  options: InForceView['limits']['values'],
): string[][] {
  return optionRows(options).map(({ name, value, usual, isOther, why }) => {
    const texts = [name, textOf(value), textOf(usual), isOther ? 'yes' : 'no', why ?? ''];
    return [what, failureType, version, since ?? '', ...texts];
  });
}

type Words = InForceView['types'][number]['words'];

function wordsRow(failureType: string, { version, since }: Words, name: string, value: string): string[] {
  return ['words', failureType, version, since ?? '', name, value, '', '', ''];
}
