import type { AnsweredTo, AnswerOutcome, AnswerSender } from '../../lambdas/channels/port/answer';
import type { Door } from '../../lambdas/channels/port/door';
import type { InboundMessage } from '../../lambdas/channels/port/inbound-message';

/** What goes over the wire to a door. */
export interface Wire {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the network signs there. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** A channel to try, and the emulated network behind it. */
export interface ChannelUnderTest {
  readonly door: Door;
  readonly sender: AnswerSender;
  readonly now: () => Date;
  /** A customer writes. */
  write(text: string): Wire;
  /** What customers see of answers. */
  seen(): readonly string[];
  turn(weather: 'fine' | 'lost' | 'busy' | 'broken'): void;
  /** The network takes another key from now on, and whoever sends may read it. */
  rotateKey(): void;
  stop(): Promise<void>;
}

/** What not every network can do. */
export interface ChannelAbilities {
  readonly answersTo: AnsweredTo;
  /** @default true. One that only sends a secret along proves nothing of the rest. */
  readonly signsBodies?: boolean;
  /** @default true. One that knows the company by the role of a function has no key that could be replaced. */
  readonly hasKeys?: boolean;
}

/** What every channel has to keep, whatever its network is. */
export function describeChannel(
  name: string,
  start: () => Promise<ChannelUnderTest>,
  { answersTo, signsBodies = true, hasKeys = true }: ChannelAbilities,
) {
  describe(name, () => {
    let channel: ChannelUnderTest;
    beforeEach(async () => {
      channel = await start();
    });
    afterEach(() => channel.stop());

    async function open({ body, headers, query = {} }: Wire) {
      return channel.door.open({ method: 'POST', query, headers, rawBody: body, now: channel.now() });
    }

    async function received(wire: Wire): Promise<InboundMessage> {
      const opened = await open(wire);
      const [message] = opened.type === 'messages' ? opened.messages : [];
      if (!message) throw new Error(`no message: ${JSON.stringify(opened)}`);
      return message;
    }

    function send({ replyTo }: InboundMessage, text = 'We are sorry.', key = 'key_1'): Promise<AnswerOutcome> {
      const answer = { schemaVersion: 1, answerId: key, replyTo, to: answersTo, text, by: 'person' } as const;
      return channel.sender.send({ key, answer, isForPeople: false });
    }

    it('what a customer writes arrives as they wrote it, and when', async () => {
      const text = 'Где мой заказ? 注文はどこ 😡 <b>';
      const message = await received(channel.write(text));
      expect(message.text).toBe(text);
      expect(Math.abs(Date.parse(message.replyTo.writtenAt) - channel.now().getTime())).toBeLessThan(1_000);
    });

    it('what is delivered again is the same message, and another one is not', async () => {
      const wire = channel.write('No answer');
      const [first, again] = [await received(wire), await received(wire)];
      expect(again).toEqual(first);
      expect((await received(channel.write('No answer'))).replyTo.messageId).not.toBe(first.replyTo.messageId);
    });

    if (signsBodies)
      it('what was changed on its way is not believed', async () => {
        const { body, headers } = channel.write('No answer');
        for (const changed of [body.replace('No answer', 'All well'), `${body}\n`, '']) {
          await expect(open({ body: changed, headers })).resolves.toMatchObject({ type: 'invalid-signature' });
        }
      });

    it('an answer is seen by whoever wrote', async () => {
      const message = await received(channel.write('No answer'));
      await expect(send(message, 'Es tut uns leid. 申し訳ありません')).resolves.toMatchObject({ state: 'sent' });
      expect(channel.seen()).toEqual(['Es tut uns leid. 申し訳ありません']);
    });

    it('a lost reply is in doubt; where the network knows keys, asking again sends nothing twice', async () => {
      const message = await received(channel.write('No answer'));
      channel.turn('lost');
      await expect(send(message)).resolves.toMatchObject({ state: 'unknown' });
      channel.turn('fine');
      expect(channel.seen()).toHaveLength(1);
      if (!channel.sender.isIdempotent) return;
      await expect(send(message)).resolves.toMatchObject({ state: 'sent' });
      expect(channel.seen()).toHaveLength(1);
    });

    it('a network that is busy has sent nothing, and is asked later', async () => {
      const message = await received(channel.write('No answer'));
      channel.turn('busy');
      await expect(send(message)).resolves.toMatchObject({ state: 'later' });
      expect(channel.seen()).toEqual([]);
    });

    it('an answer that makes no sense is no refusal', async () => {
      const message = await received(channel.write('No answer'));
      channel.turn('broken');
      await expect(send(message)).resolves.toMatchObject({ state: 'unknown' });
    });

    it('a network that cannot be reached has sent nothing', async () => {
      const message = await received(channel.write('No answer'));
      await channel.stop();
      await expect(send(message)).resolves.toMatchObject({ state: 'later' });
    });

    if (!hasKeys) return;
    it('a key that was replaced is read again', async () => {
      const message = await received(channel.write('No answer'));
      await expect(send(message, 'One', 'key_1')).resolves.toMatchObject({ state: 'sent' });
      channel.rotateKey();
      await expect(send(message, 'Two', 'key_2')).resolves.toMatchObject({ state: 'later' });
      await expect(send(message, 'Two', 'key_2')).resolves.toMatchObject({ state: 'sent' });
      expect(channel.seen()).toEqual(['One', 'Two']);
    });
  });
}
