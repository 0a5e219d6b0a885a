import { LambdaClient } from '@aws-sdk/client-lambda';
import { requestIn, responseOf, type HttpApiEvent } from '../../console/hosts/oidc/http-event';
import { LambdaFeedbackIntake } from '../../lambdas/feedback/lambda-feedback-intake';
import { wiredHandler } from '../../lambdas/runtime/handlers/wired-handler';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { functionClientConfig } from '../../lambdas/runtime/wiring/clients';
import { feedbackApp } from '../feedback/feedback-app';
import { feedbackPagesSettings } from './feedback-settings';

/** The function that everybody reaches: it writes pages, and may ask one other function. It holds nothing. */
export const handler = wiredHandler(
  () => {
    const { FEEDBACK_INTAKE_FUNCTION_NAME: name } = feedbackPagesSettings(process.env);
    return feedbackApp({ intake: new LambdaFeedbackIntake(new LambdaClient(functionClientConfig), name) });
  },
  telemetry(),
  async (event: HttpApiEvent, { wired }) => responseOf(await wired().fetch(requestIn(event))),
);
