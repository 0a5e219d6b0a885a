import type { Context } from 'aws-lambda';
import { parseContract } from '../../failures/definition/parse-failure';
import { feedbackQuestionSchema, type FeedbackAnswer } from '../../feedback/feedback-contract';
import { answerPage } from '../../flow/feedback/answer-page';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { feedbackSettings } from './feedback-settings';
import { wireFeedback } from './feedback-wiring';

/** The Lambda handler that takes what customers answer on the page, which invokes it and waits. It sends no mail. */
export function feedbackHandler(
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<FeedbackAnswer | SecretsAnswer> {
  return wiredHandler(
    (observer) => wireFeedback(feedbackSettings(process.env), observer),
    tools,
    async (event: unknown, { wired }): Promise<FeedbackAnswer | SecretsAnswer> =>
      asksAboutSecrets(event)
        ? answerAboutSecrets(['FEEDBACK_LINK_SECRET_NAME'])
        : answerPage(parseContract(feedbackQuestionSchema, 'a question', event), wired()),
    ({ warm }) => warm(),
  );
}
