import { answerTo, type LoggedFailure } from '../../../../local/company/publishers/answer-to';

const logged: LoggedFailure = {
  source: 'com.example.video',
  type: 'VideoPlaybackFailed',
  time: '2026-11-20T20:44:59Z',
  customerId: 'cus_1',
  orderId: 'ord_1',
  facts: {
    schemaVersion: 1,
    evidence: 'detected',
    playback: { rentalId: 'rent_1', title: 'The Third Man', stalledSeconds: 312 },
    recipient: { name: 'Zoe', postcode: 'N1' },
  },
};

const inquiry = {
  schemaVersion: 1 as const,
  inquiryId: 'inq_1',
  remedyId: 'rem_1',
  customerId: 'cus_1',
  failureType: 'VideoPlaybackFailed',
  to: 'com.example.video',
  subject: 'rent_1',
  occurrence: '1',
  orderId: 'ord_1',
  question: 'Was it paused?',
  answerType: 'VideoPlaybackFailedExplained',
  answerBy: '2026-11-21T20:45:00Z',
  askedAt: '2026-11-20T20:45:00Z',
};

const sold = {
  find: (id: string, customerId: string) =>
    id === 'rent_1' && customerId === 'cus_1'
      ? ({ state: 'valid', validUntil: '2026-12-20T00:00:00Z' } as const)
      : undefined,
};

it('a product system answers with what it has logged and sold, and with nothing that a person wrote', () => {
  const again = { ...logged, time: '2026-11-20T20:50:00Z' };
  const other = { ...logged, orderId: 'ord_2' };
  const answer = answerTo(inquiry, [logged, other, again, { ...logged, customerId: 'cus_2' }], sold);
  expect(answer.split('\n')).toEqual([
    'We published VideoPlaybackFailed of order ord_1 2 times, first at 2026-11-20T20:44:59Z and last at 2026-11-20T20:50:00Z.',
    'Logged: evidence detected; playback.rentalId rent_1; playback.stalledSeconds 312.',
    'rent_1 is valid until 2026-12-20T00:00:00Z.',
    'Of this customer we have also logged: VideoPlaybackFailed of order ord_2.',
  ]);
});

it('what another system published is not in its log, and it says so', () => {
  expect(answerTo(inquiry, [{ ...logged, source: 'com.example.player' }], sold)).toBe(
    'Our log has no VideoPlaybackFailed of order ord_1.',
  );
});
