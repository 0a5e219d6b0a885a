import { LambdaClient } from '@aws-sdk/client-lambda';
import { requestIn, responseOf, type HttpApiEvent } from '../../console/hosts/oidc/http-event';
import { LambdaLetterIntake } from '../../lambdas/letters/lambda-letter-intake';
import { LambdaReportIntake } from '../../lambdas/reports/lambda-report-intake';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { functionClientConfig } from '../../lambdas/runtime/wiring/clients';
import { wiredHandler } from '../../lambdas/runtime/handlers/wired-handler';
import { reportApp } from '../report/report-app';
import { pagesSettings } from './pages-settings';

/** The function that everybody reaches: it writes pages, and may ask one other function. It holds nothing. */
export const handler = wiredHandler(
  () => {
    const { REPORT_INTAKE_FUNCTION_NAME: name, LETTER_INTAKE_FUNCTION_NAME: ofLetters } = pagesSettings(process.env);
    const client = new LambdaClient(functionClientConfig);
    const intake = new LambdaReportIntake(client, name);
    const letters = ofLetters === undefined ? undefined : new LambdaLetterIntake(client, ofLetters);
    return reportApp({ intake, letters, clock: () => new Date() });
  },
  telemetry(),
  async (event: HttpApiEvent, { wired }) => responseOf(await wired().fetch(requestIn(event))),
);
