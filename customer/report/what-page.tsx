import type { FC } from 'hono/jsx';
import type { IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

export interface WhatPageProps {
  readonly visit: ReportVisit;
  readonly orderId: string;
  readonly lineId: string;
  readonly answer: Extract<IntakeAnswer, { is: 'choices' }>;
}

/** The second question: what happened to it. */
export const WhatPage: FC<WhatPageProps> = ({ visit, orderId, lineId, answer: { title, choices, canCall } }) => {
  const { write } = visit.writer;
  const question = write(say.whatHappened({ title }));
  return (
    <Document visit={visit} title={question}>
      <h1>{question}</h1>
      {choices.length === 0 && <p>{write(say.nothingFits())}</p>}
      <ul class="choices">
        {choices.map(({ mishap }) => (
          <li>
            <a href={addressOf(visit, 'details', { order: orderId, line: lineId, mishap })}>
              {write(say.mishap({ what: mishap }))}
            </a>
          </li>
        ))}
      </ul>
      {canCall && (
        <p>
          <a href={addressOf(visit, 'call', { order: orderId })}>{write(say.callMe())}</a>
        </p>
      )}
      <p class="hint">{write(say.elsewhere())}</p>
      <p>
        <a href={addressOf(visit, '')}>{write(say.back())}</a>
      </p>
    </Document>
  );
};
