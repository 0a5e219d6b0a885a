import { ContractError, parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { filmFailure } from '../../fakes/film-failure';

function problemsOf(detail: unknown): string[] {
  try {
    parseFailure(videoPlaybackFailed, detail);
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ path }) => path);
  }
}

it('takes the sample as it stands', () => {
  expect(parseFailure(videoPlaybackFailed, filmFailure())).toEqual(filmFailure());
});

it('does not need what is optional', () => {
  const failure = filmFailure();
  const { incidentId: _incident, ...rest } = failure;
  const { timeZone: _zone, ...customer } = failure.customer;
  const { errorCode: _code, ...playback } = failure.playback;
  expect(problemsOf({ ...rest, customer, playback })).toEqual([]);
});

it('drops what it does not know', () => {
  const parsed = parseFailure(videoPlaybackFailed, {
    ...filmFailure(),
    cardNumber: '4242',
    customer: { ...filmFailure().customer, iban: 'x' },
  });
  expect(JSON.stringify(parsed)).not.toMatch(/4242|iban/);
});

it('names every problem at once, by path', () => {
  const { schemaVersion: _, ...detail } = filmFailure();
  const wrong = {
    ...detail,
    occurredAt: 'yesterday',
    evidence: 'guessed',
    customer: { ...detail.customer, id: '', email: 'zoe@example.com\r\nBcc: all@example.com' },
    purchase: { ...detail.purchase, amountMinor: 3.99, currency: 'gbp', paymentId: '' },
    playback: { ...detail.playback, durationSeconds: 0, stalledSeconds: '540' },
  };
  expect(problemsOf(wrong).sort()).toEqual(
    [
      'schemaVersion',
      'occurredAt',
      'evidence',
      'customer.email',
      'customer.id',
      'purchase.amountMinor',
      'purchase.currency',
      'purchase.paymentId',
      'playback.durationSeconds',
      'playback.stalledSeconds',
    ].sort(),
  );
});

it.each([null, undefined, 'text', 7, [], {}])('refuses %p as a whole', (detail) => {
  expect(problemsOf(detail).length).toBeGreaterThan(0);
});

it.each([-1, 1.5, Number.MAX_SAFE_INTEGER + 1, '399'])('refuses %p as an amount', (amountMinor) => {
  expect(problemsOf({ ...filmFailure(), purchase: { ...filmFailure().purchase, amountMinor } })).toEqual([
    'purchase.amountMinor',
  ]);
});

it('says what is wrong and repeats no value, because values may be personal data', () => {
  const wrong = {
    ...filmFailure(),
    customer: { ...filmFailure().customer, email: 'zoe@example.com\nBcc: all@example.com' },
    purchase: { ...filmFailure().purchase, currency: 'Zoë' },
  };
  expect(() => parseFailure(videoPlaybackFailed, wrong)).toThrow(
    'VideoPlaybackFailed breaks its contract: customer.email: holds control characters or line breaks; ' +
      'purchase.currency: is not an ISO 4217 code in upper case such as EUR',
  );
});

it('takes ids in one spelling, wherever they stand', () => {
  const change = (id: string) => ({
    ...filmFailure(),
    incidentId: id,
    proof: [id],
    customer: { ...filmFailure().customer, id, creditAccountId: id },
    purchase: { ...filmFailure().purchase, orderId: id, lineId: id, paymentId: id },
    playback: { ...filmFailure().playback, rentalId: id },
  });
  const [composed, decomposed] = ['zo\u00eb', 'zoe\u0308'].map((id) => parseFailure(videoPlaybackFailed, change(id)));
  expect(decomposed).toEqual(composed);
  expect(problemsOf(change('zo\u200be')).sort()).toEqual(
    [
      'incidentId',
      'proof.0',
      'customer.id',
      'customer.creditAccountId',
      'purchase.orderId',
      'purchase.lineId',
      'purchase.paymentId',
      'playback.rentalId',
    ].sort(),
  );
});
