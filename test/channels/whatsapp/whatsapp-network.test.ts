import type { TemplateUse } from '../../../lambdas/channels/port/message-sender';
import { templateIn, whatsappTemplates } from '../../../lambdas/channels/whatsapp/send/template-words';
import { whatsapp } from '../../../lambdas/channels/whatsapp/whatsapp';
import { SocialmessagingSender } from '../../../lambdas/channels/whatsapp/send/socialmessaging-sender';
import { sharedWords } from '../../../lambdas/words/shared-words';
import { wordsLocales } from '../../../lambdas/words/locales';
import { mailClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { WhatsAppNetwork } from '../../../local/company/networks/whatsapp/whatsapp-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { reportsOf, topicDoor } from '../topic-door';

const settings = { phoneNumberId: 'phone-number-id-976c72a7', metaApiVersion: 'v20.0', approvedTemplates: {} };
const person = '442079460123';
const handle = '+44 20 7946 0123';

/** Set by hand. */
class Time {
  at = Date.now();
  readonly now = (): Date => new Date(this.at);
}

class WhatsApp implements ChannelUnderTest {
  readonly door = topicDoor(whatsapp, settings);
  readonly sender: SocialmessagingSender;

  private constructor(
    readonly network: WhatsAppNetwork,
    readonly time: Time,
  ) {
    const config = {
      ...mailClientConfig,
      endpoint: network.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    };
    this.sender = SocialmessagingSender.of(settings, config);
  }

  static async start(): Promise<WhatsApp> {
    const time = new Time();
    const options = { ...settings, number: '442079460000', templates: { 'amends_apology_1 en': 3 }, clock: time.now };
    return new WhatsApp(await WhatsAppNetwork.start(options), time);
  }

  now = (): Date => this.time.now();
  write = (text: string) => ({ body: JSON.stringify(this.network.message(person, text)), headers: {} });
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: WhatsAppNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey = (): void => undefined;
  stop = (): Promise<void> => this.network.stop();
  begin = (template?: TemplateUse, text = 'We are sorry.') =>
    this.sender.begin({ handle, text, tag: 'tag_1', template });
  reports = () => reportsOf(whatsapp, settings, this.network.notifications);
}

describeChannel('a number of AWS End User Messaging Social', () => WhatsApp.start(), {
  answersTo: 'author',
  signsBodies: false,
  hasKeys: false,
});

describe('the rules of WhatsApp, at the emulated number', () => {
  const values = ['Example Films', "We've refunded £3.99.", 'R7K4-M2QX'];
  const approved = templateIn('en', values, { en: '8412' });
  let channel: WhatsApp;
  beforeEach(async () => {
    channel = await WhatsApp.start();
  });
  afterEach(() => channel.stop());

  it('an approved template is begun with whoever has not written, and it is told that it arrived', async () => {
    await expect(channel.begin(approved)).resolves.toMatchObject({ state: 'sent' });
    expect(channel.seen()).toEqual([values.join(' ')]);
    expect(channel.reports()).toMatchObject([{ state: 'delivered', tag: 'tag_1', network: 'whatsapp' }]);
  });

  it('words of one’s own are taken within 24 hours after somebody wrote, and later told as failed', async () => {
    channel.network.message(person, 'No answer');
    await channel.begin();
    expect(channel.seen()).toHaveLength(1);
    channel.time.at += 24 * 3_600_000;
    await expect(channel.begin()).resolves.toMatchObject({ state: 'sent' });
    expect(channel.seen()).toHaveLength(1);
    expect(channel.reports().at(-1)).toMatchObject({
      state: 'bounced',
      reason: expect.stringMatching(/24 hours.*131047/),
    });
  });

  it.each([
    [
      'that is not approved',
      { name: 'amends_apology_1', language: 'de', values },
      /not there in this language.*132001/,
    ],
    [
      'with another number of places',
      { name: 'amends_apology_1', language: 'en', values: ['x'] },
      /number of places.*132000/,
    ],
  ])('a template %s fails, and it says why', async (_, template, reason) => {
    await channel.begin(template);
    expect(channel.seen()).toEqual([]);
    expect(channel.reports()).toMatchObject([
      { state: 'bounced', tag: 'tag_1', reason: expect.stringMatching(reason) },
    ]);
  });

  it('a template that Meta has paused fails, and it says why', async () => {
    channel.network.pause('amends_apology_1');
    await channel.begin(approved);
    expect(channel.reports()).toMatchObject([{ state: 'bounced', reason: expect.stringMatching(/paused.*132015/) }]);
  });

  it('whoever has no WhatsApp, and whoever wants no messages, are told apart, without what Meta repeats', async () => {
    channel.network.leave(person);
    await channel.begin(approved);
    channel.network.block(person);
    const [left] = channel.reports();
    expect(left).toMatchObject({ state: 'bounced', reason: expect.stringMatching(/131026/) });
    expect(left?.stopped).toBeUndefined();
    const other = await WhatsApp.start();
    other.network.block(person);
    await other.begin(approved);
    const [stopped] = other.reports();
    await other.stop();
    expect(stopped).toMatchObject({ state: 'bounced', stopped: person });
    expect(JSON.stringify([left?.reason, stopped?.reason])).not.toMatch(/7946|Example/);
  });

  it('a thumb is no message', async () => {
    const opened = await channel.door.open({
      method: 'POST',
      query: {},
      headers: {},
      rawBody: JSON.stringify(channel.network.reaction(person)),
      now: new Date(),
    });
    expect(opened).toMatchObject({ messages: [], ignored: [expect.stringMatching(/reaction/)] });
  });

  it('a message that breaks Meta’s contract is refused by AWS, and never asked for again', async () => {
    const template = { name: 'amends_apology_1', language: 'en', values: ['a\nb', 'x', 'y'] };
    await expect(channel.begin(template)).resolves.toMatchObject({ state: 'refused', reason: 'rejected' });
  });
});

describe('the templates', () => {
  it.each(wordsLocales.map(({ tag }) => tag))('in %s say what the words of messages say', (tag) => {
    const words = sharedWords[tag];
    const template = whatsappTemplates[tag];
    if (!words || !template) throw new Error(`there are none in ${tag}`);
    const between = /^(?:ja|zh)/.test(tag) ? '' : ' ';
    const body = [
      words.messageSorry.replace('{company}', '{{1}}'),
      '{{2}}',
      words.messageReference.replace('{reference}', '{{3}}'),
      words.messageInvitation,
      words.messageStop,
    ].join(between);
    expect(template.body).toBe(body);
  });

  it.each(Object.entries(whatsappTemplates))(
    'in %s keep the rules of Meta',
    (_, { name, language, body, examples }) => {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect(language).toMatch(/^[a-z]{2}(?:_[A-Z]{2})?$/);
      // No place at the begin or the end, none beside another, and an example for each.
      expect(body).not.toMatch(/^\s*\{\{|\}\}\s*$|\}\}\s*\{\{/);
      expect(body.match(/\{\{\d\}\}/g)).toEqual(['{{1}}', '{{2}}', '{{3}}']);
      expect(examples).toHaveLength(3);
      expect(body.length).toBeLessThan(1_024);
    },
  );
});
