import { deadLetterFacts } from '../../lambdas/retry/dead-letter-facts';

const shown = (body: object) => deadLetterFacts(JSON.stringify(body));

describe('of a failed event is shown', () => {
  it('what SES tells of a mail, by the tags of the mail, and not to whom it went', () => {
    const mail = {
      destination: ['zoe@example.com'],
      tags: { remedyId: ['rem_1'], customerId: ['cus_1'], other: ['x'] },
    };
    expect(shown({ 'detail-type': 'Email Bounced', detail: { mail } })).toEqual({
      kind: 'Email Bounced',
      ids: { remedyId: 'rem_1', customerId: 'cus_1' },
    });
  });

  it('a customer id that is a mail address as its hash', () => {
    const { ids } = shown({ detail: { customer: { id: 'zoe@example.com', name: 'Zoë' } } });
    expect(ids).toEqual({ customerId: expect.stringMatching(/^sha256:[0-9a-f]{32}$/) });
  });

  it('no id that is none: text of a thousand letters, with signs that nobody sees, or no text at all', () => {
    const detail = { orderId: 'x'.repeat(1_000), lineId: 'a\u200bb', paymentId: 7, incidentId: { a: 1 } };
    expect(shown({ detail }).ids).toEqual({});
  });

  it('the last error on one line and not endlessly, without what may be personal', () => {
    const errorMessage = `first\n\n second ${'long '.repeat(5_000)}`;
    const { reason = '' } = shown({ requestPayload: {}, responsePayload: { errorType: 'Error', errorMessage } });
    expect(reason).toMatch(/^Error: first second long/);
    expect(reason.length).toBeLessThanOrEqual(300);
    const answer = { errorType: 'Error', errorMessage: 'zoe@example.com said +44 20 7946 0018' };
    expect(shown({ requestPayload: {}, responsePayload: answer }).reason).not.toMatch(/zoe|7946/);
  });

  it('how it ended, where the function has said nothing: it died', () => {
    const requestContext = { condition: 'EventAgeExceeded' };
    expect(shown({ requestContext, requestPayload: {} }).reason).toBe('EventAgeExceeded');
  });

  it.each(['', 'oops', '7', 'null', '[]', '{"requestPayload":null}'])('nothing where it is %j', (body) => {
    expect(deadLetterFacts(body)).toEqual({ ids: {} });
  });
});
