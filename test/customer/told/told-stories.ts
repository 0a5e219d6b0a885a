import type { ExpectedRemedy } from '../../local/expected-remedy';
import { expectedOfStories } from '../../local/expected-of-stories';
import type { Telling } from './person';

const hourMs = 60 * 60 * 1000;

/** A story of the catalogue that nobody but its customer can tell, or that its customer tells, too. */
export interface ToldStory {
  /** Of the story in the catalogue. */
  readonly id: string;
  /** In which language its customer reads. */
  readonly language: string;
  /** An answer that is `the day` is by when they need it. */
  readonly tells: Telling;
  /** What the page says in the end. */
  readonly reads: readonly string[];
  readonly expected: ExpectedRemedy;
  /** Where a person approves the words of its mail first. */
  readonly mailAfterApproval?: readonly string[];
  /** How much longer ago it happened. */
  readonly laterMs?: number;
}

function expectedOf(id: string): ExpectedRemedy {
  const expected = expectedOfStories[id];
  if (!expected) throw new Error(`nobody says what ${id} leads to`);
  return expected;
}

/** As long as a carrier's silence counts as nothing, and a little more. */
const quietMs = 121 * hourMs;

/**
 * The told stories. Not among them are those of networks (a song, a post: docs/channels), of which nothing is asked on
 * a page, and the two mugs of ten: the page does not ask how many came broken.
 */
export const toldStories: readonly ToldStory[] = [
  {
    id: 'console-for-christmas',
    language: 'en',
    tells: { choice: 'It never came', answer: 'the day', comment: 'The driver was never here.' },
    reads: ['A new one is on its way', 'arrives by', 'Your reference is'],
    expected: expectedOf('console-for-christmas'),
  },
  {
    id: 'gifts-to-two-recipients',
    language: 'en',
    tells: { line: 'Wool scarf', choice: 'It never came', answer: 'the day' },
    reads: ['Two new ones are on their way', 'There is nothing you need to do.'],
    expected: expectedOf('gifts-to-two-recipients'),
    laterMs: quietMs,
  },
  {
    id: 'last-one-in-stock',
    language: 'de',
    tells: { choice: 'Es kam nie an' },
    reads: ['Wir haben Ihnen 89,90'],
    expected: expectedOf('last-one-in-stock'),
    laterMs: quietMs,
  },
  {
    id: 'present-from-porch',
    language: 'en',
    tells: { choice: 'It was stolen', answer: 'the day' },
    reads: ['A new one is on its way by express'],
    expected: expectedOf('present-from-porch'),
  },
  {
    id: 'boots-without-phone-number',
    language: 'fr',
    tells: { choice: 'On me l’a volé', comment: 'Elles étaient devant la porte.' },
    reads: ['par envoi express'],
    expected: expectedOf('boots-without-phone-number'),
  },
  {
    id: 'merchant-never-answered',
    language: 'en',
    tells: { choice: 'It is not what was described', answer: 'worn, with notes in the margins' },
    reads: ['We’ve refunded £18.50'],
    expected: {
      state: 'issued',
      refund: { amount: 1_850, currency: 'gbp' },
      recovery: { bearer: 'merchant', amountMinor: 1_850, currency: 'GBP' },
      mail: ['was sold to you as “like new”', 'have heard nothing', 'We’ve refunded £18.50'],
      mailLacks: /return label/,
    },
    laterMs: 49 * hourMs,
  },
  {
    id: 'reader-broken-by-owner',
    language: 'en',
    tells: { choice: 'It is broken', answer: 'I broke it', comment: 'I stepped on it in the dark.' },
    reads: ['A new one is on its way', 'A prepaid label for the old one'],
    expected: expectedOf('reader-broken-by-owner'),
  },
  {
    id: 'kettle-defect',
    language: 'pt-BR',
    tells: { choice: 'Está quebrado', answer: 'Quebrou sozinho' },
    reads: ['Um produto novo está a caminho'],
    expected: expectedOf('kettle-defect'),
  },
  {
    id: 'teapot-out-of-stock',
    language: 'ja',
    tells: { choice: '壊れています', answer: '届いたときに壊れていました', photo: 'scan_77120' },
    reads: ['￥6,800を返金しました。'],
    expected: expectedOf('teapot-out-of-stock'),
  },
  {
    id: 'wifi-died-half-way',
    language: 'en',
    tells: { choice: 'The Wi-Fi did not work', answer: 'About half of the time' },
    reads: ['We’ve refunded $19.00', 'There is nothing you need to do.'],
    expected: expectedOf('wifi-died-half-way'),
  },
  {
    id: 'wifi-never-came-up',
    language: 'ja',
    tells: { choice: 'Wi-Fiが使えませんでした', answer: 'まったく使えませんでした' },
    reads: ['￥1,800を返金しました。'],
    expected: expectedOf('wifi-never-came-up'),
  },
  {
    id: 'subscription-down',
    language: 'fr',
    tells: { choice: 'Le service était en panne' },
    reads: ['Nous vous avons remboursé 1,00'],
    expected: expectedOf('subscription-down'),
  },
  {
    id: 'installer-never-came',
    language: 'en',
    tells: { choice: 'The service was down, or nobody came', comment: 'I took the afternoon off.' },
    reads: ['We’ve put $15.00 of credit'],
    expected: expectedOf('installer-never-came'),
  },
  {
    id: 'game-vanished',
    language: 'en',
    tells: { choice: 'It is gone from my devices' },
    reads: ['to the card you paid with', 'of credit on your account'],
    expected: expectedOf('game-vanished'),
    mailAfterApproval: ['You had paid for it, and it was yours.', 'Henrik Solberg'],
  },
  {
    id: 'film-stuttered',
    language: 'en',
    tells: { choice: 'It would not play', answer: 'Parts of it, with long stalls' },
    reads: ['We’ve refunded £3.99'],
    expected: expectedOf('film-stuttered'),
  },
];
