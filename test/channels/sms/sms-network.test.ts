import { inboundMessageSchema } from '../../../lambdas/channels/port/inbound-message';
import { sms } from '../../../lambdas/channels/sms/sms';
import { SmsvoiceOptOuts } from '../../../lambdas/channels/sms/smsvoice-opt-outs';
import { SmsvoiceSender } from '../../../lambdas/channels/sms/send/smsvoice-sender';
import { mailClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { sendDenial } from '../../../local/emulator/access/denial';
import type { Guard } from '../../../local/emulator/iam/guard';
import { SmsNetwork } from '../../../local/company/networks/sms/sms-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { topicDoor } from '../topic-door';

const settings = {
  origination: 'arn:aws:sms-voice:eu-west-1:111122223333:phone-number/phone-1f9c',
  optOutList: 'arn:aws:sms-voice:eu-west-1:111122223333:opt-out-list/customers',
};
const options = { ...settings, number: '+442079460000', clock: () => new Date() };
const phone = '+442079460123';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

class Sms implements ChannelUnderTest {
  readonly door = topicDoor(sms, settings);
  readonly sender: SmsvoiceSender;
  readonly optOuts: SmsvoiceOptOuts;
  readonly now = (): Date => new Date();

  private constructor(readonly network: SmsNetwork) {
    const config = {
      ...mailClientConfig,
      endpoint: network.url,
      region: 'eu-west-1',
      credentials,
    };
    this.sender = SmsvoiceSender.of(settings, config);
    this.optOuts = SmsvoiceOptOuts.of(settings.optOutList, config);
  }

  static async start(): Promise<Sms> {
    return new Sms(await SmsNetwork.start(options));
  }

  write = (text: string) => ({ body: JSON.stringify(this.network.message(phone, text)), headers: {} });
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: SmsNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey = (): void => undefined;
  stop = (): Promise<void> => this.network.stop();
  begin = (text = 'We are sorry.', handle = phone) => this.sender.begin({ handle, text, tag: 'tag_1' });
}

describeChannel('a number of AWS End User Messaging SMS', () => Sms.start(), {
  answersTo: 'author',
  signsBodies: false,
  hasKeys: false,
});

describe('the rules of AWS, at the emulated number', () => {
  let channel: Sms;
  beforeEach(async () => {
    channel = await Sms.start();
  });
  afterEach(() => channel.stop());

  it('begins a message to whoever allowed it, with signs that SMS has, and a bound on its price', async () => {
    await expect(channel.begin('We’ve refunded 3,99 €.')).resolves.toMatchObject({ state: 'sent' });
    expect(channel.network.shown).toEqual([{ to: phone, text: "We've refunded 3,99 €." }]);
  });

  it('a function that may not send is refused, has sent nothing, and is tried again once it may', async () => {
    const guard: Guard = (service) => (_, response) => sendDenial(response, service, 'it is not allowed');
    const network = await SmsNetwork.start({ ...options, guard });
    const config = { ...mailClientConfig, endpoint: network.url, region: 'eu-west-1', credentials };
    const outcome = await SmsvoiceSender.of(settings, config).begin({ handle: phone, text: 'x', tag: 't' });
    await network.stop();
    expect(outcome).toEqual({ state: 'later', why: 'AWS: AccessDeniedException' });
    expect(network.shown).toEqual([]);
  });

  it('takes a number as people write it', async () => {
    await channel.begin('x', '+44 (20) 7946-0123');
    expect(channel.network.shown).toEqual([{ to: phone, text: 'x' }]);
  });

  it('sends nothing to a country where it would cost more than it is counted with', async () => {
    await expect(channel.begin('x', '+88216123456')).resolves.toMatchObject({
      state: 'refused',
      reason: 'not-reachable',
      why: 'AWS: ValidationException, PRICE_OVER_THRESHOLD',
    });
    expect(channel.seen()).toEqual([]);
  });

  it('whoever wrote a keyword of AWS is not written to by anybody, and it is known why', async () => {
    channel.network.message(phone, 'Stop');
    await expect(channel.begin()).resolves.toMatchObject({
      state: 'refused',
      reason: 'not-reachable',
      hasStopped: true,
    });
  });

  it('whoever says it in another language is put on AWS’s list, twice as once, and comes off it', async () => {
    await channel.optOuts.add(phone);
    await channel.optOuts.add(phone);
    await expect(channel.begin()).resolves.toMatchObject({ state: 'refused', hasStopped: true });
    await expect(channel.optOuts.remove(phone)).resolves.toBe('removed');
    await expect(channel.optOuts.remove(phone)).resolves.toBe('removed');
    await expect(channel.begin()).resolves.toMatchObject({ state: 'sent' });
  });

  it('comes off the list once in thirty days, as AWS has it', async () => {
    await channel.optOuts.add(phone);
    await channel.optOuts.remove(phone);
    await channel.optOuts.add(phone);
    await expect(channel.optOuts.remove(phone)).resolves.toBe('not-allowed');
  });

  it('does not keep what AWS repeats of a message that it refuses', async () => {
    channel.network.message(phone, 'STOP');
    const outcome = await channel.begin('secret words');
    expect(JSON.stringify(outcome)).not.toMatch(/secret|7946/);
  });

  it.each([
    ['TEXT_DELIVERED', 'delivered'],
    ['TEXT_SUCCESSFUL', 'delivered'],
    ['TEXT_INVALID', 'bounced'],
    ['TEXT_UNREACHABLE', 'bounced'],
    ['TEXT_CARRIER_BLOCKED', 'bounced'],
    ['TEXT_TTL_EXPIRED', 'bounced'],
  ])('an event %s says that a message of ours was %s', async (eventType, state) => {
    const sent = await channel.begin();
    const [id = ''] = channel.network.messageIds;
    const { detail } = channel.network.report(id, eventType);
    const { items } = sms.hear(detail, settings, new Date().toISOString());
    expect(items).toMatchObject([{ type: 'report', network: 'sms', state, tag: 'tag_1', reference: id }]);
    expect(sent).toMatchObject({ reference: id });
    expect(JSON.stringify(items)).not.toContain('7946');
  });

  it.each(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_UNKNOWN'])('an event %s says nothing', async (eventType) => {
    await channel.begin();
    const { detail } = channel.network.report(channel.network.messageIds[0] ?? '', eventType);
    expect(sms.hear(detail, settings, new Date().toISOString())).toMatchObject({ items: [] });
  });

  it('a carrier that says that its customer opted out says whose number it is', async () => {
    await channel.begin();
    const [id = ''] = channel.network.messageIds;
    const { detail } = channel.network.report(id, 'TEXT_CARRIER_BLOCKED', 'Phone has opted out');
    expect(sms.hear(detail, settings, new Date().toISOString()).items).toMatchObject([{ stopped: phone }]);
  });

  it('reads the sample of the reference', () => {
    const sample = {
      originationNumber: '+14255550182',
      destinationNumber: '+12125550101',
      messageKeyword: 'JOIN',
      messageBody: 'EXAMPLE',
      inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
      previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    };
    const { items } = sms.hear(sample, settings, '2026-11-30T10:00:00.000Z');
    expect(items).toMatchObject([
      { type: 'message', message: { text: 'EXAMPLE', author: { handle: '+14255550182' } } },
    ]);
    const [one] = items;
    expect(one?.type === 'message' && inboundMessageSchema.safeParse(one.message).success).toBe(true);
  });

  it.each([
    ['what is no object', 7],
    ['a message without a number', { messageBody: 'x', inboundMessageId: '1', destinationNumber: '+1' }],
    [
      'a number that hides characters',
      {
        originationNumber: '+1\u202e',
        destinationNumber: '+1',
        messageBody: 'x',
        inboundMessageId: '1',
      },
    ],
  ])('%s is no message to us', (_, payload) => {
    expect(sms.hear(payload, settings, '2026-11-30T10:00:00.000Z')).toEqual({
      items: [],
      ignored: [expect.any(String)],
    });
  });
});
