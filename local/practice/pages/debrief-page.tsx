import type { FC } from 'hono/jsx';
import { Amounts } from '../../../console/elements/amount';
import { placeOf } from '../../../console/elements/places';
import { titleOf } from '../../../console/elements/titles';
import { Page } from '../../../console/layout/page';
import type { Visit } from '../../../console/visit/visit';
import { durationText } from '../../text/duration';
import type { Debrief } from '../debrief';
import type { LookedBack } from '../practice-room';
import type { PracticeRun } from '../practice-run';
import { turnTexts } from './run-page';

export interface DebriefPageProps {
  readonly visit: Visit;
  readonly run: PracticeRun;
  readonly debrief: LookedBack;
}

/** What a story came to, once somebody has practised it. */
export const DebriefPage: FC<DebriefPageProps> = ({ visit, run, debrief }) => {
  const { scenario, id } = run;
  return (
    <Page visit={visit} title={`Looking back: ${scenario.title}`} within={{ title: 'Practice', href: '/practice' }}>
      <p>
        {turnTexts[debrief.turn]} <a href={`/practice/${id}`}>All that was said</a>
      </p>
      <Times debrief={debrief} />
      <Given debrief={debrief} run={run} visit={visit} />
      <Words answers={debrief.answers} />
      <section aria-labelledby="look-for">
        <h2 id="look-for">Ask yourself</h2>
        <ul>
          {scenario.lookFor.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
    </Page>
  );
};

const Times: FC<{ readonly debrief: Debrief }> = ({ debrief: { firstMailMs, waitsMs } }) => (
  <section aria-labelledby="times">
    <h2 id="times">How long they waited</h2>
    <ul>
      <li>
        {firstMailMs === undefined
          ? 'They have got no mail of ours.'
          : `Our first mail came ${durationText(firstMailMs)} after they had said it.`}
      </li>
      {waitsMs.map((ms, index) => (
        <li>
          {ms === undefined
            ? 'Nobody has answered what they wrote last.'
            : `${index === 0 ? 'The first answer of a person' : 'The next answer'} took ${durationText(ms)}.`}
        </li>
      ))}
      {waitsMs.length === 0 && <li>They have written to nobody.</li>}
    </ul>
  </section>
);

const Given: FC<DebriefPageProps> = ({ debrief, run: { customerId }, visit }) => {
  const { remedies, mailed, carriedOut, policy, given } = debrief;
  return (
    <section aria-labelledby="given">
      <h2 id="given">What was promised, and what was given</h2>
      <ul>
        {mailed.map((subject) => (
          <li>Told by mail: {subject}</li>
        ))}
        {remedies.map(({ remedyId, type, state, parts, reasons }) => (
          <li>
            <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(type)}</a>, {titleOf(state).toLowerCase()}:{' '}
            {parts.length === 0 ? 'nothing' : parts.join(', ')}. {reasons.join('; ')}
          </li>
        ))}
        {remedies.length === 0 && <li>Nothing was given: no failure of theirs is known.</li>}
        {carriedOut.map((what) => (
          <li>Carried out: {what}</li>
        ))}
      </ul>
      <p>
        By itself the policy {outcomeTexts[policy.outcome]}
        {policy.kinds !== '' && ` ${policy.kinds.replaceAll('+', ' and ')}`}
        {policy.amounts.length > 0 && (
          <>
            {' '}
            worth <Amounts of={policy.amounts} locale={visit.locale} />
          </>
        )}
        : {policy.reasons.join('; ')}. {givenTexts[given]}
      </p>
    </section>
  );
};

const outcomeTexts: Readonly<Record<Debrief['policy']['outcome'], string>> = {
  give: 'gives',
  hold: 'has a person decide about',
  none: 'gives nothing',
  duplicate: 'gives nothing more',
  refused: 'refuses the report',
};

const givenTexts: Readonly<Record<Debrief['given'], string>> = {
  'as-policy': 'That is what was given.',
  other: 'Something else was given.',
  nothing: 'Nothing of it has been given.',
};

const Words: FC<Pick<Debrief, 'answers'>> = ({ answers }) => (
  <section aria-labelledby="words">
    <h2 id="words">What you wrote</h2>
    {answers.length === 0 && <p>Nothing.</p>}
    {answers.map(({ text, problems, notGiven }) => (
      <>
        <blockquote>
          {text.split(/\n{2,}/).map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </blockquote>
        <ul>
          {problems.map((problem) => (
            <li>{problem}</li>
          ))}
          {notGiven.map((written) => (
            <li>It names {written}, and nothing of that amount was paid or given.</li>
          ))}
          {problems.length + notGiven.length === 0 && <li>The rules for apologies find nothing in it.</li>}
        </ul>
      </>
    ))}
  </section>
);
