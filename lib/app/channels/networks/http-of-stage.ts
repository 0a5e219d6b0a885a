import * as z from 'zod/mini';
import { Channel } from '../../../channels/channel';
import { isServiceUrl } from '../../../options/service-endpoint';
import { channelOptionsShape, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A signed endpoint for whatever else customers write on, with the names of its secrets. */
export interface StageHttpChannel extends StageChannelOptions {
  /**
   * The name of the secret with which your system signs what it passes on.
   *
   * @default `amends/STAGE/channel-messages`
   */
  readonly secretName?: string | undefined;
  /**
   * Where answers are sent.
   *
   * @default - no answers are sent
   */
  readonly answers?: StageHttpAnswers | undefined;
}

/** Your endpoint that sends answers: docs/channels/http.md. */
export interface StageHttpAnswers {
  /** Its https URL. */
  readonly url: string;
  /**
   * The name of the secret that signs our requests to it.
   *
   * @default `amends/STAGE/channel-answers`
   */
  readonly secretName?: string | undefined;
}

const answersForm = "{ url: 'https://desk.example.com/amends' }, with secretName where it differs";

export const httpOfStage = stageChannel<'http', StageHttpChannel>({
  name: 'http',
  title: 'your own endpoint',
  schema: z.strictObject({
    secretName: z.optional(secretName),
    answers: z.optional(
      z.strictObject(
        {
          url: z.string({ error: answersForm }).check(z.refine(isServiceUrl, { error: answersForm })),
          secretName: z.optional(secretName),
        },
        { error: answersForm },
      ),
    ),
    ...channelOptionsShape,
  }),
  secrets: ({ secretName: messages, answers }, stage) => [
    {
      setting: 'secretName',
      name: messages ?? `amends/${stage}/channel-messages`,
      holds: 'what your system signs messages with',
    },
    ...(answers
      ? [
          {
            setting: 'answers.secretName',
            name: answers.secretName ?? `amends/${stage}/channel-answers`,
            holds: 'what signs our requests for answers',
          },
        ]
      : []),
  ],
  channel: ({ answers }, common, secret) =>
    Channel.http({
      secret: secret('secretName'),
      answers: answers && { url: answers.url, secret: secret('answers.secretName') },
      ...common,
    }),
  nextStep: 'Have your system send signed messages there: docs/channels/http.md.',
});
