import { feedbackTerms } from '../../lambdas/feedback/reading/term-words';
import { questionOf } from '../../lambdas/insight/questions/question';
import { answerOf, asked, at, conversation, feedback, outcome } from './question-data';

const parcel = { failure_type: 'ParcelLost', kinds: 'replacement', language: 'de' };
const film = { language: 'en' };

/** Four were asked about films and two about parcels; one of each is silent, and one changed their mind. */
const records = [
  ...['a', 'b', 'c', 'd'].map((remedy) => outcome(remedy, film)),
  ...['p', 'q'].map((remedy) => outcome(remedy, parcel)),
  outcome('nobody-asked', film),
  ...['a', 'b', 'c', 'd', 'p', 'q'].map((remedy) => asked(remedy)),
  feedback('a', 'yes'),
  feedback('b', 'yes'),
  feedback('b', 'no', { version: 2, recorded_at_ms: at(60), terms: 'money+not-there' }),
  feedback('c', 'unclear', { terms: 'late' }),
  feedback('p', 'no', { terms: 'delivery+not-there' }),
];

it('pleased by type: yes, no, unclear and silent, and the last answer counts', async () => {
  expect(await answerOf('pleased-by-type', records)).toEqual([
    {
      failure_type: 'VideoPlaybackFailed',
      asked: '4',
      said_yes: '1',
      said_no: '1',
      said_something: '1',
      silent: '1',
      yes_percent: '50',
    },
    {
      failure_type: 'ParcelLost',
      asked: '2',
      said_yes: '0',
      said_no: '1',
      said_something: '0',
      silent: '1',
      yes_percent: '0',
    },
  ]);
});

it('pleased by what was given, and by language', async () => {
  const byRemedy = await answerOf('pleased-by-remedy', records);
  expect(byRemedy.map(({ remedy_kinds: kinds, asked: all, said_yes: yes }) => [kinds, all, yes])).toEqual([
    ['refund', '4', '1'],
    ['replacement', '2', '0'],
  ]);
  const byLanguage = await answerOf('pleased-by-language', records);
  expect(byLanguage.map(({ language, asked: all, silent }) => [language, all, silent])).toEqual([
    ['en', '4', '1'],
    ['de', '2', '1'],
  ]);
});

it('where nobody said yes or no there is no percentage, and silence is not pleased', async () => {
  const [row] = await answerOf('pleased-by-type', [outcome('a'), asked('a')]);
  expect(row).toMatchObject({ asked: '1', silent: '1', said_yes: '0', yes_percent: null });
});

it('an answer counts also where nobody heard that the question arrived', async () => {
  const [row] = await answerOf('pleased-by-type', [outcome('a'), feedback('a', 'yes')]);
  expect(row).toMatchObject({ asked: '1', said_yes: '1', yes_percent: '100' });
});

it('hurt again: who was let down once more after they were asked, by what they had said', async () => {
  const ada = { customer: 'ada' };
  const ben = { customer: 'ben' };
  const answer = await answerOf('hurt-again', [
    outcome('a', ada),
    asked('a', ada),
    feedback('a', 'yes', ada),
    outcome('a2', { ...ada, detected_at_ms: at(90) }),
    outcome('b', ben),
    outcome('b0', { ...ben, detected_at_ms: at(-90) }),
    asked('b', ben),
    feedback('b', 'yes', ben),
    outcome('c'),
    asked('c'),
  ]);
  expect(answer).toEqual([
    { answer: 'yes', asked: '2', hurt_again: '1', hurt_again_percent: '50' },
    { answer: 'silent', asked: '1', hurt_again: '0', hurt_again_percent: '0' },
  ]);
});

it('what customers speak of: each term once for each remedy, of the last answer', async () => {
  const more = [...records, feedback('a', 'yes', { version: 2, recorded_at_ms: at(70), terms: 'not-there+thankful' })];
  expect(await answerOf('words-said', more)).toEqual([
    { term: 'not-there', answers: '3', said_yes: '1', said_no: '2', failure_types: '2' },
    { term: 'delivery', answers: '1', said_yes: '0', said_no: '1', failure_types: '1' },
    { term: 'late', answers: '1', said_yes: '0', said_no: '0', failure_types: '1' },
    { term: 'money', answers: '1', said_yes: '0', said_no: '1', failure_types: '1' },
    { term: 'thankful', answers: '1', said_yes: '1', said_no: '0', failure_types: '1' },
  ]);
});

it('every term that is read is asked for', () => {
  const { sql } = questionOf('words-said');
  expect(feedbackTerms.filter((term) => !sql.includes(`('${term}')`))).toEqual([]);
});

it('time to answer: by owner, half and 95 of 100, and what is still open', async () => {
  const marketing = { owner: 'marketing' };
  const answer = await answerOf('time-to-answer', [
    ...['a', 'b', 'c', 'd', 'e'].map((remedy) => outcome(remedy)),
    conversation('a', 'opened'),
    conversation('a', 'answered', { version: 2, waited_minutes: 10 }),
    conversation('b', 'opened'),
    conversation('b', 'answered', { version: 3, waited_minutes: 30 }),
    conversation('b', 'opened', { version: 4 }),
    conversation('b', 'answered', { version: 5, waited_minutes: 500 }),
    conversation('b', 'closed', { version: 6 }),
    conversation('c', 'opened'),
    conversation('d', 'opened', marketing),
    conversation('d', 'taken', { ...marketing, version: 2 }),
    conversation('a-letter-of-nobody', 'opened'),
  ]);
  expect(answer).toEqual([
    { owner: 'contact-center', answers: '3', p50_minutes: '30', p95_minutes: '500', still_open: '1' },
    { owner: 'marketing', answers: '0', p50_minutes: null, p95_minutes: null, still_open: '1' },
  ]);
});
