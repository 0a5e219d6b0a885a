import type { FC } from 'hono/jsx';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { UnmendedListView } from '../../../lambdas/operator-api/mended/mended-schemas';
import { Amounts } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import type { Refusal } from '../../asking/ask';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { TokenField } from '../../fields/token-field';
import type { Visit } from '../../visit/visit';

interface MendedProps {
  readonly list: UnmendedListView;
  readonly visit: Visit;
  readonly refusal: Refusal | undefined;
}

type Listed = UnmendedListView['incidents'][number];

/** What the company goes on paying for, for the owners of its products. */
export const MendedPage: FC<MendedProps> = ({ list: { incidents }, visit, refusal }) => (
  <Page visit={visit} title="Paid for, and not mended">
    <RefusalNote refusal={refusal} />
    {incidents.length === 0 ? (
      <p>There is none: whatever hurt customers is mended, and they know.</p>
    ) : (
      <DataTable
        head={['Incident', 'Since', 'Mails', 'Paid', 'Mended']}
        rows={incidents.map((listed) => rowOf(listed, visit))}
        isCompact
      />
    )}
    <details>
      <summary>Where this comes from</summary>
      <p>
        A mail said to each of these customers what an incident did and what they were given for it. The system whose
        failures it caused publishes <code>IncidentFixed</code> once it is mended. Whoever may approve then lets one
        more mail go to each of them, with its cause. It does not leave to whoever was hurt again since, was erased,
        called a mail of ours spam, or speaks with a person.
      </p>
    </details>
  </Page>
);

function rowOf({ fix, hurt, amounts, isComplete }: Listed, visit: Visit) {
  return [
    fix.incidentId,
    <Ago at={fix.since} visit={visit} />,
    `${isComplete ? '' : 'more than '}${hurt}`,
    <Amounts of={amounts} locale={visit.locale} />,
    <Mended fix={fix} hurt={hurt} visit={visit} />,
  ];
}

const Mended: FC<Pick<Listed, 'fix' | 'hurt'> & { readonly visit: Visit }> = ({ fix, hurt, visit }) => {
  const { fixed, incidentId, version } = fix;
  if (!fixed) return <strong>not mended</strong>;
  return (
    <>
      <Ago at={fixed.fixedAt} visit={visit} /> by {fixed.by}
      <div class="hint">
        cause: {fixed.cause}, as {fixed.source} says
      </div>
      {visit.may.includes('approve') && (
        <form method="post" action={`/unmended/${idInPath(incidentId)}`} class="verdict">
          <TokenField visit={visit} />
          <input type="hidden" name="version" value={version} />
          <label>
            Why <input name="why" required maxlength={1000} />
          </label>
          <div class="buttons">
            <button type="submit" name="verdict" value="tell">
              Tell {hurt === 1 ? 'this customer' : `these ${hurt}`}
            </button>
            <button type="submit" name="verdict" value="keep-silent" class="quiet">
              Tell nobody
            </button>
          </div>
        </form>
      )}
    </>
  );
};
