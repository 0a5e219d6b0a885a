import fc from 'fast-check';
import { judgeMessage, type ComplaintRule } from '../../lambdas/channels/complaints/complaint-rule';
import { hasPhrase } from '../../lambdas/channels/complaints/has-phrase';

describe('a listed phrase', () => {
  it.each([
    ['Seit zwei Wochen KEINE   Antwort!', 'keine antwort'],
    ['This is ＵＮＡＣＣＥＰＴＡＢＬＥ.', 'unacceptable'],
    ['Где мой заказ?', 'где мой заказ'],
    ['您好，我要投诉你们', '投诉'],
    ['返金してください', '返金'],
    ['never\u00ad again', 'never again'],
    ['never', 'never'],
  ])('is found in %j: %j', (text, phrase) => {
    expect(hasPhrase(text, phrase)).toBe(true);
  });

  it.each([
    ['The scamper went well', 'scam'],
    ['unnevertheless', 'never'],
    ['keine andere Antwort', 'keine antwort'],
    ['refund2', 'refund'],
    ['', 'refund'],
    ['refund', '\u200b\u200b'],
  ])('is not found in %j: %j', (text, phrase) => {
    expect(hasPhrase(text, phrase)).toBe(false);
  });

  it('is found between any two texts that end before it', () => {
    const around = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(hasPhrase(`${before} lost parcel ${after}`, 'lost parcel')).toBe(true);
      }),
    );
  });
});

const listed: ComplaintRule = { counts: 'listed-phrases', phrases: ['no answer'] };
const noRule: ComplaintRule = { counts: 'none', phrases: ['no answer'] };
const every: ComplaintRule = { counts: 'every-message', phrases: [] };

describe('what a message is taken for', () => {
  it('is a complaint where it has a listed phrase and its customer is known', () => {
    expect(judgeMessage({ text: 'Still no answer' }, true, listed)).toEqual({
      judgedAs: 'complaint',
      why: 'it has a listed phrase',
    });
  });

  it('is a complaint where the channel is a place for complaints', () => {
    expect(judgeMessage({ text: 'Hello' }, true, every).judgedAs).toBe('complaint');
  });

  it.each([
    [{ text: 'Still no answer' }, false, listed, /nobody guesses/],
    [{ text: 'Where is my parcel?' }, true, listed, /none of the listed/],
    [{ text: '\u200b' }, true, every, /no words/],
    [{ text: 'Still no answer' }, true, noRule, /counts as a complaint/],
  ])('is for a person otherwise: %j, linked %j', (message, isLinked, rule, why) => {
    const judgement = judgeMessage(message, isLinked, rule);
    expect(judgement.judgedAs).toBe('for-a-person');
    expect(judgement.why).toMatch(why);
  });

  it('is never a complaint where nobody is linked, and says nothing of the message', () => {
    const rules = fc.constantFrom<ComplaintRule>(listed, every, { counts: 'none', phrases: [] });
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), rules, (text, rule) => {
        const judgement = judgeMessage({ text }, false, rule);
        expect(judgement.judgedAs).toBe('for-a-person');
        expect(judgement.why).not.toContain(text);
      }),
    );
  });
});
