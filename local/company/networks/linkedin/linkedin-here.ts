import * as z from 'zod';
import { linkedinPage } from '../../../../lambdas/channels/linkedin/linkedin-page';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { LinkedinNetwork } from './linkedin-network';

const comment = { id: 'comment', title: 'Comment on a post of the page', isPublic: true } as const;

const people = [
  { id: 'dana', name: 'Dana O.', handles: { comment: 'urn:li:person:dAnA000001' } },
  { id: 'henrik', name: 'Henrik L.', handles: { comment: 'urn:li:person:hEnR000002' } },
  { id: 'stranger', name: 'Somebody', handles: { comment: 'urn:li:person:sOmE000099' } },
] as const;

const keysSchema = z.object({ clientId: z.string(), clientSecret: z.string(), refreshToken: z.string() });

class LinkedinHere extends NetworkHere<LinkedinNetwork> implements CallingNetwork {
  readonly ways = [comment];
  readonly people = people;

  constructor(network: LinkedinNetwork, log: NetworkLog) {
    super(network, network.apiUrl, log);
  }

  connect(url: string): Promise<boolean> {
    return this.network.connect(url);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const event = this.network.comment(by.handles[way.id] ?? '', text, at);
    const thread = this.network.newestComment;
    this.log.wrote({ at, by: by.name, text, where: 'a comment', isPublic: true, thread });
    return event;
  }
}

/** A page on LinkedIn as one sees it here. */
export const linkedinHere: CallingKind = {
  channel: 'linkedin',
  title: 'LinkedIn',
  networkIds: linkedinPage.rules.map(({ network }) => network),
  urlSetting: 'apiUrl',
  isOwnServer: false,
  localSecrets: {
    answer: JSON.stringify({
      clientId: 'local-client',
      clientSecret: 'local-secret-of-the-client',
      refreshToken: 'local-refresh-token',
    }),
  },
  start: async ({ channel, signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const network = await LinkedinNetwork.start({
      organization: settingOf(channel, 'organization'),
      clientSecret: signingSecret,
      keys: keysSchema.parse(JSON.parse(answerSecret)),
      clock,
      onShown: ({ to, text }) => {
        log.answered({ text, where: 'under the comment', isPublic: true, thread: to });
      },
    });
    return new LinkedinHere(network, log);
  },
};
