import { dayMs, FeedbackWorld } from './feedback-world';

it('the page says what it is about, in whose language, and what was answered before', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const shown = await world.page({ ask: 'look', link });
  expect(shown).toMatchObject({ is: 'asked', locale: 'en-GB' });
  expect(shown).not.toHaveProperty('said');
  await world.answers(link, 'yes');
  await expect(world.page({ ask: 'look', link })).resolves.toMatchObject({ answer: 'yes' });
});

it('a yes is noted and told, and no person has to read it', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  await expect(world.answers(link, 'yes')).resolves.toEqual({ is: 'taken' });
  expect(world.feedbackEvents.published).toEqual([
    expect.objectContaining({
      answer: 'yes',
      by: 'page',
      hasWords: false,
      terms: [],
      kinds: ['refund'],
      language: 'en',
    }),
  ]);
  expect(world.conversations.kept.size).toBe(0);
});

it('a no becomes a conversation with its words, whose owner is told, and the bus has none of them', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  await world.answers(link, 'no', 'My money has not arrived, says Ada.');
  const [conversation] = world.conversations.kept.values();
  expect(conversation).toMatchObject({
    state: 'new',
    owner: 'contact-center',
    lines: [{ by: 'customer', feedback: 'no' }],
  });
  expect(conversation?.history.at(-1)?.why).toBe('the customer says that it was not made right');
  expect([...world.conversations.spoken.values()].map(({ text }) => text)).toEqual([
    'My money has not arrived, says Ada.',
  ]);
  expect(world.opened.published.map(({ what }) => what)).toEqual(['opened']);
  expect(world.feedbackEvents.published.map(({ answer, terms }) => [answer, terms])).toEqual([
    ['no', ['money', 'not-there']],
  ]);
  expect(JSON.stringify([world.feedbackEvents.published, world.observer.steps])).not.toContain('Ada');
});

it('words beside a yes are a person’s too', async () => {
  const world = new FeedbackWorld();
  await world.answers(await world.asked(), 'yes', 'But where is my second parcel?');
  expect([...world.conversations.kept.values()]).toEqual([expect.objectContaining({ state: 'new' })]);
});

it('the same answer again changes nothing, and the last one counts', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  await world.answers(link, 'no');
  await world.answers(link, 'no');
  world.now += dayMs;
  await world.answers(link, 'no');
  const { customerId, remedyId } = world.onlyRecord();
  expect(await world.store.read({ customerId, remedyId })).toMatchObject({ answer: 'no', version: 1 });
  expect([...world.conversations.kept.values()][0]?.lines).toHaveLength(1);
  expect(new Set(world.feedbackEvents.published.map(({ version }) => version))).toEqual(new Set([1]));
  await world.answers(link, 'yes');
  expect(await world.store.read({ customerId, remedyId })).toMatchObject({ answer: 'yes', version: 2 });
  // Somebody looks after the no, and sees that it is none any more.
  expect([...world.conversations.kept.values()][0]?.lines.map(({ feedback }) => feedback)).toEqual(['no', 'yes']);
});

it('an answer counts for 14 days after the question, and not after that', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const asked = world.outcomes.published.findLast(({ followUp }) => followUp === 'feedback');
  expect(asked).toBeDefined();
  world.now = Date.parse(world.notices().feedback?.planned?.until ?? '') - dayMs;
  await expect(world.answers(link, 'yes')).resolves.toEqual({ is: 'taken' });
  world.now += 2 * dayMs;
  await expect(world.answers(link, 'no')).resolves.toEqual({ is: 'refused', why: 'link-expired' });
  const { customerId, remedyId } = world.onlyRecord();
  expect(await world.store.read({ customerId, remedyId })).toMatchObject({ answer: 'yes' });
});

it('to look and to check changes nothing', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const before = structuredClone([world.ledger.notices, world.store.answers, world.store.asked]);
  for (let times = 0; times < 3; times++) {
    await world.page({ ask: 'look', link });
    await world.page({ ask: 'check', link, answer: 'no', words: 'I am a program.' });
  }
  expect([world.ledger.notices, world.store.answers, world.store.asked]).toEqual(before);
  expect(world.conversations.spoken.size).toBe(0);
  expect(world.feedbackEvents.published).toEqual([]);
});

it('nothing is sent but what was checked before, by whoever had the time to read it', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const checked = await world.page({ ask: 'check', link, answer: 'yes', words: '' });
  const token = checked.is === 'checked' ? checked.token : '';
  const send = (change: object) => world.page({ ask: 'send', link, answer: 'yes', words: '', token, ...change });
  await expect(send({})).resolves.toEqual({ is: 'refused', why: 'too-quick' });
  world.now += 5_000;
  for (const change of [{ answer: 'no' }, { words: 'other words' }, { token: '' }, { token: '1.forged' }]) {
    await expect(send(change)).resolves.toEqual({ is: 'refused', why: 'form-old' });
  }
  expect(world.feedbackEvents.published).toEqual([]);
  await expect(send({})).resolves.toEqual({ is: 'taken' });
  world.now += dayMs;
  await expect(send({ answer: 'no' })).resolves.toEqual({ is: 'refused', why: 'form-old' });
});

it('a link that is not ours opens nothing, and one that was signed with the key before still does', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  await expect(world.page({ ask: 'look', link: `${link}x` })).resolves.toEqual({ is: 'refused', why: 'link-invalid' });
  const old = world.secret;
  world.secret = `a-new-secret-with-which-links-are-signed-now\n${old}`;
  world.now += 120_000;
  await expect(world.page({ ask: 'look', link })).resolves.toMatchObject({ is: 'asked' });
  world.secret = 'a-third-secret-with-which-links-are-signed-now';
  world.now += 120_000;
  await expect(world.page({ ask: 'look', link })).resolves.toEqual({ is: 'refused', why: 'link-invalid' });
});

it('of whom was erased nothing opens, and nothing comes back', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const at = world.clock().toISOString();
  await world.ledger.eraseEnvelopes(world.onlyRecord().customerId, { until: at, at });
  await expect(world.page({ ask: 'look', link })).resolves.toEqual({ is: 'refused', why: 'link-expired' });
  await expect(world.answers(link, 'no', 'words')).resolves.toEqual({ is: 'refused', why: 'link-expired' });
  expect(world.store.answers.size).toBe(0);
  expect(world.conversations.kept.size).toBe(0);
});

it('an answer whose bus did not listen is told when it is sent once more', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  world.feedbackEvents.refuseNext();
  await expect(world.answers(link, 'no')).rejects.toThrow('the bus is throttled');
  await expect(world.answers(link, 'no')).resolves.toEqual({ is: 'taken' });
  expect(world.feedbackEvents.published.map(({ version }) => version)).toEqual([1]);
  expect([...world.conversations.kept.values()][0]?.lines).toHaveLength(1);
});

it('who said no is not asked about anything else, and may be again who takes it back', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const { customerId } = world.onlyRecord();
  await world.answers(link, 'no');
  expect(world.store.asked.get(customerId)?.refusedAt).toBeDefined();
  await world.answers(link, 'yes');
  expect(world.store.asked.get(customerId)?.refusedAt).toBeUndefined();
});
