import type { FC } from 'hono/jsx';
import type { InForceView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { Earlier, Since } from './in-force-since';
import { optionRows, type OptionRow } from './option-rows';
import { OptionValue } from './option-value';

const within = { title: 'In force', href: '/in-force' };

export interface TypePageProps {
  readonly type: InForceView['types'][number];
  readonly visit: Visit;
}

/** The policy and the words of one failure type, option by option and language by language. */
export const TypePage: FC<TypePageProps> = ({ type: { failureType, owner, policy, words }, visit }) => (
  <Page visit={visit} title={titleOf(failureType)} within={within}>
    <h2>Policy</h2>
    <p>
      Version <code>{policy.version}</code>, in force since <Since of={policy} visit={visit} />. {titleOf(owner)} looks
      after it.
    </p>
    <OptionsTable of={optionRows(policy.options)} visit={visit} />
    <h3>Versions before</h3>
    <Earlier of={policy} visit={visit} />
    <h2>Words</h2>
    <p>
      Version <code>{words.version}</code>, in force since <Since of={words} visit={visit} />.
    </p>
    <DataTable
      head={['Whose', 'Language', 'Version']}
      rows={[
        ...words.locales.map((one) => ['Of all', languageOf(one.locale, visit), <code>{one.version}</code>]),
        ...words.brands.flatMap(({ brand, locales }) =>
          locales.map((one) => [`Over it: ${brand}`, languageOf(one.locale, visit), <code>{one.version}</code>]),
        ),
      ]}
    />
    <h3>Versions before</h3>
    <Earlier of={words} visit={visit} />
  </Page>
);

/** How much is given without a person, limit by limit. */
export const LimitsInForcePage: FC<{ readonly limits: InForceView['limits']; readonly visit: Visit }> = ({
  limits,
  visit,
}) => (
  <Page visit={visit} title="Limits in force" within={within}>
    <p>
      Version <code>{limits.version}</code>, in force since <Since of={limits} visit={visit} />.{' '}
      <a href="/limits">How much of them is used</a>
    </p>
    <OptionsTable of={optionRows(limits.values)} visit={visit} />
    <h2>Versions before</h2>
    <Earlier of={limits} visit={visit} />
  </Page>
);

/** What this deployment sets comes first. */
const OptionsTable: FC<{ readonly of: readonly OptionRow[]; readonly visit: Visit }> = ({ of: rows, visit }) => {
  const { locale } = visit;
  const found = rows.find(({ name }) => name === 'reference.currency')?.value;
  const reference = typeof found === 'string' ? found : undefined;
  return (
    <DataTable
      head={['Option', 'Value', 'Where nobody sets it', 'Why']}
      rows={[...rows.filter(({ isOther }) => isOther), ...rows.filter(({ isOther }) => !isOther)].map((row) => [
        <code>{row.name}</code>,
        <OptionValue row={row} reference={reference} locale={locale} />,
        row.isOther ? (
          <OptionValue row={{ name: row.name, value: row.usual }} reference={reference} locale={locale} />
        ) : (
          <span class="none">the same</span>
        ),
        // Empty where there is nothing to say: a phone leaves it out.
        row.why ?? (row.isOther && <span class="none">not said</span>),
      ])}
    />
  );
};

function languageOf(locale: string, { locale: readers }: Visit): string {
  return `${new Intl.DisplayNames(readers, { type: 'language' }).of(locale) ?? locale} (${locale})`;
}
