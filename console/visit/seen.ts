import { cohortSchema } from '../../lambdas/operator-api/schemas/incident-schema';
import type { CohortView } from '../../lambdas/operator-api/response-schemas';
import type { Form } from './form';

/** What a page has shown, as the value of a field of its form. */
export function seenValue(cohort: CohortView): string {
  return JSON.stringify(cohort);
}

/** What the page showed from which a form was sent, or undefined where it showed nothing yet. */
export function seenIn(form: Form): CohortView | undefined {
  try {
    return cohortSchema.safeParse(JSON.parse(form['seen'] ?? '')).data;
  } catch {
    return undefined;
  }
}
