import type { FC } from 'hono/jsx';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

export interface CallPageProps {
  readonly visit: ReportVisit;
  readonly orderId: string;
  readonly formToken: string;
}

/** Whoever would rather talk says where. It promises nothing: somebody has to accept it first. */
export const CallPage: FC<CallPageProps> = ({ visit, orderId, formToken }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.callMe())}>
      <h1>{write(say.callMe())}</h1>
      <p>{write(say.callHint())}</p>
      <form method="post" action={addressOf(visit, 'ring')}>
        <input type="hidden" name="order" value={orderId} />
        <input type="hidden" name="token" value={formToken} />
        <div class="field">
          <label class="above" for="phone">
            {write(say.phone())}
          </label>
          <p class="hint" id="phone-hint">
            {write(say.phoneHint())}
          </p>
          <input
            id="phone"
            name="phone"
            type="tel"
            required
            maxlength={40}
            autocomplete="tel"
            aria-describedby="phone-hint"
          />
        </div>
        <button type="submit">{write(say.callMe())}</button>
      </form>
      <p>
        <a href={addressOf(visit, '')}>{write(say.back())}</a>
      </p>
    </Document>
  );
};
