import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { Feedback } from '../../../feedback/feedback';
import { Replies, type EmailReplies } from '../../../replies/replies';
import { fromText } from '../context-value';

/** Whether customers are asked whether it was made right, and when. */
export interface StageFeedback {
  /**
   * The name of the secret with which we sign the links in these mails.
   *
   * @default `amends/STAGE/feedback-links`
   */
  readonly linkSecretName?: string | undefined;
  /**
   * How many days after all that was given should have arrived, from 0 to 30.
   *
   * @default 2
   */
  readonly daysAfterArrival?: number | undefined;
}

const form = 'true, false or { daysAfterArrival, linkSecretName }, whatever of them differs';

/** As a boolean, an object, or either as JSON. */
export const feedbackSchema = z.pipe(
  z.transform(fromText),
  z.union(
    [
      z.boolean(),
      z.strictObject({
        linkSecretName: z.optional(z.string({ error: form }).check(z.minLength(1, { error: form }))),
        daysAfterArrival: z.optional(
          z.int({ error: form }).check(z.gte(0, { error: form }), z.lte(30, { error: form })),
        ),
      }),
    ],
    { error: form },
  ),
);

interface StageWithFeedback {
  readonly stage: string;
  readonly feedback?: boolean | StageFeedback | undefined;
}

/** What a stage wants of what customers answer, by mail and when they are asked. */
export function answersOf(
  scope: Construct,
  { replies, ...config }: StageWithFeedback & { readonly replies?: EmailReplies | undefined },
): { readonly replies: Replies | undefined; readonly feedback: Feedback | undefined } {
  return { replies: replies && Replies.email(replies), feedback: feedbackOf(scope, config) };
}

function feedbackOf(scope: Construct, { stage, feedback }: StageWithFeedback): Feedback | undefined {
  if (!feedback) return undefined;
  const linkSecret = Secret.fromSecretNameV2(scope, 'FeedbackLinkSecret', linkSecretIn(stage, feedback));
  return Feedback.byMail({ linkSecret, daysAfterArrival: feedback === true ? undefined : feedback.daysAfterArrival });
}

/** Whoever says no hears from a person. */
export function feedbackProblems({
  feedback,
  replies,
}: {
  readonly feedback?: unknown;
  readonly replies?: unknown;
}): string[] {
  if (!feedback || replies) return [];
  return ['feedback: whoever says no hears from a person, so name where customers answer with "replies"'];
}

/** What a stack says of it, by the names of its outputs. */
export function feedbackOutputs(
  { stage, feedback }: StageWithFeedback,
  createSecret: (name: string) => string,
): readonly (readonly [name: string, value: string, description: string])[] {
  if (!feedback) return [];
  const name = linkSecretIn(stage, feedback);
  const why = `Nobody is asked whether it was made right before the secret ${name} holds what links are signed with.`;
  return [['FeedbackLinksNextStep', createSecret(name), why]];
}

function linkSecretIn(stage: string, feedback: true | StageFeedback): string {
  return (feedback === true ? undefined : feedback.linkSecretName) ?? `amends/${stage}/feedback-links`;
}
