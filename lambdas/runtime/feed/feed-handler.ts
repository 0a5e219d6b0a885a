import type { Context } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseContract } from '../../failures/definition/parse-failure';
import { feedQuestionSchema, type FeedAnswer } from '../../feed/feed-contract';
import { answerFeed } from '../../flow/feed/answer-feed';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { feedSettings } from './feed-settings';
import { wireFeed } from './feed-wiring';

/**
 * The Lambda handler that knows what was given to customers. Pages invoke it and wait; it moves no money and sends no
 * mail.
 *
 * @param catalog the failure types in whose words it says what was given
 */
export function feedHandler(
  catalog: readonly FailureDefinition[],
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<FeedAnswer | SecretsAnswer> {
  return wiredHandler(
    (observer) => wireFeed(feedSettings(process.env), catalog, observer),
    tools,
    async (event: unknown, { wired }): Promise<FeedAnswer | SecretsAnswer> =>
      asksAboutSecrets(event)
        ? answerAboutSecrets(['FEED_LINK_SECRET_NAME'])
        : answerFeed(parseContract(feedQuestionSchema, 'a question', event), wired()),
    ({ warm }) => warm(),
  );
}
