import type { IncomingMessage } from 'node:http';
import { Channel } from '../../../lib';
import { SmsvoiceOptOuts } from '../../../lambdas/channels/sms/smsvoice-opt-outs';
import { SmsvoiceSender } from '../../../lambdas/channels/sms/send/smsvoice-sender';
import { SocialmessagingSender } from '../../../lambdas/channels/whatsapp/send/socialmessaging-sender';
import { mailClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { askedOf } from '../../../local/emulator/access/asked';
import type { Asked } from '../../../local/emulator/access/right';
import type { GuardedService } from '../../../local/emulator/iam/guard';
import { isAllowed } from '../../../local/emulator/iam/policy-evaluator';
import { bodyOf } from '../../../local/emulator/server/aws-json';
import { serve } from '../../../local/emulator/server/loopback-server';
import { rightsOf } from '../rights';
import { account, region, TeamStack } from '../synthesize';

// What the clients really ask for, and what the policies of the template let each function do.

const origination = `arn:aws:sms-voice:${region}:${account}:pool/pool-1f9c`;
const optOutList = `arn:aws:sms-voice:${region}:${account}:opt-out-list/customers`;
const phoneNumber = `arn:aws:social-messaging:${region}:${account}:phone-number-id/976c72a7`;
const team = new TeamStack(() => ({
  channels: [
    Channel.sms({ origination, optOutList, begins: {} }),
    Channel.whatsapp({ phoneNumber, approvedTemplates: { en: '1' }, begins: {} }),
  ],
}));
const template = team.template();
const functions = {
  hearsSms: 'AmendsChannelsmsHearRead',
  answersSms: 'AmendsChannelsmsAnswer',
  hearsWhatsApp: 'AmendsChannelwhatsappHearRead',
  answersWhatsApp: 'AmendsChannelwhatsappAnswer',
  writes: 'AmendsApologyMailApologise',
  hearsOfMails: 'AmendsApologyMailEmailEventsApply',
} as const;

/** What a client asks IAM for while it does this. */
async function askedBy(
  service: GuardedService,
  act: (endpoint: string) => Promise<unknown>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const place = { account, region, senderIdentities: [], tables: [] };
  const server = await serve(0, (request: IncomingMessage, response) => {
    void bodyOf(request).then((body) => {
      asked.push(...askedOf(service, request, body, place));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await act(server.url);
  await server.stop();
  return asked;
}

function mayDo(start: string, { action, resourceArns, context }: Asked): boolean {
  const ofThePrincipal = rightsOf(template, start).flatMap(({ actions, resources, condition }) =>
    condition === undefined
      ? [{ Effect: 'Allow', Action: [...actions], Resource: resources.filter((one) => typeof one === 'string') }]
      : [],
  );
  const principalArn = `arn:aws:iam::${account}:role/${start}`;
  return resourceArns.every((resourceArn) =>
    isAllowed({ principalArn, action, resourceArn, context }, { ofThePrincipal, ofTheResource: [] }),
  );
}

const config = (endpoint: string) => ({
  ...mailClientConfig,
  endpoint,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const settings = { origination, optOutList };
const begun = { handle: '+442079460123', text: 'x', tag: 't' };

it.each([
  [
    'sends an SMS',
    'sms-voice',
    (url: string) => SmsvoiceSender.of(settings, config(url)).begin(begun),
    ['answersSms', 'writes'],
  ],
  [
    'puts somebody on the opt-out list',
    'sms-voice',
    (url: string) => SmsvoiceOptOuts.of(optOutList, config(url)).add(begun.handle),
    ['hearsSms'],
  ],
  [
    'takes somebody off it',
    'sms-voice',
    (url: string) => SmsvoiceOptOuts.of(optOutList, config(url)).remove(begun.handle),
    ['hearsSms'],
  ],
  [
    'writes on WhatsApp',
    'social-messaging',
    (url: string) =>
      SocialmessagingSender.of(
        {
          phoneNumberId: 'phone-number-id-976c72a7',
          metaApiVersion: 'v20.0',
        },
        config(url),
      ).begin(begun),
    ['answersWhatsApp', 'writes'],
  ],
] as const)('whoever %s may do it, and nobody else may', async (_, service, act, allowed) => {
  const asked = await askedBy(service, act);
  expect(asked).toHaveLength(1);
  const may = Object.entries(functions).filter(([, start]) => asked.every((one) => mayDo(start, one)));
  expect(may.map(([name]) => name).sort()).toEqual([...allowed].sort());
});

it('nobody may from another number', async () => {
  const other = { ...settings, origination: `arn:aws:sms-voice:${region}:${account}:pool/pool-other` };
  const asked = await askedBy('sms-voice', (url) => SmsvoiceSender.of(other, config(url)).begin(begun));
  expect(Object.values(functions).filter((start) => asked.every((one) => mayDo(start, one)))).toEqual([]);
});
