import type { FC } from 'hono/jsx';
import type { FeedRefusal, Listed } from '../../lambdas/feed/feed-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import type { ReportVisit } from '../visit/report-visit';
import { whyOf } from './feed-refusal';

const { say } = reportWords;

interface GivenPageProps {
  readonly visit: ReportVisit;
  readonly items: readonly Listed[];
}

/** All that was given to a customer of late, the newest first, and whom to ask about it. */
export const GivenPage: FC<GivenPageProps> = ({ visit, items }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.givenTitle())}>
      <h1>{write(say.givenTitle())}</h1>
      {items.length === 0 && <p>{write(say.givenNone())}</p>}
      {items.map((item) => (
        <GivenItem item={item} ask={write(say.askPerson())} />
      ))}
    </Document>
  );
};

const GivenItem: FC<{ readonly item: Listed; readonly ask: string }> = ({ item, ask }) => (
  <article class="given">
    <h2>{item.title}</h2>
    <p class="hint">{item.givenOn}</p>
    <Arrival item={item} />
    {item.paragraphs.map((text) => (
      <p>{text}</p>
    ))}
    <p class="hint">
      {item.signatory}, {item.company}
    </p>
    <p class="hint">{item.quote}</p>
    <p>
      <a href={mailTo(item)} aria-label={`${ask}: ${item.reference}`}>
        {ask}
      </a>
    </p>
  </article>
);

/** How long it takes, and what day that is. */
const Arrival: FC<{ readonly item: Listed }> = ({ item: { arrival, thereBy = '' } }) =>
  arrival === '' && thereBy === '' ? null : (
    <p>
      {arrival} {thereBy}
    </p>
  );

function mailTo({ replyTo, reference }: Listed): string {
  return `mailto:${encodeURIComponent(replyTo)}?subject=${encodeURIComponent(reference)}`;
}

/** Nothing is shown, and why. */
export const NothingShownPage: FC<{ readonly visit: ReportVisit; readonly refusal: FeedRefusal }> = ({
  visit,
  refusal,
}) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.givenTitle())}>
      <div role="alert">
        <h1>{write(say.givenTitle())}</h1>
        <p>{write(whyOf(refusal))}</p>
      </div>
    </Document>
  );
};
