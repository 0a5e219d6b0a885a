import type { FC } from 'hono/jsx';
import type { IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

export interface AnswerPageProps {
  readonly visit: ReportVisit;
  readonly outcome: Extract<IntakeAnswer, { is: 'outcome' }>;
}

/** What came of it: what is given and when it arrives, or who looks at it and until when. */
export const AnswerPage: FC<AnswerPageProps> = ({ visit, outcome: { headline, paragraphs, reference, isOpen } }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={headline}>
      <p>{write(say.thanks())}</p>
      <div role="status">
        <h1>{headline}</h1>
        {paragraphs.map((text) => (
          <p>{text}</p>
        ))}
      </div>
      <p class="hint">{reference}</p>
      {isOpen && (
        <p>
          <a href={addressOf(visit, visit.page, visit.here)}>{write(say.refreshPage())}</a>
        </p>
      )}
    </Document>
  );
};
