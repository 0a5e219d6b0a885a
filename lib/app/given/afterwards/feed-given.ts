import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import type { FeedPages } from '../../../feed/feed-pages';
import { OutcomeFeed } from '../../../feed/outcome-feed';
import { fromText } from '../context-value';
import { feedbackSchema } from './feedback-given';

/** Where customers see what was given, and how soon. */
export interface StageFeed {
  /**
   * The name of the secret with which your shop signs the links that it gives its customers.
   *
   * @default `amends/STAGE/feed-links`
   */
  readonly linkSecretName?: string | undefined;
  /**
   * The origins of your pages that ask by a script, such as `https://shop.example.com`.
   *
   * @default - none
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * How often such a page asks while somebody looks at it, from 2 to 300 seconds.
   *
   * @default 5
   */
  readonly pollSeconds?: number | undefined;
}

const form = 'true, false or { allowedOrigins, pollSeconds, linkSecretName }, whatever of them differs';

const name = z.string({ error: form }).check(z.minLength(1, { error: form }));

/** As a boolean, an object, or either as JSON. */
export const feedSchema = z.pipe(
  z.transform(fromText),
  z.union(
    [
      z.boolean(),
      z.strictObject({
        linkSecretName: z.optional(name),
        allowedOrigins: z.optional(z.readonly(z.array(name))),
        pollSeconds: z.optional(z.int({ error: form }).check(z.gte(2, { error: form }), z.lte(300, { error: form }))),
      }),
    ],
    { error: form },
  ),
);

/** What a stage says of pages on which customers see what was given, and say whether it was made right. */
export const feedsGiven = { feedback: z.optional(feedbackSchema), feed: z.optional(feedSchema) };

interface StageWithFeed {
  readonly stage: string;
  readonly feed?: boolean | StageFeed | undefined;
}

export function feedOf(scope: Construct, { stage, feed }: StageWithFeed): OutcomeFeed | undefined {
  if (!feed) return undefined;
  const linkSecret = Secret.fromSecretNameV2(scope, 'FeedLinkSecret', linkSecretIn(stage, feed));
  const { allowedOrigins, pollSeconds }: StageFeed = feed === true ? {} : feed;
  return OutcomeFeed.at({ linkSecret, allowedOrigins, pollSeconds });
}

/** What a stack says of it, by the names of its outputs. */
export function feedOutputs(
  { stage, feed }: StageWithFeed,
  pages: FeedPages | undefined,
  createSecret: (name: string) => string,
): readonly (readonly [name: string, value: string, description: string])[] {
  if (!feed || !pages) return [];
  const secret = linkSecretIn(stage, feed);
  const why = `No link opens anything before the secret ${secret} holds what your shop signs links with.`;
  return [
    ['FeedUrl', pages.url, 'The links to what was given begin here, and pages ask here: docs/where-it-happened.md.'],
    ['FeedLinksNextStep', createSecret(secret), why],
  ];
}

function linkSecretIn(stage: string, feed: true | StageFeed): string {
  return (feed === true ? undefined : feed.linkSecretName) ?? `amends/${stage}/feed-links`;
}
