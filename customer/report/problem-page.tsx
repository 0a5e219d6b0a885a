import type { FC } from 'hono/jsx';
import type { IntakeRefusal } from '../../lambdas/reports/intake-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import type { Sentence } from '../../lambdas/failures/definition/sentence';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

/** How each refusal is answered: by HTTP, and in a sentence. */
const problems: Readonly<
  Record<IntakeRefusal, { readonly status: 400 | 403 | 404 | 429 | 503; readonly why: () => Sentence }>
> = {
  'link-invalid': { status: 403, why: say.linkInvalid },
  'link-expired': { status: 403, why: say.linkExpired },
  'unknown-line': { status: 404, why: say.unknownLine },
  'form-old': { status: 403, why: say.formOld },
  'answer-missing': { status: 400, why: say.answerMissing },
  'number-wrong': { status: 400, why: say.numberWrong },
  'no-calls': { status: 404, why: say.noCalls },
  'too-many': { status: 429, why: say.tooMany },
  'shop-silent': { status: 503, why: say.shopSilent },
};

export function statusOf(refusal: IntakeRefusal): 400 | 403 | 404 | 429 | 503 {
  return problems[refusal].status;
}

export interface ProblemPageProps {
  readonly visit: ReportVisit;
  readonly refusal: IntakeRefusal;
}

/** Nothing was sent, and why. */
export const ProblemPage: FC<ProblemPageProps> = ({ visit, refusal }) => {
  const { write } = visit.writer;
  const isOfLink = refusal === 'link-invalid' || refusal === 'link-expired';
  return (
    <Document visit={visit} title={write(say.notDone())}>
      <h1>{write(say.notDone())}</h1>
      <p>{write(problems[refusal].why())}</p>
      {!isOfLink && (
        <p>
          <a href={addressOf(visit, '')}>{write(say.startAgain())}</a>
        </p>
      )}
    </Document>
  );
};
