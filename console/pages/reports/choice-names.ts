import type * as z from 'zod/mini';
import type { reportResponseSchemas } from '../../../lambdas/operator-api/reports/report-schemas';
import { damageCauses, seenOfFilm, workedOfPass } from '../../../lambdas/reports/mishaps';
import { reportWords } from '../../../lambdas/reports/report-words';
import { writerFor } from '../../../lambdas/words/writer';
import type { Reader } from '../../visit/visit';

type Question = NonNullable<z.infer<typeof reportResponseSchemas.showLine>['choices'][number]['question']>;

const { say } = reportWords;

/** The choices of a question, as an agent reads them: in the customer's first person, in English. */
export function choiceNames(question: Question, { locale }: Pick<Reader, 'locale'>): { value: string; text: string }[] {
  const { write } = writerFor({ locale: 'en', timeZone: undefined }, reportWords);
  switch (question.asks) {
    case 'cause':
      return damageCauses.map((what) => ({ value: what, text: write(say.cause({ what })) }));
    case 'seen':
      return seenOfFilm.map((what) => ({ value: what, text: write(say.seen({ what })) }));
    case 'worked':
      return workedOfPass.map((what) => ({ value: what, text: write(say.worked({ what })) }));
    case 'which':
      return (question.startedAt ?? []).map((value) => ({
        value,
        text: new Date(value).toLocaleString(locale, { timeZone: 'UTC', timeZoneName: 'short' }),
      }));
    case 'needed-by':
    case 'received-as':
      return [];
  }
}
