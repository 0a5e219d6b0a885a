import * as z from 'zod/mini';
import type { ChannelDefinition } from '../../../../lambdas/channels/port/channel-definition';
import type { NetworkRules } from '../../../../lambdas/channels/rules/network-rules';

/** A throw-away channel, as a team would write one beside its app: this folder, and one line in the app. */
export const pigeonPost: NetworkRules = {
  network: 'pigeon-post',
  name: 'pigeon post',
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  windowHours: 72,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
  source: { title: 'The loft', url: 'https://loft.example.com/rules' },
};

const noteSchema = z.object({ ring: z.string(), note: z.string(), from: z.string(), at: z.iso.datetime() });

export const pigeon: ChannelDefinition<{ readonly loft: string }> = {
  name: 'pigeon',
  rules: [pigeonPost],
  settings: z.object({ loft: z.string().check(z.minLength(1)) }),
  door: ({ settings: { loft }, secret }) => ({
    isSigned: ({ headers }) => headers['x-ring'] !== undefined,
    open: async ({ headers, rawBody, now }) => {
      const verified = await secret.verify(now, (ring) =>
        headers['x-ring'] === ring ? 'signed' : { type: 'invalid-signature', why: 'it wears another ring' },
      );
      if (verified !== 'signed') return verified;
      const { ring, note, from, at } = noteSchema.parse(JSON.parse(rawBody));
      const replyTo = { network: pigeonPost.network, account: loft, messageId: ring, threadId: from, writtenAt: at };
      const message = {
        replyTo,
        place: 'pigeon',
        author: { handle: from },
        text: note,
        isPublic: false,
        attachments: 0,
      };
      return { type: 'messages', messages: [message], ignored: [] };
    },
  }),
  wayTo: (_, to) => (to === 'author' ? { rules: pigeonPost, longestText: 140 } : undefined),
};
