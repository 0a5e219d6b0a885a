import { LambdaClient } from '@aws-sdk/client-lambda';
import { requestIn, responseOf, type HttpApiEvent } from '../../console/hosts/oidc/http-event';
import { LambdaFeedIntake } from '../../lambdas/feed/lambda-feed-intake';
import { wiredHandler } from '../../lambdas/runtime/handlers/wired-handler';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { functionClientConfig } from '../../lambdas/runtime/wiring/clients';
import { feedApp } from '../feed/feed-app';
import { feedPagesSettings } from './feed-settings';

/** The function that everybody reaches: it writes pages, and may ask one other function. It holds nothing. */
export const handler = wiredHandler(
  () => {
    const { FEED_INTAKE_FUNCTION_NAME: name, POLL_SECONDS: pollSeconds } = feedPagesSettings(process.env);
    const intake = new LambdaFeedIntake(new LambdaClient(functionClientConfig), name);
    return feedApp({ intake, pollSeconds, clock: () => new Date() });
  },
  telemetry(),
  async (event: HttpApiEvent, { wired }) => responseOf(await wired().fetch(requestIn(event))),
);
