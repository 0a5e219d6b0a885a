import type { FC } from 'hono/jsx';
import { isMoreThan } from '../../../lambdas/ledger/incident/incident';
import type { IncidentPage as IncidentShown, ReasonCodeView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Amounts } from '../../elements/amount';
import { cohortText } from '../../texts/cohort-text';
import { HoldsTable } from '../../elements/holds-table';
import { Ago, Instant, Until } from '../../elements/instant';
import { Who } from '../../elements/who';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { IncidentForms } from './incident-forms';
import { VerdictsTable } from './verdicts-table';
import { WrittenToAll } from './written-to-all';

export interface IncidentPageProps {
  readonly shown: IncidentShown;
  readonly visit: Visit;
  /** What was typed before, and with `verdict` into which of the forms. */
  readonly form: Form;
  readonly refusal: Refusal | undefined;
  /** The reasons for which people reject. */
  readonly codes: readonly ReasonCodeView[];
}

export const IncidentPage: FC<IncidentPageProps> = ({ shown, visit, form, refusal, codes }) => {
  const { incident, examples } = shown;
  const { decided, earlier = [] } = incident;
  return (
    <Page visit={visit} title={incident.incidentId} within={{ title: 'What waits for a person', href: '/holds' }}>
      <RefusalNote refusal={refusal} />
      {incident.incidentId.startsWith('amplified-') && (
        <p>
          <a href={placeOf.amplified(incident.incidentId)}>What many people write about it</a>
        </p>
      )}
      <Clock shown={shown} visit={visit} />
      <Figures shown={shown} visit={visit} />
      <Proposed shown={shown} visit={visit} />
      <IncidentForms shown={shown} visit={visit} form={form} codes={codes} />
      {examples.length > 0 && (
        <>
          <h2>Some of what waits with it</h2>
          <HoldsTable holds={examples} visit={visit} />
        </>
      )}
      <VerdictsTable verdicts={[...earlier, ...(decided ? [decided] : [])]} visit={visit} />
    </Page>
  );
};

type PartProps = Pick<IncidentPageProps, 'shown' | 'visit'>;

const Clock: FC<PartProps> = ({ shown: { incident }, visit }) => {
  const { decided, deadline, openedAt, escalations } = incident;
  if (decided) {
    return (
      <>
        <p>
          <strong>{decided.verdict === 'approved' ? 'Approved' : 'Rejected'}</strong> by <Who actor={decided.actor} />{' '}
          <Ago at={decided.at} visit={visit} />: {decided.why}
        </p>
        <p>
          It covers what happens until <Instant at={decided.coversUntil} visit={visit} />.
        </p>
      </>
    );
  }
  return (
    <p>
      To decide <Until at={deadline} visit={visit} />; first held <Ago at={openedAt} visit={visit} />.{' '}
      {escalations > 0 && `It was escalated ${escalations === 1 ? 'once' : `${escalations} times`}.`}
    </p>
  );
};

const Figures: FC<PartProps> = ({ shown: { incident, cohort, approvalsNeeded, isComplete }, visit }) => {
  const { remedies, amounts, words = 0 } = cohort;
  const given = incident.proposed?.approvals.length ?? 0;
  return (
    <>
      <ul class="figures few">
        <li>
          <div class="figure">
            <strong>
              {!isComplete && 'over '}
              {remedies}
            </strong>
            {remedies === 1 ? 'remedy waits' : 'remedies wait'}
          </div>
        </li>
        {remedies > 0 && (
          <li>
            <div class="figure">
              <strong>
                <Amounts of={amounts} locale={visit.locale} />
              </strong>
              in all
            </div>
          </li>
        )}
        {words > 0 && (
          <li>
            <div class="figure">
              <strong>{words}</strong>
              {words === 1 ? 'mail waits for its words' : 'mails wait for their words'}
            </div>
          </li>
        )}
        {!incident.decided && (
          <li>
            <div class="figure">
              <strong>
                {given} of {approvalsNeeded}
              </strong>
              {approvalsNeeded === 1 ? 'approval' : 'approvals by different people'}
            </div>
          </li>
        )}
      </ul>
      {!isComplete && <p class="refused">More waits than could be counted. The sum is of what was counted.</p>}
    </>
  );
};

/** Who has approved it already, and for how much. */
const Proposed: FC<PartProps> = ({ shown: { incident, cohort }, visit }) => {
  const { proposed } = incident;
  if (!proposed) return null;
  return (
    <section aria-labelledby="proposed">
      <h2 id="proposed">Approved so far</h2>
      <ul>
        {proposed.approvals.map(({ actor, at, why }) => (
          <li>
            <Who actor={actor} /> <Ago at={at} visit={visit} />, for {cohortText(proposed.cohort, visit.locale)}: {why}
          </li>
        ))}
      </ul>
      {isMoreThan(cohort, proposed.cohort) && (
        <p class="refused">More waits since. An approval of less does not count for it.</p>
      )}
      {(proposed.message !== undefined || proposed.messages !== undefined) && (
        <>
          <p>They would read:</p>
          <WrittenToAll toAll={proposed} visit={visit} />
        </>
      )}
    </section>
  );
};
