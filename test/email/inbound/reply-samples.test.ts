import { hearReply } from '../../../lambdas/flow/converse/hear-reply';
import { HearingWorld } from '../../flow/converse/hearing-world';
import { languages } from './languages';
import { ourMail, samplesOf, type Sample } from './reply-samples';

// Two hundred answers, in ten languages, as mail programs and machines write them. They were made for this.

interface Read {
  readonly sample: Sample;
  readonly customerId: string;
  readonly isRight: boolean;
  readonly hearing: string | undefined;
}

const world = new HearingWorld();
const read: Read[] = [];

beforeAll(async () => {
  for (const [index, language] of languages.entries()) {
    const [customerId, email] = [`cus_${index}`, `customer-${index}@example.com`];
    const mail = ourMail(language);
    const replyTo = await world.mailed(customerId, email, mail);
    const samples = await samplesOf({ language, mail, email, replyTo }, (name) =>
      `${index}-${name}`.replace(/\W/g, '-'),
    );
    for (const sample of samples) read.push(await hear(sample, customerId));
  }
});

async function hear(sample: Sample, customerId: string): Promise<Read> {
  world.now = new Date(world.now.getTime() + 2 * 60 * 60 * 1000);
  world.rawMails.set(sample.received.id, sample.raw);
  const before = new Set(world.conversations.spoken.keys());
  const received = { ...sample.received, at: world.now.toISOString() };
  const { result } = await hearReply(received, world.hearing);
  const spoken = [...world.conversations.spoken].filter(([place]) => !before.has(place));
  const hearing = spoken[0]?.[1].text;
  const isRight =
    sample.is === 'customer'
      ? hearing === sample.text
      : spoken.length === 0 && (result === 'automatic') === (sample.is === 'automatic');
  return { sample, customerId, isRight, hearing };
}

it('two hundred answers are read, at least 98 of a hundred to the letter', () => {
  expect(read).toHaveLength(200);
  const wrong = read.filter(({ isRight }) => !isRight);
  const shown = wrong.map(
    ({ sample, hearing }) => `${sample.language.tag}, ${sample.name}: ${JSON.stringify(hearing)}`,
  );
  expect(shown.slice(0, 4)).toEqual(shown);
});

it('what a customer said is in their own conversation, and in nobody else’s', () => {
  for (const { customerId } of read) {
    const ofOthers = [...world.conversations.spoken.values()].filter(
      (spoken) => spoken.customerId === customerId && !textsFor(customerId).includes(spoken.text),
    );
    expect(
      ofOthers.filter(({ text }) => read.some((one) => one.customerId !== customerId && one.sample.text === text)),
    ).toEqual([]);
  }
});

it('nothing is said in the name of a customer who did not write it', () => {
  const strange = read.filter(({ sample }) => sample.is !== 'customer');
  expect(strange.filter(({ hearing }) => hearing !== undefined)).toEqual([]);
});

it('every mail ends with a person or in a line of the log', () => {
  const automatic = world.observer.steps.filter(({ step }) => step === 'reply-automatic');
  expect(automatic.length + world.forwarded.length).toBe(read.length);
});

function textsFor(customerId: string): (string | undefined)[] {
  return read.filter((one) => one.customerId === customerId).map(({ sample }) => sample.text);
}
