import { runAmends } from '../../cli/program';
import { GestureWorld } from '../operator-api/gesture-world';
import { OperatorWorld } from '../operator-api/operator-world';
import { SignedFunctionUrl } from './signed-url';

const region = 'eu-west-1';
let world: OperatorWorld;
let proxy: SignedFunctionUrl;
let gestures: GestureWorld;
beforeAll(async () => {
  world = await OperatorWorld.start();
  proxy = await SignedFunctionUrl.start(world.handler, region);
  gestures = new GestureWorld(world);
  world.provider.payments.set('ch_ord_shop_1', 19_399);
});
beforeEach(() => void gestures.published.splice(0));
afterAll(async () => {
  await proxy.stop();
  await world.stop();
});

/** What an agent types, and gets to see. */
async function amends(args: readonly string[], confirm?: (question: string) => Promise<boolean>) {
  let out = '';
  let complaints = '';
  const exitCode = await runAmends(args, {
    environment: { AMENDS_OPERATOR_URL: proxy.url, AWS_REGION: region },
    localSystems: () => [],
    credentials: { accessKeyId: 'grace', secretAccessKey: 'local' },
    clock: () => world.clock(),
    untilStopped: () => Promise.resolve(),
    confirm,
    write: (text) => void (out += text),
    writeError: (text) => void (complaints += text),
  });
  return { exitCode, out, complaints };
}

const of = ['remedies', 'give', 'cus_shop_1', 'ord_shop_1', '1'];
const refund = [...of, '--gives', 'refund', '--amount', '15.00 GBP', '--code', 'planned-badly', '--why', 'Wrong day.'];

it('shows what can be given and the budget that is left, and gives nothing', async () => {
  const { exitCode, out } = await amends(of);
  expect(exitCode).toBe(0);
  expect(out).toContain('Paid 189.00 GBP, of which 189.00 GBP is left to give back.');
  expect(out).toMatch(/Your budget today: \d+\.00 GBP of \d+\.00 GBP/);
  expect(out).toContain('planned-badly');
  expect(gestures.published).toEqual([]);
});

it('asks once with its numbers, and a no gives nothing', async () => {
  const questions: string[] = [];
  const answered = (yes: boolean) => (question: string) => {
    questions.push(question);
    return Promise.resolve(yes);
  };
  expect((await amends(refund, answered(false))).exitCode).toBe(1);
  expect(gestures.published).toEqual([]);
  const given = await amends(refund, answered(true));
  expect(given).toMatchObject({ exitCode: 0, complaints: '' });
  expect(given.out).toMatch(/^Given\. What comes of it:\n {2}amends holds show cus_shop_1 rem_[0-9a-f]{32}/);
  expect(questions).toHaveLength(2);
  expect(questions[0]).toContain('cus_shop_1 is given: refund of 15.00 GBP (order ord_shop_1, line 1');
});

it('typed twice on a day it is one gesture', async () => {
  const again = await amends([...refund, '--yes']);
  expect(again.out).toContain('The same was asked for before, and it is issued. Nothing more follows.');
  expect(gestures.published).toEqual([]);
});

it('a call to another number is another gesture', async () => {
  const call = [...of, '--gives', 'callback', '--code', 'long-wait', '--why', 'Waited.', '--yes', '--phone'];
  const [first, other, again] = [
    await amends([...call, '+442079460123']),
    await amends([...call, '+442079460124']),
    await amends([...call, '+442079460124']),
  ];
  expect([first.out, other.out]).toEqual([expect.stringMatching(/^Given\./), expect.stringMatching(/^Given\./)]);
  expect(again.out).toContain('The same was asked for before');
  expect(gestures.published).toHaveLength(2);
});

it('what was rejected is not said to have been given', async () => {
  const large = [
    ...of,
    '--gives',
    'credit',
    '--amount',
    '30.00 GBP',
    '--code',
    'loyal',
    '--why',
    'Ten years.',
    '--yes',
  ];
  const { out } = await amends(large);
  const remedyId = /rem_[0-9a-f]{32}/.exec(out)?.[0];
  await world.post(`/remedies/cus_shop_1/${remedyId}/reject`, { code: 'outside-policy', why: 'No.' });
  const again = await amends(large);
  expect(again.out).toContain('it was rejected. To ask once more, name it anew with --id.');
});

it('where nobody can be asked, it says what it would give and how to say yes', async () => {
  const { exitCode, complaints } = await amends([...refund, '--id', 'another-one']);
  expect(exitCode).toBe(2);
  expect(complaints).toContain('say --yes if that is right');
  expect(gestures.published).toEqual([]);
});

it('a reason is needed, and the codes are named', async () => {
  const { complaints } = await amends([...of, '--gives', 'callback']);
  expect(complaints).toContain('The codes are planned-badly, long-wait');
});
