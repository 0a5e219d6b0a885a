import type { Child, FC } from 'hono/jsx';
import type { InForceView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Visit } from '../../visit/visit';
import type { Decided, DecidedLately } from './decided';
import { Since } from './in-force-since';
import { optionRows } from './option-rows';

export interface InForcePageProps {
  readonly view: InForceView;
  /** Undefined where nobody asked for it. */
  readonly decided: DecidedLately | Refusal | undefined;
  readonly visit: Visit;
}

/** By which policies failures are decided, in which words customers are written to, and since when. */
export const InForcePage: FC<InForcePageProps> = ({ view: { types, limits }, decided, visit }) => (
  <Page visit={visit} title="In force">
    <p>
      What this deployment decides by, as its functions were deployed. The switches can hold it back:{' '}
      <a href="/controls">Switches</a> says what they are set to.
    </p>
    <h2>Policies and words</h2>
    <DataTable
      head={['What failed', 'Policy', 'Since', 'Set here', 'Words', 'Since']}
      rows={types.map(({ failureType, policy, words }) => [
        <a href={`/in-force/${failureType}`}>{titleOf(failureType)}</a>,
        <code>{policy.version}</code>,
        <Since of={policy} visit={visit} />,
        setHere(optionRows(policy.options).filter(({ isOther }) => isOther).length),
        <>
          <code>{words.version}</code> in {words.locales.length} languages
          {words.brands.length > 0 && `; ${ofTheirOwn(words.brands.length)}`}
        </>,
        <Since of={words} visit={visit} />,
      ])}
    />
    <h2>Limits</h2>
    <p>
      Version <code>{limits.version}</code>, in force since <Since of={limits} visit={visit} />.{' '}
      <a href="/in-force/limits">What they are</a>, and <a href="/limits">how much of them is used</a>.
    </p>
    <h2>Decided under each version</h2>
    <DecidedUnder of={decided} types={types} visit={visit} />
    <p>
      <a href="/in-force.csv">Download all options, words and limits as CSV</a>
    </p>
    <details>
      <summary>How this is known</summary>
      <p>
        The versions were written when the app was synthesized, from the same options, words and limits that its
        functions get. A version of a policy names its code and a hash of its options; records and outcomes name it too.
        Since when it is in force notes the sweep in its first run after a deployment, a minute or two later.
      </p>
    </details>
  </Page>
);

function ofTheirOwn(brands: number): string {
  return brands === 1 ? 'one brand has words of its own' : `${brands} brands have words of their own`;
}

function setHere(count: number): string {
  return count === 0 ? 'nothing' : `${count} ${count === 1 ? 'option' : 'options'}`;
}

const DecidedUnder: FC<{
  readonly of: DecidedLately | Refusal | undefined;
  readonly types: InForceView['types'];
  readonly visit: Visit;
}> = ({ of: decided, types, visit }) => {
  if (decided === undefined) {
    return (
      <p>
        <a href="/in-force?counted=yes">Count today's and this week's</a>. It asks insight, which takes some seconds.
      </p>
    );
  }
  if ('is' in decided) return <RefusalNote refusal={decided} so="It cannot be told" />;
  const current = types.map(({ policy }) => policy.version);
  const others = [...decided.byVersion.keys()].filter((version) => !current.includes(version)).sort();
  return (
    <>
      <DataTable
        head={['Version', 'In force', 'Today (UTC)', 'In seven days']}
        rows={[
          ...current.map((version) => cellsOf(version, 'yes', decided.byVersion.get(version), visit.locale)),
          ...others.map((version) => cellsOf(version, 'no', decided.byVersion.get(version), visit.locale)),
        ]}
      />
      <p class="hint">
        {decided.newestAt === undefined ? (
          'Nothing was recorded in these days yet.'
        ) : (
          <>
            The newest figure was recorded <Ago at={decided.newestAt} visit={visit} />.
          </>
        )}{' '}
        <a href="/insight/decided-by-version">The whole question</a>
      </p>
    </>
  );
};

function cellsOf(version: string, isInForce: string, counts: Decided | undefined, locale: string): Child[] {
  const text = (count: number): string => new Intl.NumberFormat(locale).format(count);
  return [<code>{version}</code>, isInForce, text(counts?.today ?? 0), text(counts?.week ?? 0)];
}
