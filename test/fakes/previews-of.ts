import type { MailPreviews } from '../../lambdas/email/incident-previews';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { previewIncidentMails } from '../../lambdas/flow/preview/preview-incident-mails';
import type { PreviewContext } from '../../lambdas/flow/preview/preview-context';
import { previewMails } from '../../lambdas/flow/preview/preview-mails';
import { arrivalAt } from '../../lambdas/model/remedy';
import { exampleBrands } from './brands';

const definitions: readonly FailureDefinition[] = catalog;

/** The mails as the function that sends them would write them, without that function. */
export function previewsOf(ledger: PreviewContext['ledger']): MailPreviews {
  const read: PreviewContext['read'] = (type, kept) => {
    const definition = definitions.find((each) => each.type === type);
    if (!definition) throw new Error(`there is no ${type}`);
    return { definition, failure: parseFailure(definition, kept) };
  };
  const context = { ledger, brands: exampleBrands, arrival: arrivalAt, read };
  return {
    mailsAfter: (question) => previewMails({ ask: 'mails', ...question }, context),
    mailsOfIncident: (question) => previewIncidentMails({ ask: 'mails-of-incident', ...question }, context),
  };
}
